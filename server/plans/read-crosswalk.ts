import type { NamedCrosswalkRow } from '#data/areas/crosswalk-row.ts';
import type { Plan } from '#data/plans/plan.ts';
import { planStateOf } from '#data/plans/plan-state.ts';
import { readEditionCrosswalk } from '#server/areas/read-edition-crosswalk.ts';
import type { Ask } from '#server/session/session.ts';

import { lookAtState, type StateDeps } from './look-at-state.ts';
import { makeCrosswalk } from './make-crosswalk.ts';
import { selectPlan } from './plans.sql.ts';

/**
 * What becomes of the areas in force by a plan, of every level: which share of their land, households and residents goes
 * where.
 *
 * @throws Refusal 404 unknown-plan; 409 edition-moved-on
 */
export async function readCrosswalk(
  ask: Ask,
  deps: StateDeps,
  id: string,
): Promise<{ plan: Plan; rows: NamedCrosswalkRow[] }> {
  const stored = await selectPlan(deps.pool, id);
  // What came of one that is published is kept with its edition.
  if (stored?.status === 'published')
    return {
      plan: stored,
      rows: (await readEditionCrosswalk(ask, deps.pool, { planId: id })).rows,
    };
  return lookAtState(deps, id, async (db, plan, after) => {
    const before = planStateOf(deps.areas.coverage!, deps.areas.areas);
    const made = await makeCrosswalk(ask, db, before, after, deps.areas.areas);
    const rows = made.map((row): NamedCrosswalkRow => {
      const [from, to] = [before.areas.get(row.fromId)!, after.areas.get(row.toId)!];
      return { ...row, fromCode: from.code, fromName: from.name, toCode: to.code, toName: to.name }; // prettier-ignore
    });
    return { plan, rows };
  });
}
