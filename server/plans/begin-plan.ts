import type { Plan, PlanBeginning } from '#data/plans/plan.ts';
import { appendAudit } from '#server/audit/append-audit.ts';
import { transact } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import { actorOf, type Ask } from '#server/session/session.ts';

import { insertPlan, selectPlan } from './plans.sql.ts';

/**
 * Begin a plan on the edition in force. The id is the planner's: the same beginning again answers what became of it.
 *
 * @throws Refusal 409 nothing-in-force, edition-moved-on; 409 other-of-this-id, where the id is that of another plan
 */
export async function beginPlan(
  ask: Ask,
  { pool, areas }: Pick<Deps, 'pool' | 'areas'>,
  asked: PlanBeginning,
): Promise<{ plan: Plan; again: boolean }> {
  const id = asked.id.toLowerCase();
  const actor = actorOf(ask, asked.actor);
  const { name, editionId } = asked;
  const there = await selectPlan(pool, id);
  if (!there) {
    if (areas.editionId === null) throw refuse(409, 'nothing-in-force');
    if (areas.editionId !== editionId)
      throw refuse(409, 'edition-moved-on', `edition ${areas.editionId} is in force`);
    const plan = await transact(pool, async (db) => {
      const begun = await insertPlan(db, { id, name, editionId, actor }, ask.at);
      if (begun)
        await appendAudit(db, ask.at, ask.who, { act: 'begin-plan', noun: 'plans', thing: id, said: { name, editionId } }); // prettier-ignore
      return begun;
    });
    if (plan) return { plan, again: false };
  }
  const plan = there ?? (await selectPlan(pool, id));
  if (plan?.name !== name || plan.editionId !== editionId || plan.actor !== actor)
    throw refuse(409, 'other-of-this-id', `${id} is the id of another plan`);
  return { plan, again: true };
}
