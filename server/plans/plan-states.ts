import type { Coverage } from '#data/coverage/coverage.ts';
import { applyPlanEdit, invertPlanEdit } from '#data/plans/plan-edit.ts';
import type { Plan } from '#data/plans/plan.ts';
import { planStateOf, type PlanState } from '#data/plans/plan-state.ts';
import type { AreasInForce } from '#server/areas/areas-in-force.ts';
import type { Db } from '#server/db/database.ts';

import { selectEdits } from './plans.sql.ts';

/** States that are held in memory, the last ones worked on: 11 MB each for a district of 3,500 cells. */
const HELD = 4;
/** Edits that are read and made at a time while a state is built; others get a turn in between. */
const READ = { limit: 200, maxBytes: 4 << 20 };

/** States of plans in memory, so that an edit costs what it touches and not the plan. */
export interface PlanStates {
  /** Works on one plan are done one after another. */
  inTurn: <T>(planId: string, work: () => Promise<T>) => Promise<T>;
  /**
   * A plan's state at its position, for the taker alone: who changes it and then fails leaves it, and it is built anew
   * from what is stored. The plan's edition must be in force.
   */
  take: (db: Db, plan: Plan) => Promise<PlanState>;
  /** Give a state back, as of a plan that is stored. */
  keep: (plan: Plan, state: PlanState) => void;
  /** The plan has another position and is otherwise as it was. */
  follow: (before: Plan, after: Plan) => void;
}

interface Held {
  revision: number;
  position: number;
  state: PlanState;
}

export function createPlanStates(areas: AreasInForce): PlanStates {
  /** The one that was used least lately first. */
  const held = new Map<string, Held>();
  /** The edition's borders that a state was built on: other ones may come into force while it is worked on. */
  const bases = new WeakMap<PlanState, Coverage>();
  const turns = new Map<string, Promise<unknown>>();

  /** Make or take back what lies between two places of a plan. */
  const move = async (db: Db, plan: Plan, state: PlanState, from: number, to: number) => {
    const lastFirst = from > to;
    for (let at = from; at !== to;) {
      const [after, upTo] = lastFirst ? [to, at] : [at, to];
      const edits = await selectEdits(db, plan.id, { after, upTo, lastFirst, ...READ });
      if (edits.length === 0) throw new Error(`plan ${plan.id} lacks edits about ${at}`);
      for (const { seq, edit } of edits) {
        applyPlanEdit(state, lastFirst ? invertPlanEdit(edit) : edit);
        at = lastFirst ? seq - 1 : seq;
      }
    }
  };

  return {
    inTurn: (planId, work) => {
      const before = turns.get(planId) ?? Promise.resolve();
      const done = before.then(work, work);
      const settled = done.catch(() => {});
      turns.set(planId, settled);
      void settled.then(() => turns.get(planId) === settled && turns.delete(planId));
      return done;
    },
    take: async (db, plan) => {
      const { coverage, editionId, lockedBorders } = areas;
      if (!coverage || editionId !== plan.editionId)
        throw new Error(`edition ${plan.editionId} of plan ${plan.id} is not in force`);
      const there = held.get(plan.id);
      held.delete(plan.id);
      if (there && bases.get(there.state) === coverage && there.revision === plan.revision) {
        await move(db, plan, there.state, there.position, plan.position);
        return there.state;
      }
      const state = planStateOf(coverage, areas.areas, lockedBorders);
      bases.set(state, coverage);
      await move(db, plan, state, 0, plan.position);
      return state;
    },
    keep: ({ id, revision, position }, state) => {
      held.delete(id);
      held.set(id, { revision, position, state });
      for (const least of held.keys()) if (held.size > HELD) held.delete(least);
    },
    follow: (before, after) => {
      const there = held.get(after.id);
      if (there?.revision === before.revision) there.revision = after.revision;
    },
  };
}
