import { withParents } from '#data/areas/with-parents.ts';
import { createCellAt } from '#data/coverage/cell-at.ts';
import type { Position } from '#data/geo/geometry.ts';
import type { PlanBase, PlanFigures } from '#data/plans/figures/plan-figures.ts';

/** What comes from one area of a level to another, by where it stands. 0: outside. */
export interface MovedGround {
  from: number;
  to: number;
  /** Where the buildings stand. */
  at: Position[];
  /** Of those buildings, as far as it is known who lives there. */
  households: number;
  residents: number;
  /** Reported in the last 12 months. */
  incidents: number;
}

/** What changes hands between the areas of a level, by a plan: the most people first. */
export function movedGround(
  base: PlanBase,
  { state, ground, buildings }: PlanFigures,
  level: number,
): MovedGround[] {
  const wasIn = createCellAt(base.set.toCoverage());
  const isIn = createCellAt(state.set.toCoverage());
  const areaOf = (areas: PlanBase['areas'], cell: number): number =>
    withParents(areas, cell).find((area) => area.level === level)?.id ?? 0;
  const groups = new Map<string, MovedGround>();
  const groupOf = (was: number, is: number): MovedGround | null => {
    const [from, to] = [areaOf(base.areas, was), areaOf(state.areas, is)];
    if (from === to) return null;
    const key = `${from} ${to}`;
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { from, to, at: [], households: 0, residents: 0, incidents: 0 })); // prettier-ignore
    return group;
  };
  for (let i = 0; i < ground.count; i++) {
    const [lng, lat] = [ground.at[2 * i]!, ground.at[2 * i + 1]!];
    const group = groupOf(wasIn(lng, lat), buildings.cellOf(i));
    if (!group) continue;
    group.at.push([lng, lat]);
    group.households += Math.max(0, ground.households[i]!);
    group.residents += Math.max(0, ground.residents[i]!);
  }
  const { incidents } = ground;
  for (let i = 0; i < incidents.length; i += 2) {
    const [lng, lat] = [incidents[i]!, incidents[i + 1]!];
    const group = groupOf(wasIn(lng, lat), isIn(lng, lat));
    if (group) group.incidents++;
  }
  return [...groups.values()].sort((a, b) => b.residents - a.residents || b.at.length - a.at.length || a.from - b.from || a.to - b.to); // prettier-ignore
}
