import { isDeepStrictEqual } from 'node:util';

import { checkAround } from '#data/coverage/check-around.ts';
import { editPlan } from '#data/plans/edit-plan.ts';
import type { AreaWords, PlanAct, PlanEditRequest } from '#data/plans/plan-act.ts';
import { applyPlanEdit, type KeptPlanEdit } from '#data/plans/plan-edit.ts';
import { PLAN_EDITS_MAX, type Plan } from '#data/plans/plan.ts';
import type { PlanState } from '#data/plans/plan-state.ts';
import { findBorneBefore } from '#server/areas/codes-of-editions.ts';
import { appendAudit } from '#server/audit/append-audit.ts';
import { transact, type Db } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { refuse, type Refusal } from '#server/errors.ts';
import { actorOf, type Ask } from '#server/session/session.ts';

import { appendPlan } from './append-plan.ts';
import { lockDraft } from './lock-draft.ts';
import type { PlanStates } from './plan-states.ts';
import { insertEdit, selectEdit, selectUnknown, updatePlan } from './plans.sql.ts';

export interface EditSaved {
  plan: Plan;
  edit: KeptPlanEdit;
  again: boolean;
}

/**
 * Save an edit of a plan: what the preview has shown is worked out once more, by the same function, on what is stored,
 * and looked at once more by `check`. Edits that were taken back give way to it. The id is the planner's: the same edit
 * again changes nothing.
 *
 * @throws Refusal 404 unknown-plan; 409 plan-moved-on, not-a-draft, edition-moved-on, other-of-this-id; 422
 *   too-many-edits, code-retired, unknown-person, unknown-organisation, and whatever `editPlan` refuses
 */
export async function addEdit(
  ask: Ask,
  deps: Pick<Deps, 'pool' | 'areas' | 'hub'> & { states: PlanStates },
  planId: string,
  asked: PlanEditRequest,
): Promise<EditSaved> {
  const { pool, areas, hub, states } = deps;
  return states.inTurn(planId, async () => {
    let state: PlanState | null = null;
    let no: number | null = null;
    const saved = await transact(pool, async (db): Promise<EditSaved> => {
      const id = asked.id.toLowerCase();
      const { plan, moved } = await lockDraft(db, planId, asked.expects);
      const there = await selectEdit(db, planId, id);
      if (there) {
        if (!isDeepStrictEqual(there.act, asked.act))
          throw refuse(409, 'other-of-this-id', `${id} is the id of another edit`);
        return { plan, edit: there, again: true };
      }
      if (moved) throw moved;
      if (areas.editionId !== plan.editionId)
        throw refuse(409, 'edition-moved-on', `edition ${areas.editionId} is in force`);
      if (plan.position >= PLAN_EDITS_MAX)
        throw refuse(422, 'too-many-edits', `a plan holds ${PLAN_EDITS_MAX}`);
      await refuseUnknown(db, asked.act);

      state = await states.take(db, plan);
      const edit = editPlan(state, asked.act);
      if ('refused' in edit) {
        states.keep(plan, state);
        throw refuse(422, edit.refused, edit.areas.join(' '));
      }
      const retired = await whyRetired(ask, db, asked.act);
      if (retired) {
        states.keep(plan, state);
        throw retired;
      }
      applyPlanEdit(state, edit);
      const faults = edit.borders ? checkAround(state.set, edit.borders.patch) : [];
      if (faults.length > 0)
        throw new Error(`an edit leaves a fault: ${JSON.stringify(faults[0])} after ${JSON.stringify(asked.act)}`); // prettier-ignore
      const kept: KeptPlanEdit = {
        seq: plan.position + 1,
        id,
        act: asked.act,
        edit,
        actor: actorOf(ask, asked.actor),
        madeAt: ask.at.toISOString(),
      };
      await insertEdit(db, planId, kept);
      const to = { ...plan, position: kept.seq, editCount: kept.seq };
      const after = await updatePlan(db, planId, to);
      const said = { edit: id, seq: kept.seq, verb: asked.act.verb };
      await appendAudit(db, ask.at, ask.who, { act: 'draw-plan', noun: 'plans', thing: planId, said }); // prettier-ignore
      no = await appendPlan(db, ask, after);
      return { plan: after, edit: kept, again: false };
    });
    // Only what is committed: a state that was changed for nothing is left to be built anew.
    if (state) states.keep(saved.plan, state);
    if (no !== null) hub.wake(no);
    return saved;
  });
}

/** Who is to lead or own an area must be there. */
async function refuseUnknown(db: Db, act: PlanAct): Promise<void> {
  const words = wordsOf(act).map((said) => said.words);
  const leaders = words.flatMap(({ leaderId }) => leaderId ?? []);
  const owners = words.flatMap(({ ownerId }) => ownerId ?? []);
  if (leaders.length + owners.length === 0) return;
  const unknown = await selectUnknown(db, leaders, owners);
  if (unknown) throw refuse(422, `unknown-${unknown.of}`, String(unknown.id));
}

/** A code is one area's for ever, also one that only an earlier edition has. */
async function whyRetired(ask: Ask, db: Db, act: PlanAct): Promise<Refusal | null> {
  const said = wordsOf(act).flatMap(({ id, words: { code } }) => (code ? { id, code } : []));
  const area = await findBorneBefore(ask, db, said);
  return area === null ? null : refuse(422, 'code-retired', String(area));
}

function wordsOf(act: PlanAct): { id: number; words: Partial<AreaWords> }[] {
  switch (act.verb) {
    case 'describe':
      return act.areas;
    case 'import':
      return act.then.flatMap(wordsOf);
    case 'reassign':
      return saidOf(act.found);
    case 'carve':
      return [...saidOf(act), ...saidOf(act.found)];
    case 'draw':
      return saidOf(act);
    default:
      return [];
  }
}

const saidOf = (one?: {
  id: number;
  words?: Partial<AreaWords>;
}): { id: number; words: Partial<AreaWords> }[] =>
  one?.words ? [{ id: one.id, words: one.words }] : [];
