import type { PlanState } from './plan-state.ts';

/** The cells among areas, or below them. Areas that are no more have none. */
export function cellsUnder(
  { set, areas }: Pick<PlanState, 'set' | 'areas'>,
  ids: readonly number[],
): number[] {
  // A cell has nothing below it: most questions need no look at all cells.
  const cells = ids.filter((id) => set.has(id));
  if (cells.length === ids.filter((id) => areas.has(id)).length) return cells;
  const isUnder = new Map<number | null, boolean>([[null, false]]);
  for (const id of ids) isUnder.set(id, true);
  const looks = (id: number | null): boolean => {
    let under = isUnder.get(id);
    if (under === undefined) isUnder.set(id, (under = looks(areas.get(id!)?.parentId ?? null)));
    return under;
  };
  return set.cells().filter(looks);
}
