import type { Plan, PlanExpectation } from '#data/plans/plan.ts';
import { appendAudit } from '#server/audit/append-audit.ts';
import { withdrawEdition } from '#server/areas/withdraw-edition.ts';
import { transact } from '#server/db/database.ts';
import { lockGround } from '#server/db/lock-ground.sql.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import type { Ask } from '#server/session/session.ts';

import { appendPlan } from './append-plan.ts';
import type { PlanStates } from './plan-states.ts';
import { selectPlan, updatePlan } from './plans.sql.ts';

/**
 * Take back the publishing of a plan that waits for its time: its edition is gone, and the plan is a draft again with all
 * its edits, to be drawn on and published anew. One without edits goes back to an earlier edition: there is nothing to
 * draw on, and it is withdrawn. What is not published stays as it is.
 *
 * @throws Refusal 404 unknown-plan; 409 plan-moved-on, in-force-already
 */
export async function withdrawPlan(
  ask: Ask,
  { pool, hub, states }: Pick<Deps, 'pool' | 'hub'> & { states: PlanStates },
  id: string,
  { expects }: PlanExpectation,
): Promise<Plan> {
  const { plan, no } = await states.inTurn(id, () =>
    transact(pool, async (db) => {
      await lockGround(db);
      const plan = await selectPlan(db, id, true);
      if (!plan) throw refuse(404, 'unknown-plan', id);
      if (plan.status !== 'published') return { plan, no: null };
      if (plan.revision !== expects)
        throw refuse(409, 'plan-moved-on', `it is at revision ${plan.revision}`);
      if (!(await withdrawEdition(ask, db, id)))
        throw refuse(409, 'in-force-already', `since ${plan.validFrom}`);
      const status = plan.editCount > 0 ? 'draft' : 'withdrawn';
      const after = await updatePlan(db, id, { ...plan, status, validFrom: null });
      await appendAudit(db, ask.at, ask.who, {
        act: 'withdraw-plan',
        noun: 'plans',
        thing: id,
        said: { validFrom: plan.validFrom, steps: plan.position },
      });
      return { plan: after, no: await appendPlan(db, ask, after) };
    }),
  );
  if (no !== null) hub.wake(no);
  return plan;
}
