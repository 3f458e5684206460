import { areasOfState } from '#data/plans/plan-state.ts';
import { shapesOf } from '#data/plans/shapes-of.ts';
import { areasOut, type AreasOut } from '#server/areas/areas-out.ts';
import type { Ask } from '#server/session/session.ts';

import { lookAtState, type StateDeps } from './look-at-state.ts';

/**
 * The areas of a plan at its position with their borders, those of one level or all, by level and id. Those that it
 * makes have ids of the plan, and no code until they are given one.
 *
 * @throws Refusal 404 unknown-plan; 409 edition-moved-on
 */
export async function readPlanOut(
  _ask: Ask,
  deps: StateDeps,
  asked: { id: string; level: number | null },
): Promise<AreasOut> {
  return lookAtState(deps, asked.id, (_db, plan, state) => {
    const isAsked = ({ level }: { level: number }) => asked.level === null || level === asked.level;
    const all = areasOfState(state);
    const shapes = shapesOf(state, new Set(all.filter(isAsked).map(({ id }) => id)));
    const validFrom = plan.validFrom === null ? null : new Date(plan.validFrom);
    return { name: plan.name, validFrom, areas: areasOut(all, shapes, asked.level) };
  });
}
