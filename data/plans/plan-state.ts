import type { Coverage } from '#data/coverage/coverage.ts';
import { EdgeSet } from '#data/coverage/edge-set.ts';
import type { Area, AreaSaid } from '#data/areas/area.ts';
import type { CodeScheme } from '#data/areas/codes/code-scheme.ts';
import { schemeOf } from '#data/areas/codes/scheme-of.ts';

import { lockKey, type LockedEdge } from './lock-key.ts';
import { FIRST_PLAN_AREA_ID, type AreaWords } from './plan-act.ts';

/** An area as a plan has it. */
export type PlanArea = Pick<Area, 'id' | 'parentId' | 'level'> & AreaWords;

/** The tree and the borders at a place in a plan's edits: changed by `applyPlanEdit` alone. */
export interface PlanState {
  /** The cells: areas without others below them. */
  readonly set: EdgeSet;
  /** Every area by id. */
  readonly areas: Map<number, PlanArea>;
  /** Edges whose course stays as it is until they are unlocked, by `lockKey`. */
  readonly lockedBorders: Map<string, LockedEdge>;
  /** That of the edition: no edit changes how a district is numbered. */
  readonly scheme: CodeScheme;
  /** By code the area that bears it in the edition. */
  readonly bearers: ReadonlyMap<string, number>;
}

/**
 * The state before the first edit: an edition's.
 *
 * @param lockedBorders edges by their ends, four lattice integers each, as `lockedBordersOf` gives them
 */
export function planStateOf(
  coverage: Coverage,
  areas: readonly (Pick<Area, 'id' | 'parentId' | 'level' | 'code' | 'kind' | 'name' | 'nameEn'> &
    Partial<AreaSaid>)[],
  lockedBorders: ArrayLike<number> = [],
): PlanState {
  const { originX, originY } = coverage;
  const locks = Array.from({ length: lockedBorders.length / 4 }, (_, i): LockedEdge => {
    const [ax, ay, bx, by] = [0, 1, 2, 3].map((k) => lockedBorders[4 * i + k]!) as LockedEdge;
    return [ax - originX, ay - originY, bx - originX, by - originY];
  });
  return {
    set: EdgeSet.of(coverage),
    areas: new Map(
      areas.map(({ id, parentId, level, name, nameEn, code, kind, ...said }) => {
        const { leaderId = null, ownerId = null, band = null, locked = false } = said;
        return [
          id,
          { id, parentId, level, name, nameEn, code, kind, leaderId, ownerId, band, locked },
        ];
      }),
    ),
    lockedBorders: new Map(locks.map((edge) => [lockKey(edge), edge])),
    scheme: schemeOf(areas),
    bearers: new Map(areas.map(({ id, code }) => [code, id])),
  };
}

/** The areas of a state, parents before children. */
export function areasOfState({ areas }: PlanState): PlanArea[] {
  return [...areas.values()].sort((a, b) => a.level - b.level || a.id - b.id);
}

/** The least id that a new area may get: ids of new areas are above all that are there. */
export function nextAreaId(state: PlanState): number {
  let most = FIRST_PLAN_AREA_ID - 1;
  for (const id of state.areas.keys()) most = Math.max(most, id);
  return most + 1;
}
