import type { Plan, PlanCopying } from '#data/plans/plan.ts';
import { appendAudit } from '#server/audit/append-audit.ts';
import { transact, type Db } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import { actorOf, type Ask } from '#server/session/session.ts';

import { appendPlan } from './append-plan.ts';
import { readWithoutDone } from './rebase-plan.ts';
import { copyEdits, insertPlan, selectPlan, updatePlan } from './plans.sql.ts';

/**
 * Begin a draft with all the edits of a plan, on the edition that the plan is drawn on: where another is in force by now it
 * is brought over as any draft. Of a plan that is in force to the last edit it begins on what it has become, and has none.
 * The id is the planner's: the same copying again answers what became of it.
 *
 * @throws Refusal 404 unknown-plan; 409 other-of-this-id, where the id is that of another plan; 422 changes-nothing, of a
 *   plan without edits
 */
export async function copyPlan(
  ask: Ask,
  { pool, hub, areas }: Pick<Deps, 'pool' | 'hub' | 'areas'>,
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
    if (of.editCount === 0) throw refuse(422, 'changes-nothing', `${ofId} has no edits`);
    const there = await selectPlan(db, id);
    const isDone = !there && (await isInForce(ask, db, areas, of));
    const editionId = isDone ? areas.editionId! : of.editionId;
    const begun = there ? null : await insertPlan(db, { id, name, editionId, actor }, ask.at);
    if (!begun) {
      const other = there ?? (await selectPlan(db, id));
      const isSame = id !== ofId && other?.name === name && other.editionId >= of.editionId && other.actor === actor; // prettier-ignore
      if (!isSame) throw refuse(409, 'other-of-this-id', `${id} is the id of another plan`);
      return { plan: other, no: null };
    }
    const keep = (): Promise<number> =>
      appendAudit(db, ask.at, ask.who, { act: 'copy-plan', noun: 'plans', thing: id, said: { of: ofId, name, editionId } }); // prettier-ignore
    if (isDone) {
      await keep();
      return { plan: begun, no: await appendPlan(db, ask, begun) };
    }
    await copyEdits(db, ofId, id);
    const plan = await updatePlan(db, id, { ...begun, position: of.position, editCount: of.editCount }); // prettier-ignore
    await keep();
    return { plan, no: await appendPlan(db, ask, plan) };
  });
  if (no !== null) hub.wake(no);
  return { plan, again: no === null };
}

/** Whether the edition in force has all that a plan has done. */
async function isInForce(ask: Ask, db: Db, areas: Deps['areas'], plan: Plan): Promise<boolean> {
  if (plan.status !== 'published' || plan.position === 0) return false;
  if (areas.editionId === null || areas.editionId === plan.editionId) return false;
  return (await readWithoutDone(ask, db, areas, plan)).edits.length === 0;
}
