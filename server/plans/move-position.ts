import type { Plan, PositionRequest } from '#data/plans/plan.ts';
import { appendAudit } from '#server/audit/append-audit.ts';
import { transact } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import type { Ask } from '#server/session/session.ts';

import { appendPlan } from './append-plan.ts';
import { lockDraft } from './lock-draft.ts';
import type { PlanStates } from './plan-states.ts';
import { updatePlan } from './plans.sql.ts';

/**
 * Undo and redo, as far as one likes at once: from now on the first so many edits of a plan are made. No border is looked
 * at: each edit is a value that takes itself back. Saying what is so already changes nothing.
 *
 * @throws Refusal 404 unknown-plan; 409 plan-moved-on, not-a-draft; 422 no-such-position
 */
export async function movePosition(
  ask: Ask,
  { pool, hub, states }: Pick<Deps, 'pool' | 'hub'> & { states: PlanStates },
  id: string,
  { position, expects }: PositionRequest,
): Promise<Plan> {
  return states.inTurn(id, async () => {
    const { before, after, no } = await transact(pool, async (db) => {
      const { plan, moved } = await lockDraft(db, id, expects);
      // Sent again, it has come to be one revision further on.
      const again = plan.position === position && plan.revision === expects + 1;
      if (again) return { before: plan, after: plan, no: null };
      if (moved) throw moved;
      if (position > plan.editCount)
        throw refuse(422, 'no-such-position', `it has ${plan.editCount} edits`);
      if (position === plan.position) return { before: plan, after: plan, no: null };
      const after = await updatePlan(db, id, { ...plan, position });
      const said = { before: plan.position, after: position };
      await appendAudit(db, ask.at, ask.who, { act: 'step-plan', noun: 'plans', thing: id, said });
      return { before: plan, after, no: await appendPlan(db, ask, after) };
    });
    states.follow(before, after);
    if (no !== null) hub.wake(no);
    return after;
  });
}
