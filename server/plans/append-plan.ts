import type { Plan } from '#data/plans/plan.ts';
import type { Db } from '#server/db/database.ts';
import { appendChange } from '#server/live/append-change.sql.ts';
import type { Ask } from '#server/session/session.ts';

/** Tell what a plan is since something was done to it. Last in the transaction; the number is to wake the hub with. */
export function appendPlan(db: Db, { at }: Ask, plan: Plan): Promise<number> {
  return appendChange(db, at, { noun: 'plans', kind: 'changed', at: at.toISOString(), plan });
}
