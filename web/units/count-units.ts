import type { PackedAreas } from '#data/wire/packed.ts';

import { countByArea } from '../live/count-by-area.ts';
import { areaStore, unitColumns } from '../live/stores.ts';
import type { CountChip } from '../map/draw-counts.ts';
import { countLevel } from '../map/lod.ts';
import type { DrawContext } from '../map/map-layer.ts';
import { remember } from '../map/remember.ts';
import { formatCount } from '../words/format.ts';

import type { UnitMarks } from './unit-marks.ts';

/** Counts how many are where, in place of dots that would be too many; `now` changes whenever somebody moves or is marked anew. */
export type UnitCounting = (c: DrawContext, zoom: number, marks: UnitMarks, now: string) => void;

/** Whose cell somebody is in is looked up once for all frames until somebody moves. */
export function createUnitCounting(): UnitCounting {
  const chipsAt = remember((marks: UnitMarks, level: number, _packed: PackedAreas | null, _now: string) => chipsOf(marks, level)); // prettier-ignore
  return (c, zoom, marks, now) => {
    const { packed } = areaStore.getState();
    const level = countLevel(zoom, packed?.areas ?? []);
    const chips = chipsAt(marks, level, packed, now);
    c.counts.push({ id: 'units-counts', chips, token: 'unit.worker', of: 'units', level });
  };
}

function chipsOf(marks: UnitMarks, level: number): CountChip[] {
  const { cellAt } = areaStore.getState();
  const cells: number[] = [];
  for (let i = 0; i < marks.count; i++)
    if (marks.radius[i] !== 0)
      cells.push(cellAt(unitColumns.positions[2 * i]!, unitColumns.positions[2 * i + 1]!));
  return countByArea(cells, level).map(([area, n]) => ({ area, text: `● ${formatCount(n)}` }));
}
