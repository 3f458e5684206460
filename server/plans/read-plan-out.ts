import { areasOfState } from '#data/plans/plan-state.ts';
import { shapesOf } from '#data/plans/shapes-of.ts';
import { areasOut, type AreasOut } from '#server/areas/areas-out.ts';
import { transact } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import type { Ask } from '#server/session/session.ts';

import type { PlanStates } from './plan-states.ts';
import { readOneMoment, selectPlan } from './plans.sql.ts';

/**
 * The areas of a plan at its position with their borders, those of one level or all, by level and id. Those that it
 * makes have ids of the plan, and no code until they are given one.
 *
 * @throws Refusal 404 unknown-plan; 409 edition-moved-on
 */
export async function readPlanOut(
  _ask: Ask,
  { pool, areas, states }: Pick<Deps, 'pool' | 'areas'> & { states: PlanStates },
  asked: { id: string; level: number | null },
): Promise<AreasOut> {
  return states.inTurn(asked.id, () =>
    transact(pool, async (db) => {
      await readOneMoment(db);
      const plan = await selectPlan(db, asked.id);
      if (!plan) throw refuse(404, 'unknown-plan', asked.id);
      if (areas.editionId !== plan.editionId)
        throw refuse(409, 'edition-moved-on', `edition ${areas.editionId} is in force`);
      const state = await states.take(db, plan);
      const all = areasOfState(state);
      const wanted = new Set(all.flatMap(({ id, level }) => asked.level === null || level === asked.level ? [id] : [])); // prettier-ignore
      const shapes = shapesOf(state, wanted);
      states.keep(plan, state);
      const sorted = [...all].sort((a, b) => a.level - b.level || a.id - b.id);
      const validFrom = plan.validFrom === null ? null : new Date(plan.validFrom);
      return { name: plan.name, validFrom, areas: areasOut(sorted, shapes, asked.level) };
    }),
  );
}
