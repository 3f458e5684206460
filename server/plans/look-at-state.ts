import type pg from 'pg';

import type { Plan } from '#data/plans/plan.ts';
import type { PlanState } from '#data/plans/plan-state.ts';
import { transact } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';

import type { PlanStates } from './plan-states.ts';
import { readOneMoment, selectPlan } from './plans.sql.ts';

/** What a reader of a plan's state is given. */
export type StateDeps = Pick<Deps, 'pool' | 'areas'> & { states: PlanStates };

/**
 * Lets a reader look at a plan and its state, of one moment and in turn with those who change it. The state is not the
 * reader's to change.
 *
 * @throws Refusal 404 unknown-plan; 409 edition-moved-on; and what `look` throws
 */
export async function lookAtState<T>(
  { pool, areas, states }: StateDeps,
  id: string,
  look: (db: pg.PoolClient, plan: Plan, state: PlanState) => Promise<T> | T,
): Promise<T> {
  return states.inTurn(id, () =>
    transact(pool, async (db) => {
      await readOneMoment(db);
      const plan = await selectPlan(db, id);
      if (!plan) throw refuse(404, 'unknown-plan', id);
      if (areas.editionId !== plan.editionId)
        throw refuse(409, 'edition-moved-on', `edition ${areas.editionId} is in force`);
      const state = await states.take(db, plan);
      try {
        return await look(db, plan, state);
      } finally {
        states.keep(plan, state);
      }
    }),
  );
}
