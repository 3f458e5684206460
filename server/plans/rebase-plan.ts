import { randomUUID } from 'node:crypto';

import type { Plan, RebaseRequest } from '#data/plans/plan.ts';
import { applyPlanEdit, type KeptPlanEdit } from '#data/plans/plan-edit.ts';
import { planStateOf, type PlanState } from '#data/plans/plan-state.ts';
import {
  rebasePlan,
  type DroppedEdit,
  type Rebase,
  type Whose,
} from '#data/plans/rebase/rebase-plan.ts';
import { withoutDone, type WithoutDone } from '#data/plans/rebase/without-done.ts';
import { readBorders } from '#server/areas/read-borders.ts';
import { appendAudit } from '#server/audit/append-audit.ts';
import { transact, type Db } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import type { Ask } from '#server/session/session.ts';

import { appendPlan } from './append-plan.ts';
import { lockDraft } from './lock-draft.ts';
import type { PlanStates } from './plan-states.ts';
import { replaceEdits, selectEdits, updatePlan } from './plans.sql.ts';

const READ = { limit: 500, maxBytes: 16 << 20 };

/** A plan on another edition than its own: what it comes to there, and the three states to be looked at. */
export interface Rebased extends Rebase {
  editionId: number;
  /** With what is in force of the plan already. */
  base: PlanState;
  mine: PlanState;
  /** The edition in force. */
  theirs: PlanState;
  /** With the edits made that hold there. */
  now: PlanState;
}

/**
 * A plan beside the edition in force, without what of it is in force already. Nothing is stored.
 *
 * @throws Refusal 409 edition-moved-on, where what is held of the edition in force is behind
 */
export async function readWithoutDone(
  ask: Ask,
  db: Db,
  { coverage, editionId, areas, lockedBorders }: Deps['areas'],
  plan: Plan,
): Promise<WithoutDone & { theirs: PlanState; editionId: number }> {
  if (!coverage || editionId === null) throw refuse(409, 'edition-moved-on', 'none is in force');
  const was = await readBorders(ask, db, plan.editionId);
  const base = planStateOf(was.coverage, was.areas, was.lockedBorders);
  const mine = planStateOf(was.coverage, was.areas, was.lockedBorders);
  const edits: KeptPlanEdit[] = [];
  for (let after = 0; after < plan.position;) {
    const page = await selectEdits(db, plan.id, { after, upTo: plan.position, ...READ });
    if (page.length === 0) throw new Error(`plan ${plan.id} lacks edits after ${after}`);
    for (const { edit } of page) applyPlanEdit(mine, edit);
    edits.push(...page);
    after = page.at(-1)!.seq;
  }
  const theirs = planStateOf(coverage, areas, lockedBorders);
  return { ...withoutDone(base, mine, theirs, edits), theirs, editionId };
}

/**
 * What a plan comes to on the edition in force. Nothing is stored.
 *
 * @throws Refusal 409 edition-moved-on, where what is held of the edition in force is behind
 */
export async function lookAtRebase(
  ask: Ask,
  db: Db,
  { areas }: Pick<Deps, 'areas'>,
  plan: Plan,
  chosen: ReadonlyMap<number, Whose>,
): Promise<Rebased> {
  const { base, mine, theirs, edits, done, editionId } = await readWithoutDone(ask, db, areas, plan); // prettier-ignore
  const now = planStateOf(areas.coverage!, areas.areas, areas.lockedBorders);
  const newKept = () => ({ id: randomUUID(), actor: plan.actor, madeAt: ask.at.toISOString() });
  const rebased = rebasePlan(base, mine, now, edits, chosen, newKept);
  const inForce = done.map((seq): DroppedEdit => ({ seq, why: 'in-force', areas: [] }));
  const dropped = [...inForce, ...rebased.dropped].sort((a, b) => a.seq - b.seq);
  return { ...rebased, dropped, editionId, base, mine, theirs, now };
}

/** Whose areas are to be, by id. */
export function chosenOf({
  mine = [],
  theirs = [],
}: {
  mine?: readonly number[];
  theirs?: readonly number[];
}): Map<number, Whose> {
  return new Map([
    ...mine.map((area): [number, Whose] => [area, 'mine']),
    ...theirs.map((area): [number, Whose] => [area, 'theirs']),
  ]);
}

/** Stores a plan as one on the edition in force; edits that were taken back are gone. Its revision stays: the caller's act moves it on. */
export async function storeRebased(
  db: Db,
  plan: Plan,
  { edits, editionId }: Rebased,
): Promise<Plan> {
  await replaceEdits(db, plan.id, editionId, edits);
  return { ...plan, editionId, position: edits.length, editCount: edits.length };
}

/**
 * Bring a draft over to the edition in force. Where both have changed the same areas somebody chooses for each; without a
 * choice for all of them nothing is done. The same once more changes nothing.
 *
 * @throws Refusal 404 unknown-plan; 409 plan-moved-on, not-a-draft, edition-moved-on, plan-conflicts with the areas
 */
export async function bringOver(
  ask: Ask,
  deps: Pick<Deps, 'pool' | 'areas' | 'hub'> & { states: PlanStates },
  id: string,
  asked: RebaseRequest,
): Promise<{ plan: Plan; dropped: Rebase['dropped'] }> {
  const { pool, hub, states } = deps;
  const chosen = chosenOf(asked);
  return states.inTurn(id, async () => {
    const done = await transact(pool, async (db) => {
      const { plan, moved } = await lockDraft(db, id, asked.expects);
      if (plan.editionId === deps.areas.editionId) return { plan, dropped: [], no: null };
      if (moved) throw moved;
      const rebased = await lookAtRebase(ask, db, deps, plan, chosen);
      if (rebased.conflicts.length > 0)
        throw refuse(409, 'plan-conflicts', rebased.conflicts.join(' '));
      const after = await updatePlan(db, id, await storeRebased(db, plan, rebased));
      // Those that had been taken back are gone too.
      const undone = Array.from({ length: plan.editCount - plan.position }, (_, i) => ({ seq: plan.position + i + 1, why: 'undone', areas: [] })); // prettier-ignore
      const said = { before: plan.editionId, after: after.editionId, dropped: rebased.dropped.length + undone.length }; // prettier-ignore
      await appendAudit(db, ask.at, ask.who, {
        act: 'rebase-plan',
        noun: 'plans',
        thing: id,
        said,
      });
      return {
        plan: after,
        dropped: [...rebased.dropped, ...undone],
        no: await appendPlan(db, ask, after),
      };
    });
    if (done.no !== null) hub.wake(done.no);
    return { plan: done.plan, dropped: done.dropped };
  });
}
