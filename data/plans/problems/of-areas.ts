import { figuresOf } from '#data/plans/figures/area-figures.ts';
import type { PlanFigures } from '#data/plans/figures/plan-figures.ts';
import { ruleOf } from '#data/plans/area-rule.ts';
import { labelPoint } from '#data/geo/label-point.ts';
import { toDegrees } from '#data/geo/lattice.ts';
import { middleOf } from '#data/coverage/middle-of.ts';

import { groupsOf } from './hanging.ts';
import type { Problem, ProblemKind } from './problem.ts';

export type Levels = readonly { rank: number; key: string }[];

/** What the questions about a division are asked of. */
export interface Division {
  figures: PlanFigures;
  levels: Levels;
  /** By area those right below it, ascending; a cell has none. */
  below: ReadonlyMap<number, readonly number[]>;
}

export function divisionOf(figures: PlanFigures, levels: Levels): Division {
  const below = new Map<number, number[]>();
  for (const { id, parentId } of figures.state.areas.values()) {
    if (parentId === null) continue;
    const list = below.get(parentId);
    if (list) list.push(id);
    else below.set(parentId, [id]);
  }
  // In whatever order areas came: of two that are alike the first one is told.
  for (const children of below.values()) children.sort((a, b) => a - b);
  return { figures, levels, below };
}

/** The cells of an area. */
export function cellsOf({ below }: Pick<Division, 'below'>, id: number): number[] {
  const children = below.get(id);
  return children ? children.flatMap((child) => cellsOf({ below }, child)) : [id];
}

/** The middle of the land of areas, [lng, lat]. */
export function middleOfAreas(division: Division, ids: readonly number[]): [number, number] {
  const { set } = division.figures.state;
  const [x, y] = middleOf(set, ids.flatMap((id) => cellsOf(division, id)).filter((cell) => set.has(cell))); // prettier-ignore
  return [toDegrees(x + set.originX), toDegrees(y + set.originY)];
}

/** What is wrong with an area by itself, but for its pieces. */
export function problemsOfArea(division: Division, id: number): Problem[] {
  const { figures, levels } = division;
  const area = figures.state.areas.get(id);
  const sums = area && figuresOf(figures, levels, id);
  if (!area || !sums) return [];
  const rule = ruleOf(levels, area);
  const problems: Problem[] = [];
  const add = (kind: ProblemKind, size: number): void =>
    void problems.push({ kind, areas: [id], buildings: [], compoundId: null, at: middleOfAreas(division, [id]), size }); // prettier-ignore
  const isCell = figures.state.set.has(id);
  if (area.parentId === null ? area.level > 1 : !figures.state.areas.has(area.parentId)) add('no-parent', 1); // prettier-ignore
  if (rule.hasOwner && area.ownerId === null && !figures.ground.owned.has(id))
    add('no-owner', sums.areaM2);
  if (rule.isBuiltOn && sums.buildings === 0 && !sums.households && !sums.residents)
    add('empty', sums.areaM2);
  else if (sums.deviation) add('out-of-band', sums.deviation);
  const { managementPoints } = rule;
  if (managementPoints && figures.ground.managementPoints.length > 0) {
    const n = sums.managementPoints;
    if (n < managementPoints.from) add('management-points', n - managementPoints.from);
    if (n > managementPoints.to) add('management-points', n - managementPoints.to);
  }
  if (area.name.trim() === '') add('unnamed', 1);
  const widthM = (2 * sums.areaM2) / sums.borderM;
  if (isCell && widthM < rule.leastWidthM) add('sliver', rule.leastWidthM - widthM);
  return problems;
}

/**
 * In how many pieces apart an area lies, where that is more than one; the place is in the smallest.
 *
 * @param isWhole whether an area below it lies in one piece
 */
export function lyingApart(
  division: Division,
  id: number,
  isWhole: (area: number) => boolean,
): Problem | null {
  const groups = groupsOf(division, id, isWhole);
  if (groups.length < 2) return null;
  const { areaId, piece } = groups.at(-1)![0]!;
  const at = piece ? labelPoint([piece]) : middleOfAreas(division, [areaId]);
  return { kind: 'not-contiguous', areas: [id], buildings: [], compoundId: null, at, size: groups.length }; // prettier-ignore
}
