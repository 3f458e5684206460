import type { Plan, PublishRequest } from '#data/plans/plan.ts';
import { appendAudit } from '#server/audit/append-audit.ts';
import { transact } from '#server/db/database.ts';
import { lockGround } from '#server/db/lock-ground.sql.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import type { Ask } from '#server/session/session.ts';

import { appendPlan } from './append-plan.ts';
import { beginEdition } from './begin-edition.ts';
import type { PlanStates } from './plan-states.ts';
import { lookAtRebase, storeRebased } from './rebase-plan.ts';
import { selectDrawers, selectPlan, updatePlan } from './plans.sql.ts';
import { writePlanEdition } from './write-plan-edition.ts';

/** So many who drew are named in the audit beside who publishes; more have never drawn one plan. */
const DRAWERS_MAX = 20;

/**
 * Publish a draft: its edition is written, and waits for its time. Where that is now it comes into force before this
 * answers, in a transaction of its own: should that fail, it is brought all the same, and asking again does no harm.
 *
 * @throws Refusal 404 unknown-plan; 409 plan-moved-on, not-a-draft, edition-moved-on, edition-waits, plan-conflicts; 422 valid-from-past,
 *   changes-nothing, not-seamless, codes-used-up, code-from-outside
 */
export async function publishPlan(
  ask: Ask,
  deps: Pick<Deps, 'pool' | 'areas' | 'editions' | 'hub'> & { states: PlanStates },
  id: string,
  asked: PublishRequest,
): Promise<Plan> {
  const { pool, areas, editions, hub, states } = deps;
  const validFrom = asked.validFrom === undefined ? null : new Date(asked.validFrom);
  const done = await states.inTurn(id, () =>
    transact(pool, async (db) => {
      await lockGround(db);
      const plan = await selectPlan(db, id, true);
      if (!plan) throw refuse(404, 'unknown-plan', id);
      const again =
        plan.status === 'published' &&
        plan.revision === asked.expects + 1 &&
        (validFrom === null || plan.validFrom === validFrom.toISOString());
      if (again) return { plan, no: null };
      if (plan.status !== 'draft') throw refuse(409, 'not-a-draft', plan.status);
      if (plan.revision !== asked.expects)
        throw refuse(409, 'plan-moved-on', `it is at revision ${plan.revision}`);
      const drawnBy = await selectDrawers(db, id, plan.position, DRAWERS_MAX);
      // One that was drawn on an earlier edition is brought over first, where nothing stands in the way.
      const isStale = areas.editionId !== null && plan.editionId !== areas.editionId;
      const rebased = isStale ? await lookAtRebase(ask, db, deps, plan, new Map()) : null;
      if (rebased && rebased.conflicts.length > 0)
        throw refuse(409, 'plan-conflicts', rebased.conflicts.join(' '));
      const drawn = rebased ? await storeRebased(db, plan, rebased) : plan;
      const from = await beginEdition(ask, db, areas, { editionId: drawn.editionId, validFrom });
      const state = rebased ? rebased.now : await states.take(db, plan);
      const edition = { validFrom: from, name: plan.name, planId: id };
      await writePlanEdition(ask, db, areas, state, edition);
      const to = { ...drawn, status: 'published', validFrom: from.toISOString() } as const;
      const published = await updatePlan(db, id, to);
      const said = {
        editionId: drawn.editionId,
        validFrom: published.validFrom,
        steps: published.position,
        // Who holds both posts may publish what they drew: that is to be seen.
        drawnBy,
      };
      await appendAudit(db, ask.at, ask.who, {
        act: 'publish-plan',
        noun: 'plans',
        thing: id,
        said,
      });
      return { plan: published, no: await appendPlan(db, ask, published) };
    }),
  );
  if (done.no !== null) hub.wake(done.no);
  await editions.bringDue();
  return done.plan;
}
