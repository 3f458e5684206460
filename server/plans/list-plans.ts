import type { Plan, PlanStatus } from '#data/plans/plan.ts';
import type { Db } from '#server/db/database.ts';
import { refuse } from '#server/errors.ts';
import type { Ask } from '#server/session/session.ts';

import { selectPlan, selectPlans } from './plans.sql.ts';

/**
 * A page of plans, the newest first, and the `before` of the next page; null at the end.
 *
 * @throws Refusal 404 unknown-plan for a `before` that there is not
 */
export async function listPlans(
  _ask: Ask,
  db: Db,
  asked: { status: PlanStatus | null; before: string | null; limit: number },
): Promise<{ plans: Plan[]; next: string | null }> {
  const { before, limit } = asked;
  if (before !== null && !(await selectPlan(db, before))) throw refuse(404, 'unknown-plan', before);
  const plans = await selectPlans(db, asked);
  return { plans, next: plans.length < limit ? null : plans.at(-1)!.id };
}
