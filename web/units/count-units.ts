import { areaStore, unitColumns } from '../live/stores.ts';
import { countLevel } from '../map/lod.ts';
import type { DrawContext } from '../map/map-layer.ts';
import { formatCount } from '../words/format.ts';

import type { UnitMarks } from './unit-marks.ts';

/** Counts how many are where, in place of dots that would be too many. */
export function countUnits(c: DrawContext, zoom: number, marks: UnitMarks): void {
  const { cellAt, chainOf, byId } = areaStore.getState();
  const level = countLevel(zoom, byId.values());
  const counts = new Map<number, number>();
  for (let i = 0; i < marks.count; i++) {
    if (marks.radius[i] === 0) continue;
    const cell = cellAt(unitColumns.positions[2 * i]!, unitColumns.positions[2 * i + 1]!);
    const area = chainOf(cell).findLast((a) => a.level <= level);
    if (area) counts.set(area.id, (counts.get(area.id) ?? 0) + 1);
  }
  c.counts.push({
    id: 'units-counts',
    chips: [...counts].map(([id, n]) => ({
      at: byId.get(id)!.labelAt,
      text: `● ${formatCount(n)}`,
    })),
    token: 'unit.worker',
    of: 'units',
  });
}
