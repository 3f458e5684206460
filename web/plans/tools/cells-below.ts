import type { PlanRow } from '../desk/desk.ts';

/** The cells among some areas and below them, ascending. */
export function cellsBelow(areas: readonly number[], rows: ReadonlyMap<number, PlanRow>): number[] {
  if (areas.length === 0) return [];
  const chosen = new Set(areas);
  const isBelow = (row: PlanRow): boolean => {
    for (let at: PlanRow | undefined = row; at;) {
      if (chosen.has(at.area.id)) return true;
      at = at.area.parentId === null ? undefined : rows.get(at.area.parentId);
    }
    return false;
  };
  const out: number[] = [];
  for (const row of rows.values()) if (row.isCell && isBelow(row)) out.push(row.area.id);
  return out.sort((a, b) => a - b);
}
