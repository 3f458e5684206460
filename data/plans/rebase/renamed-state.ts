import { EdgeSet } from '#data/coverage/edge-set.ts';
import type { PlanArea, PlanState } from '#data/plans/plan-state.ts';

import { setFrom } from './changed-cells.ts';

/** A state to be changed by itself, its areas under other ids. */
export function renamedState(
  state: PlanState,
  idOf: ReadonlyMap<number, number> = new Map(),
): PlanState {
  const { originX, originY } = state.set;
  const is = (id: number): number => idOf.get(id) ?? id;
  const coverage = state.set.toCoverage();
  const [left, right] = [coverage.left.map(is), coverage.right.map(is)];
  const areas = [...state.areas.values()].map((area): [number, PlanArea] => {
    const parentId = area.parentId === null ? null : is(area.parentId);
    return [is(area.id), { ...area, id: is(area.id), parentId }];
  });
  return {
    ...state,
    set: setFrom(EdgeSet.of({ ...coverage, left, right }), originX, originY),
    areas: new Map(areas),
    lockedBorders: new Map(state.lockedBorders),
  };
}
