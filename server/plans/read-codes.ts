import { allotCodes } from '#data/plans/allot-codes.ts';
import type { Plan } from '#data/plans/plan.ts';
import { readTakenCodes } from '#server/areas/codes-of-editions.ts';
import { refuse } from '#server/errors.ts';
import type { Ask } from '#server/session/session.ts';

import { lookAtState, type StateDeps } from './look-at-state.ts';

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
  deps: StateDeps,
  id: string,
): Promise<{ plan: Plan; scheme: string; codes: AllottedCode[] }> {
  return lookAtState(deps, id, async (db, plan, state) => {
    const allotted = allotCodes(state, await readTakenCodes(ask, db));
    if ('refused' in allotted) throw refuse(422, allotted.refused, allotted.areas.join(' '));
    const codes = allotted.areas.map((change): AllottedCode => {
      const { name, code } = state.areas.get(change.id)!;
      return { areaId: change.id, name, was: code, code: change.is!.code! };
    });
    return { plan, scheme: state.scheme.name, codes };
  });
}
