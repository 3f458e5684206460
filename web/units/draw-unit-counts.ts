import type { Layer } from '@deck.gl/core';

import { areaStore, unitColumns } from '../live/stores.ts';
import { countChips } from '../map/count-chips.ts';
import { countLevel } from '../map/lod.ts';
import type { DrawContext } from '../map/map-layer.ts';

import type { UnitMarks } from './unit-marks.ts';

/** How many are where, in place of dots that would be too many. */
export function drawUnitCounts(c: DrawContext, zoom: number, marks: UnitMarks): Layer[] {
  const { cellAt, chainOf, byId } = areaStore.getState();
  const level = countLevel(zoom, byId.values());
  const counts = new Map<number, number>();
  for (let i = 0; i < marks.count; i++) {
    if (marks.radius[i] === 0) continue;
    const cell = cellAt(unitColumns.positions[2 * i]!, unitColumns.positions[2 * i + 1]!);
    const area = chainOf(cell).findLast((a) => a.level <= level);
    if (area) counts.set(area.id, (counts.get(area.id) ?? 0) + 1);
  }
  return countChips(
    'units-counts',
    c,
    [...counts].map(([id, n]) => ({ at: byId.get(id)!.labelAt, text: `● ${n}` })),
    { row: 2, token: 'unit.worker', of: 'units' },
  );
}
