import type { Plan, PlanExpectation } from '#data/plans/plan.ts';
import { appendAudit } from '#server/audit/append-audit.ts';
import { transact } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import type { Ask } from '#server/session/session.ts';

import { appendPlan } from './append-plan.ts';
import type { PlanStates } from './plan-states.ts';
import { selectPlan, updatePlan } from './plans.sql.ts';

/**
 * Throw a draft away: it is withdrawn, and changed no more. Its edits stay to be read and copied. Discarding what is
 * withdrawn changes nothing.
 *
 * @throws Refusal 404 unknown-plan; 409 not-a-draft, plan-moved-on
 */
export async function discardPlan(
  ask: Ask,
  { pool, hub, states }: Pick<Deps, 'pool' | 'hub'> & { states: PlanStates },
  id: string,
  { expects }: PlanExpectation,
): Promise<Plan> {
  const { plan, no } = await states.inTurn(id, () =>
    transact(pool, async (db) => {
      const plan = await selectPlan(db, id, true);
      if (!plan) throw refuse(404, 'unknown-plan', id);
      if (plan.status === 'withdrawn') return { plan, no: null };
      if (plan.status !== 'draft') throw refuse(409, 'not-a-draft', plan.status);
      if (plan.revision !== expects)
        throw refuse(409, 'plan-moved-on', `it is at revision ${plan.revision}`);
      const after = await updatePlan(db, id, { ...plan, status: 'withdrawn' });
      await appendAudit(db, ask.at, ask.who, {
        act: 'discard-plan',
        noun: 'plans',
        thing: id,
        said: { steps: plan.position },
      });
      return { plan: after, no: await appendPlan(db, ask, after) };
    }),
  );
  if (no !== null) hub.wake(no);
  return plan;
}
