import type { NamedCrosswalkRow } from '#data/areas/crosswalk-row.ts';
import { PROBLEM_KINDS, type Problem, type ProblemKind } from '#data/plans/problems/problem.ts';

import type { PlanRow } from '../desk/desk.ts';

/**
 * How many areas a plan makes, ends and changes.
 *
 * @param before the areas of the edition that it is drawn on; null while they are not known
 */
export function planChanges(
  rows: ReadonlyMap<number, PlanRow>,
  before: ReadonlyMap<number, unknown> | null,
): Record<'fresh' | 'retired' | 'reshaped' | 'described', number> {
  const counts = { fresh: 0, retired: 0, reshaped: 0, described: 0 };
  for (const id of before?.keys() ?? []) if (!rows.has(id)) counts.retired++;
  for (const { change } of rows.values()) {
    if (change === 'new') counts.fresh++;
    else if (change !== 'same') counts[change]++;
  }
  return counts;
}

/** Households and residents that come to another area of a level. */
export function movedPeople(
  rows: readonly NamedCrosswalkRow[],
  level: number,
): { households: number; residents: number } {
  let [households, residents] = [0, 0];
  for (const row of rows) {
    if (row.level !== level || row.fromId === row.toId) continue;
    households += row.households;
    residents += row.residents;
  }
  return { households: Math.round(households), residents: Math.round(residents) };
}

/** How many problems of each kind there are, the worst kind first. */
export function problemCounts(problems: readonly Problem[]): [ProblemKind, number][] {
  const counts = new Map<ProblemKind, number>();
  for (const { kind } of problems) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return PROBLEM_KINDS.flatMap((kind) => {
    const n = counts.get(kind);
    return n === undefined ? [] : [[kind, n] as [ProblemKind, number]];
  });
}
