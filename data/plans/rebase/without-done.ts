import { editPlan } from '#data/plans/edit-plan.ts';
import type { PlanAct } from '#data/plans/plan-act.ts';
import { applyPlanEdit, type KeptPlanEdit } from '#data/plans/plan-edit.ts';
import type { PlanState } from '#data/plans/plan-state.ts';

import { doneEdits } from './done-edits.ts';
import { renamedAct } from './renamed-act.ts';
import { renamedState } from './renamed-state.ts';

/** A plan without what the edition in force has of it already. */
export interface WithoutDone {
  /** The edition that the plan was drawn on with what is in force of the plan, under the ids that it has there. */
  base: PlanState;
  /** The same with the edits that are left. */
  mine: PlanState;
  /** Those that are left, by the ids in force; their places are those that they had. */
  edits: KeptPlanEdit[];
  /** Places of the edits that are in force already, ascending. */
  done: number[];
}

/**
 * Takes out of a plan the edits whose result the edition in force has: it was published meanwhile, as a whole or another
 * copy of it. Neither does it stand in its own way then, nor are its areas made anew under other ids.
 *
 * @param base the edition that the plan was drawn on
 * @param mine the same with the edits made
 * @param theirs the edition in force
 * @param edits of the plan, as many as are made
 */
export function withoutDone(
  base: PlanState,
  mine: PlanState,
  theirs: PlanState,
  edits: readonly KeptPlanEdit[],
): WithoutDone {
  const all = { base, mine, edits: [...edits], done: [] };
  const { done, idOf } = doneEdits(base, theirs, edits);
  if (done.size === 0) return all;
  const made = renamedState(base);
  for (const { act } of edits.filter(({ seq }) => done.has(seq))) if (!make(made, act)) return all;
  const was = renamedState(made, idOf);
  const own = renamedState(was);
  const left: KeptPlanEdit[] = [];
  for (const kept of edits) {
    if (done.has(kept.seq)) continue;
    const act = renamedAct(kept.act, idOf);
    const edit = make(own, act);
    // Without those before it, it comes to nothing: then they are left to be made again, too.
    if (!edit) return all;
    left.push({ ...kept, act, edit });
  }
  return { base: was, mine: own, edits: left, done: [...done].sort((a, b) => a - b) };
}

function make(state: PlanState, act: PlanAct) {
  const edit = editPlan(state, act);
  if ('refused' in edit) return null;
  applyPlanEdit(state, edit);
  return edit;
}
