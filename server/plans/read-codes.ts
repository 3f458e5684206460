import { allotCodes } from '#data/plans/allot-codes.ts';
import type { Plan } from '#data/plans/plan.ts';
import { readTakenCodes } from '#server/areas/codes-of-editions.ts';
import { transact } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import type { Ask } from '#server/session/session.ts';

import type { PlanStates } from './plan-states.ts';
import { readOneMoment, selectPlan } from './plans.sql.ts';

interface AllottedCode {
  areaId: number;
  name: string;
  /** '' of an area that is new. */
  was: string;
  code: string;
}

/**
 * The codes that areas of a plan without one would get were it published now, by area. Nothing is taken by reading.
 *
 * @throws Refusal 404 unknown-plan; 409 edition-moved-on; 422 codes-used-up, code-from-outside
 */
export async function readCodes(
  ask: Ask,
  { pool, areas, states }: Pick<Deps, 'pool' | 'areas'> & { states: PlanStates },
  id: string,
): Promise<{ plan: Plan; scheme: string; codes: AllottedCode[] }> {
  return states.inTurn(id, () =>
    transact(pool, async (db) => {
      await readOneMoment(db);
      const plan = await selectPlan(db, id);
      if (!plan) throw refuse(404, 'unknown-plan', id);
      if (areas.editionId !== plan.editionId)
        throw refuse(409, 'edition-moved-on', `edition ${areas.editionId} is in force`);
      const taken = await readTakenCodes(ask, db);
      const state = await states.take(db, plan);
      const allotted = allotCodes(state, taken);
      states.keep(plan, state);
      if ('refused' in allotted) throw refuse(422, allotted.refused, allotted.areas.join(' '));
      const codes = allotted.areas.map((change): AllottedCode => {
        const { name, code } = state.areas.get(change.id)!;
        return { areaId: change.id, name, was: code, code: change.is!.code! };
      });
      return { plan, scheme: state.scheme.name, codes };
    }),
  );
}
