import { withParents } from '#data/areas/with-parents.ts';
import { ruleOf } from '#data/plans/area-rule.ts';

import { cellsOf, type Division } from './of-areas.ts';
import type { Problem } from './problem.ts';

/**
 * What is wrong with how a compound is divided: one that is to stay whole lies in several areas of a level, or one that
 * may be divided lies in several and shares one of them with homes that are not its own.
 */
export function problemsOfCompound(division: Division, id: number): Problem[] {
  const { figures, levels } = division;
  const compound = figures.ground.compoundOf.get(id);
  if (!compound) return [];
  const { areas } = figures.state;
  /** By rank of a level, by area of it: the compound's buildings there. */
  const lies = new Map<number, Map<number, number[]>>();
  for (const i of compound.buildings)
    for (const area of withParents(areas, figures.buildings.cellOf(i) || null)) {
      if (ruleOf(levels, area).wholeCompoundsTo === null) continue;
      const at = lies.get(area.level) ?? new Map<number, number[]>();
      lies.set(area.level, at);
      at.set(area.id, [...(at.get(area.id) ?? []), i]);
    }
  return [...lies.values()].flatMap((at): Problem[] => {
    if (at.size < 2) return [];
    const inOrder = [...at].sort(([a, these], [b, those]) => those.length - these.length || a - b);
    const { wholeCompoundsTo } = ruleOf(levels, areas.get(inOrder[0]![0])!);
    const isLarge = compound.households > wholeCompoundsTo!;
    const shared = isLarge ? inOrder.filter(([area]) => isShared(division, area, id)) : inOrder.slice(1); // prettier-ignore
    if (shared.length === 0) return [];
    const buildings = shared.flatMap(([, these]) => these);
    const { ids, at: places } = figures.ground;
    const [first] = buildings;
    return [
      {
        kind: 'compound-cut',
        areas: (isLarge ? shared : inOrder).map(([area]) => area).sort((a, b) => a - b),
        buildings: buildings.map((i) => ids[i]!).sort((a, b) => a - b),
        compoundId: id,
        at: [places[2 * first!]!, places[2 * first! + 1]!],
        size: compound.households,
      },
    ];
  });
}

/** Whether others than a compound's have their homes in an area. */
function isShared(division: Division, area: number, compound: number): boolean {
  const { buildings, ground } = division.figures;
  for (const cell of cellsOf(division, area))
    for (const i of buildings.in(cell))
      if (ground.compounds[i] !== compound && ground.households[i]! > 0) return true;
  return false;
}
