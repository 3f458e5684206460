import type { Plan, RestoreRequest } from '#data/plans/plan.ts';
import { planStateOf } from '#data/plans/plan-state.ts';
import { appendAudit } from '#server/audit/append-audit.ts';
import { readBorders } from '#server/areas/read-borders.ts';
import { readStanding } from '#server/areas/write-edition.ts';
import { transact } from '#server/db/database.ts';
import { lockGround } from '#server/db/lock-ground.sql.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import { actorOf, type Ask } from '#server/session/session.ts';

import { appendPlan } from './append-plan.ts';
import { beginEdition } from './begin-edition.ts';
import { insertPlan, selectPlan, updatePlan } from './plans.sql.ts';
import { writePlanEdition } from './write-plan-edition.ts';

/**
 * Go back to the areas of an earlier edition: a new one that has them again, with their ids and codes, and follows the one
 * in force. It is published as a plan without edits, which can be withdrawn until it is in force. The id is the planner's:
 * the same once more answers what became of it.
 *
 * @throws Refusal 404 unknown-edition; 409 edition-moved-on, edition-waits, other-of-this-id; 422 valid-from-past,
 *   changes-nothing
 */
export async function restoreEdition(
  ask: Ask,
  deps: Pick<Deps, 'pool' | 'areas' | 'editions' | 'hub'>,
  editionId: number,
  asked: RestoreRequest,
): Promise<{ plan: Plan; again: boolean }> {
  const { pool, areas, editions, hub } = deps;
  const id = asked.id.toLowerCase();
  const actor = actorOf(ask, asked.actor);
  const validFrom = asked.validFrom === undefined ? null : new Date(asked.validFrom);
  const done = await transact(pool, async (db) => {
    await lockGround(db);
    const there = await selectPlan(db, id, true);
    if (there) {
      const isSame = there.name === asked.name && there.editionId === asked.expects && there.actor === actor && there.editCount === 0 && there.status !== 'draft'; // prettier-ignore
      if (!isSame) throw refuse(409, 'other-of-this-id', `${id} is the id of another plan`);
      return { plan: there, no: null };
    }
    const from = await beginEdition(ask, db, areas, { editionId: asked.expects, validFrom });
    const { past } = await readStanding(ask, db);
    if (editionId !== asked.expects && !past.includes(editionId))
      throw refuse(404, 'unknown-edition', String(editionId));
    const { coverage, areas: then, lockedBorders } = await readBorders(ask, db, editionId);
    const begun = await insertPlan(db, { id, name: asked.name, editionId: asked.expects, actor }, ask.at); // prettier-ignore
    if (!begun) throw refuse(409, 'other-of-this-id', `${id} is the id of another plan`);
    const edition = { validFrom: from, name: asked.name, planId: id };
    const state = planStateOf(coverage, then, lockedBorders);
    await writePlanEdition(ask, db, areas, state, edition);
    const to = { ...begun, status: 'published', validFrom: from.toISOString() } as const;
    const plan = await updatePlan(db, id, to);
    const said = { planId: id, follows: asked.expects, validFrom: plan.validFrom };
    await appendAudit(db, ask.at, ask.who, {
      act: 'restore-edition',
      noun: 'editions',
      thing: String(editionId),
      said,
    });
    return { plan, no: await appendPlan(db, ask, plan) };
  });
  if (done.no !== null) hub.wake(done.no);
  await editions.bringDue();
  return { plan: done.plan, again: done.no === null };
}
