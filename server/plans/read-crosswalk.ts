import type { NamedCrosswalkRow } from '#data/areas/crosswalk-row.ts';
import type { Plan } from '#data/plans/plan.ts';
import { planStateOf } from '#data/plans/plan-state.ts';
import { readEditionCrosswalk } from '#server/areas/read-edition-crosswalk.ts';
import { transact } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import type { Ask } from '#server/session/session.ts';

import { makeCrosswalk } from './make-crosswalk.ts';
import type { PlanStates } from './plan-states.ts';
import { readOneMoment, selectPlan } from './plans.sql.ts';

/**
 * What becomes of the areas in force by a plan, of every level: which share of their land, households and residents goes
 * where.
 *
 * @throws Refusal 404 unknown-plan; 409 edition-moved-on
 */
export async function readCrosswalk(
  ask: Ask,
  { pool, areas, states }: Pick<Deps, 'pool' | 'areas'> & { states: PlanStates },
  id: string,
): Promise<{ plan: Plan; rows: NamedCrosswalkRow[] }> {
  return states.inTurn(id, () =>
    transact(pool, async (db) => {
      await readOneMoment(db);
      const plan = await selectPlan(db, id);
      if (!plan) throw refuse(404, 'unknown-plan', id);
      if (plan.status === 'published')
        return { plan, rows: (await readEditionCrosswalk(ask, db, { planId: id })).rows };
      const { coverage } = areas;
      if (areas.editionId !== plan.editionId || !coverage)
        throw refuse(409, 'edition-moved-on', `edition ${areas.editionId} is in force`);
      const before = planStateOf(coverage, areas.areas);
      const after = await states.take(db, plan);
      const made = await makeCrosswalk(ask, db, before, after, areas.areas);
      const rows = made.map((row): NamedCrosswalkRow => {
        const [from, to] = [before.areas.get(row.fromId)!, after.areas.get(row.toId)!];
        return { ...row, fromCode: from.code, fromName: from.name, toCode: to.code, toName: to.name }; // prettier-ignore
      });
      states.keep(plan, after);
      return { plan, rows };
    }),
  );
}
