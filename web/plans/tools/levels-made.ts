import type { PlanRow } from '../desk/desk.ts';

type Rows = ReadonlyMap<number, PlanRow>;

const known = new WeakMap<Rows, number[]>();

/** Levels of which an area can be made for others to lie below, the lowest first: of those between the district and its cells. */
export function levelsMade(rows: Rows): readonly number[] {
  let levels = known.get(rows);
  if (!levels) {
    const found = new Set<number>();
    for (const { isCell, area } of rows.values()) if (!isCell && area.parentId !== null) found.add(area.level); // prettier-ignore
    levels = [...found].sort((a, b) => b - a);
    known.set(rows, levels);
  }
  return levels;
}

/** Of an area and those above it the highest that lies below a level; 0 where none does. */
export function areaBelow(rows: Rows, id: number, level: number): number {
  let found = 0;
  for (let row = rows.get(id); row && row.area.level > level; row = rows.get(row.area.parentId ?? 0)) found = row.area.id; // prettier-ignore
  return found;
}

/** The lowest area above another that is of a higher level than `level`; null where there is none. */
export function areaAbove(rows: Rows, id: number, level: number): number | null {
  let row = rows.get(id);
  while (row && row.area.level >= level) row = rows.get(row.area.parentId ?? 0);
  return row?.area.id ?? null;
}
