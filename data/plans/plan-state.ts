import type { Coverage } from '#data/coverage/coverage.ts';
import { EdgeSet } from '#data/coverage/edge-set.ts';
import type { Area } from '#data/areas/area.ts';

import { FIRST_PLAN_AREA_ID, type AreaWords } from './plan-act.ts';

/** An area as a plan has it. */
export type PlanArea = Pick<Area, 'id' | 'parentId' | 'level'> & AreaWords;

/** The tree and the borders at a place in a plan's edits: changed by `applyPlanEdit` alone. */
export interface PlanState {
  /** The cells: areas without others below them. */
  readonly set: EdgeSet;
  /** Every area by id. */
  readonly areas: Map<number, PlanArea>;
}

/** The state before the first edit: an edition's. */
export function planStateOf(
  coverage: Coverage,
  areas: readonly Pick<Area, 'id' | 'parentId' | 'level' | 'code' | 'kind' | 'name' | 'nameEn'>[],
): PlanState {
  return {
    set: EdgeSet.of(coverage),
    areas: new Map(
      areas.map(({ id, parentId, level, name, nameEn, code, kind }) => [
        id,
        { id, parentId, level, name, nameEn, code, kind, leaderId: null, ownerId: null, band: null, locked: false }, // prettier-ignore
      ]),
    ),
  };
}

/** The least id that a new area may get: ids of new areas are above all that are there. */
export function nextAreaId(state: PlanState): number {
  let most = FIRST_PLAN_AREA_ID - 1;
  for (const id of state.areas.keys()) most = Math.max(most, id);
  return most + 1;
}
