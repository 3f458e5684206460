import type { Plan, PlanCopying } from '#data/plans/plan.ts';
import { transact } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import { actorOf, type Ask } from '#server/session/session.ts';

import { appendPlan } from './append-plan.ts';
import { copyEdits, insertPlan, selectPlan, updatePlan } from './plans.sql.ts';

/**
 * Begin a draft with all the edits of a plan, on the edition that the plan is drawn on: where another is in force by now it
 * is brought over as any draft. The id is the planner's: the same copying again answers what became of it.
 *
 * @throws Refusal 404 unknown-plan; 409 other-of-this-id, where the id is that of another plan; 422 changes-nothing, of a
 *   plan without edits
 */
export async function copyPlan(
  ask: Ask,
  { pool, hub }: Pick<Deps, 'pool' | 'hub'>,
  ofId: string,
  asked: PlanCopying,
): Promise<{ plan: Plan; again: boolean }> {
  const id = asked.id.toLowerCase();
  const actor = actorOf(ask, asked.actor);
  const { name } = asked;
  const { plan, no } = await transact(pool, async (db) => {
    // Held: all that is copied is of one moment.
    const of = await selectPlan(db, ofId, true);
    if (!of) throw refuse(404, 'unknown-plan', ofId);
    const { editionId, position, editCount } = of;
    if (editCount === 0) throw refuse(422, 'changes-nothing', `${ofId} has no edits`);
    const begun = await insertPlan(db, { id, name, editionId, actor }, ask.at);
    if (!begun) {
      const there = await selectPlan(db, id);
      const isSame = id !== ofId && there?.name === name && there.editionId === editionId && there.actor === actor; // prettier-ignore
      if (!isSame) throw refuse(409, 'other-of-this-id', `${id} is the id of another plan`);
      return { plan: there, no: null };
    }
    await copyEdits(db, ofId, id);
    const plan = await updatePlan(db, id, { ...begun, position, editCount });
    return { plan, no: await appendPlan(db, ask, plan) };
  });
  if (no !== null) hub.wake(no);
  return { plan, again: no === null };
}
