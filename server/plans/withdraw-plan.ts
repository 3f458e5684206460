import type { Plan, PlanExpectation } from '#data/plans/plan.ts';
import { transact } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import type { Ask } from '#server/session/session.ts';

import type { PlanStates } from './plan-states.ts';
import { selectPlan, updatePlan } from './plans.sql.ts';

/**
 * Withdraw a draft: it can be read and is changed no more. Withdrawing what is withdrawn changes nothing.
 *
 * @throws Refusal 404 unknown-plan; 409 plan-moved-on, not-a-draft
 */
export async function withdrawPlan(
  _ask: Ask,
  { pool, states }: Pick<Deps, 'pool'> & { states: PlanStates },
  id: string,
  { expects }: PlanExpectation,
): Promise<Plan> {
  return states.inTurn(id, () =>
    transact(pool, async (db) => {
      const plan = await selectPlan(db, id, true);
      if (!plan) throw refuse(404, 'unknown-plan', id);
      if (plan.status === 'withdrawn') return plan;
      if (plan.status !== 'draft') throw refuse(409, 'not-a-draft', plan.status);
      if (plan.revision !== expects)
        throw refuse(409, 'plan-moved-on', `it is at revision ${plan.revision}`);
      return updatePlan(db, id, { ...plan, status: 'withdrawn' });
    }),
  );
}
