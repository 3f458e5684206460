import { fromNorthWest } from '#data/areas/codes/from-north-west.ts';
import { middleOf } from '#data/coverage/middle-of.ts';

import { changesOf } from './area-tree.ts';
import { refusePlanEdit, type PlanEdit, type PlanEditRefusal } from './plan-edit.ts';
import type { PlanArea, PlanState } from './plan-state.ts';

/**
 * The edit that gives a code to every area that has none, or that has come below a parent where its code is not of the
 * scheme; from the district down, those of one parent from the north-west. It changes nothing where all have one.
 *
 * @param taken codes of every edition: never given again. Those of the state are taken besides.
 */
export function allotCodes(state: PlanState, taken: Iterable<string>): PlanEdit | PlanEditRefusal {
  const { set, areas, scheme } = state;
  const used = new Set([...taken, ...state.bearers.keys()]);
  const below = new Map<number | null, PlanArea[]>();
  for (const area of [...areas.values()].sort((a, b) => a.id - b.id)) {
    if (area.code) used.add(area.code);
    const siblings = below.get(area.parentId);
    if (siblings) siblings.push(area);
    else below.set(area.parentId, [area]);
  }
  const cellsOf = ({ id }: PlanArea): number[] =>
    set.has(id) ? [id] : (below.get(id) ?? []).flatMap(cellsOf);
  const next = new Map<number, PlanArea>();
  const parents: (PlanArea | null)[] = [null];
  for (const parent of parents) {
    const children = below.get(parent?.id ?? null) ?? [];
    const without = children.filter(({ level, code }) => !scheme.isCode(level, code, parent));
    const inOrder = fromNorthWest(without, (area) => middleOf(set, cellsOf(area)));
    const codes = inOrder.length > 0 ? scheme.allot(parent, inOrder, used) : [];
    if ('refused' in codes) {
      const about = codes.refused === 'codes-used-up' && parent ? [parent] : without;
      return refusePlanEdit(codes.refused, about.map(({ id }) => id)); // prettier-ignore
    }
    for (const [i, area] of inOrder.entries()) {
      used.add(codes[i]!);
      next.set(area.id, { ...area, code: codes[i]! });
    }
    for (const area of children) parents.push(next.get(area.id) ?? area);
  }
  return { borders: null, areas: changesOf(state, next) };
}
