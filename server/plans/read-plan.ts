import type pg from 'pg';

import type { KeptPlanEdit } from '#data/plans/plan-edit.ts';
import type { Plan } from '#data/plans/plan.ts';
import { transact } from '#server/db/database.ts';
import { refuse } from '#server/errors.ts';
import type { Ask } from '#server/session/session.ts';

import { readOneMoment, selectEdits, selectPlan } from './plans.sql.ts';

/** So many characters of edits go out in one answer. */
const MAX_BYTES = 4 << 20;

/**
 * A plan with its edits after a place, those that are taken back among them, and the `after` of the rest; null where
 * there is none. All of one moment.
 *
 * @throws Refusal 404 unknown-plan
 */
export async function readPlan(
  _ask: Ask,
  pool: pg.Pool,
  id: string,
  asked: { after: number; limit: number },
): Promise<{ plan: Plan; edits: KeptPlanEdit[]; next: number | null }> {
  return transact(pool, async (db) => {
    await readOneMoment(db);
    const plan = await selectPlan(db, id);
    if (!plan) throw refuse(404, 'unknown-plan', id);
    const edits = await selectEdits(db, id, { ...asked, upTo: plan.editCount, maxBytes: MAX_BYTES }); // prettier-ignore
    const last = edits.at(-1)?.seq ?? plan.editCount;
    return { plan, edits, next: last < plan.editCount ? last : null };
  });
}
