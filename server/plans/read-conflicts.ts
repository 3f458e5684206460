import type { EdgeSet } from '#data/coverage/edge-set.ts';
import { partOf } from '#data/coverage/part-of.ts';
import { toPolygons } from '#data/coverage/to-polygons.ts';
import type { MultiPolygonCoordinates } from '#data/geo/geometry.ts';
import { labelPoint } from '#data/geo/label-point.ts';
import { cellsUnder } from '#data/plans/cells-under.ts';
import type { Plan } from '#data/plans/plan.ts';
import type { Conflict } from '#data/plans/rebase/conflict.ts';
import { setFrom } from '#data/plans/rebase/changed-cells.ts';
import type { Whose } from '#data/plans/rebase/rebase-plan.ts';
import { clashesOf } from '#data/plans/rebase/said-otherwise.ts';
import { landIn } from '#data/plans/figures/former-land.ts';
import { shapesOf } from '#data/plans/shapes-of.ts';
import { transact } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import type { Ask } from '#server/session/session.ts';

import type { PlanStates } from './plan-states.ts';
import { readOneMoment, selectPlan } from './plans.sql.ts';
import { lookAtRebase, type Rebased } from './rebase-plan.ts';

/** Of a cell: less is a border that was bent to a lattice point. */
const LEAST_SHARE = 1e-3;

/** So many are told with their land; the rest by their ids. */
const TOLD_MAX = 200;

/**
 * What stands in the way of a plan on the edition in force.
 *
 * @throws Refusal 404 unknown-plan; 409 not-a-draft, edition-moved-on
 */
export async function readConflicts(
  ask: Ask,
  deps: Pick<Deps, 'pool' | 'areas'> & { states: PlanStates },
  id: string,
  chosen: ReadonlyMap<number, Whose>,
): Promise<{
  plan: Plan;
  editionId: number;
  conflicts: Conflict[];
  more: number;
  dropped: Rebased['dropped'];
}> {
  return deps.states.inTurn(id, () =>
    transact(deps.pool, async (db) => {
      await readOneMoment(db);
      const plan = await selectPlan(db, id);
      if (!plan) throw refuse(404, 'unknown-plan', id);
      if (plan.status !== 'draft') throw refuse(409, 'not-a-draft', plan.status);
      const { areas } = deps;
      if (plan.editionId === areas.editionId)
        return { plan, editionId: plan.editionId, conflicts: [], more: 0, dropped: [] };
      const rebased = await lookAtRebase(ask, db, deps, plan, chosen);
      const { base, mine, theirs, editionId, dropped } = rebased;
      const there = setFrom(theirs.set, base.set.originX, base.set.originY);
      const told = rebased.conflicts.slice(0, TOLD_MAX);
      const shapes = [base, theirs].map((state) => shapesOf(state, new Set(told)));
      const conflicts = told.flatMap((one): Conflict[] => {
        // Of land that was nobody's only the edition in force knows.
        const [was, is] = shapes.map((some) => some.get(one));
        const land = was ?? is;
        if (!land) return [];
        const [from, state] = was ? [base.set, base] : [there, theirs];
        const cells = cellsUnder(state, [one]);
        const { name, nameEn } = state.areas.get(one)!;
        return [
          {
            id: one,
            name,
            nameEn,
            at: labelPoint(land),
            base: was ?? [],
            mine: cellsOver(from, cells, mine.set),
            theirs: cellsOver(from, cells, there),
            clashes: clashesOf(base, mine, theirs, one).map((clash) => ({ ...clash, isGone: !theirs.areas.has(one) })), // prettier-ignore
          },
        ];
      });
      return { plan, editionId, conflicts, more: rebased.conflicts.length - told.length, dropped };
    }),
  );
}

/** The cells of a set that have land of cells of another. Sets of one origin. */
function cellsOver(
  from: EdgeSet,
  cells: readonly number[],
  to: EdgeSet,
): MultiPolygonCoordinates[] {
  const found = new Set(
    cells.flatMap((cell) =>
      landIn(from, cell, to)
        // A border that bends by a part of a step takes no land.
        .filter(({ share, ofOther }) => Math.max(share, ofOther) > LEAST_SHARE)
        .map((shared) => shared.cell),
    ),
  );
  return [...toPolygons(partOf(to, found).toCoverage()).values()];
}
