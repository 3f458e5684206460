import type { Plan } from '#data/plans/plan.ts';
import type { Db } from '#server/db/database.ts';
import { refuse, type Refusal } from '#server/errors.ts';

import { selectPlan } from './plans.sql.ts';

/**
 * A draft, held until the transaction ends, and why it may not be changed where it is at another revision than expected:
 * what is sent again is told apart from that by who asks.
 *
 * @throws Refusal 404 unknown-plan; 409 not-a-draft
 */
export async function lockDraft(
  db: Db,
  id: string,
  expects: number,
): Promise<{ plan: Plan; moved: Refusal | null }> {
  const plan = await selectPlan(db, id, true);
  if (!plan) throw refuse(404, 'unknown-plan', id);
  if (plan.status !== 'draft') throw refuse(409, 'not-a-draft', plan.status);
  const moved = plan.revision === expects ? null : refuse(409, 'plan-moved-on', `it is at revision ${plan.revision}`); // prettier-ignore
  return { plan, moved };
}
