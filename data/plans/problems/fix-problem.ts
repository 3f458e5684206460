import { deviationFrom } from '#data/areas/deviation.ts';
import { withParents } from '#data/areas/with-parents.ts';
import type { MultiPolygonCoordinates } from '#data/geo/geometry.ts';
import { figuresOf } from '#data/plans/figures/area-figures.ts';
import { ruleOf } from '#data/plans/area-rule.ts';
import { editPlan } from '#data/plans/edit-plan.ts';
import { LINE_MAX, type PlanAct } from '#data/plans/plan-act.ts';
import type { PlanEdit } from '#data/plans/plan-edit.ts';
import { roundBuildings } from '#data/plans/round-buildings.ts';

import { groupsOf } from './hanging.ts';
import { cellsOf, divisionOf, lyingApart, type Division } from './of-areas.ts';
import { piecesOf } from './pieces.ts';
import type { PlanProblems } from './plan-problems.ts';
import { isLessWrong, type Problem } from './problem.ts';

/** Candidates that are tried out, the most promising first. */
const TRIES = 12;

/**
 * An act that mends a problem, where one is known that the plan takes, that leaves nothing apart and after which fewer
 * things are wrong with the plan as a whole; null where there is none, and a person has to decide.
 *
 * @param division of the plan as it is; it and its problems are as they were afterwards
 */
export function fixProblem(
  division: Division,
  problems: PlanProblems,
  problem: Problem,
): PlanAct | null {
  const first = (acts: readonly PlanAct[]): PlanAct | null => firstThatHelps(division, problems, acts); // prettier-ignore
  const { set, areas } = division.figures.state;
  const [id] = problem.areas;
  if (id === undefined || !areas.has(id)) return null;
  switch (problem.kind) {
    case 'code-clash':
      // The one that came last gives way, and is given another.
      return first([{ verb: 'describe', areas: [{ id: problem.areas.at(-1)!, words: { code: '' } }] }]); // prettier-ignore
    case 'sliver':
      return first(givePiece(division, id, piecesOf(set, [id])[0]!));
    case 'empty':
      return first(builtUpFirst(division, set.has(id) ? givePiece(division, id, piecesOf(set, [id])[0]!) : moveAll(division, id, division.below.get(id)!))); // prettier-ignore
    case 'not-contiguous':
      return first(joinApart(division, id));
    case 'compound-cut':
      return first(gatherCompound(division, problem));
    case 'out-of-band':
      return first(evenOut(division, id));
    case 'building-in-two-cells':
      return first([wholeBuilding(division, problem)].flatMap((act) => act ?? []));
    case 'no-parent':
    case 'building-in-no-cell':
    case 'no-owner':
    case 'management-points':
    case 'unnamed':
    case 'name-clash':
      return null;
  }
}

/** The first act that is taken, leaves no area apart that was whole, and less wrong than there is. */
function firstThatHelps(
  division: Division,
  problems: PlanProblems,
  acts: readonly PlanAct[],
): PlanAct | null {
  const before = problems.list();
  for (const act of acts.slice(0, TRIES)) {
    const edit = editPlan(division.figures.state, act);
    if ('refused' in edit || !keepsWhole(division, edit)) continue;
    if (isLessWrong(problems.afterwards(edit), before)) return act;
  }
  return null;
}

function keepsWhole({ figures, levels }: Division, edit: PlanEdit): boolean {
  const apartOf = (ids: Iterable<number>): Set<number> => {
    const division = divisionOf(figures, levels);
    const { areas } = figures.state;
    const deepest = [...ids].filter((id) => areas.has(id)).sort((a, b) => areas.get(b)!.level - areas.get(a)!.level); // prettier-ignore
    const apart = new Set<number>();
    for (const id of deepest) if (lyingApart(division, id, (area) => !apart.has(area))) apart.add(id); // prettier-ignore
    return apart;
  };
  const { areas, after } = figures.tryOut(edit, (touched) => ({ areas: touched.areas, after: apartOf(touched.areas) })); // prettier-ignore
  if (after.size === 0) return true;
  const before = apartOf(areas);
  return [...after].every((id) => before.has(id));
}

/** A piece of a cell is given to one that it lies beside. */
function givePiece(
  division: Division,
  cell: number,
  piece: MultiPolygonCoordinates[0],
): Extract<PlanAct, { verb: 'give' }>[] {
  const ring = piece[0]!.slice(1);
  if (ring.length > LINE_MAX) return [];
  const { set, areas } = division.figures.state;
  const own = areas.get(cell)!;
  const beside = besideOf(division, [cell], own.level).filter((other) => set.has(other));
  // Within the same parent first: then nothing above changes.
  const isNear = (id: number): number => (areas.get(id)!.parentId === own.parentId ? 0 : 1);
  return beside.sort((a, b) => isNear(a) - isNear(b)).map((to) => ({ verb: 'give', ring, cells: [cell], to })); // prettier-ignore
}

/** All that lies below an area comes below another of its level. */
function moveAll(
  division: Division,
  id: number,
  moved: readonly number[],
): Extract<PlanAct, { verb: 'reassign' }>[] {
  const cells = moved.flatMap((area) => cellsOf(division, area));
  const { level } = division.figures.state.areas.get(id)!;
  return besideOf(division, cells, level)
    .filter((other) => other !== id && division.below.has(other))
    .map((parentId) => ({ verb: 'reassign', areas: [...moved], parentId }));
}

/** Land goes to where somebody lives, or something is built, before it goes to another area in which nothing is. */
function builtUpFirst(
  { figures, levels }: Division,
  acts: readonly Extract<PlanAct, { verb: 'give' | 'reassign' }>[],
): PlanAct[] {
  const isEmpty = (act: (typeof acts)[number]): boolean => {
    const sums = figuresOf(figures, levels, 'to' in act ? act.to : act.parentId);
    return !sums?.buildings && !sums?.households && !sums?.residents;
  };
  return acts.toSorted((a, b) => Number(isEmpty(a)) - Number(isEmpty(b)));
}

/** The least of the pieces goes to whom it lies beside. */
function joinApart(division: Division, id: number): PlanAct[] {
  const isWhole = (area: number): boolean => !division.below.has(area) ? piecesOf(division.figures.state.set, [area]).length === 1 : groupsOf(division, area, isWhole).length === 1; // prettier-ignore
  const least = groupsOf(division, id, isWhole).at(-1)!;
  const [first] = least;
  if (first!.piece) return givePiece(division, first!.areaId, first!.piece);
  return moveAll(division, id, least.map(({ areaId }) => areaId)); // prettier-ignore
}

/** Cells that hold nothing but a compound's homes come below the area that has most of it. */
function gatherCompound(
  division: Division,
  { areas: cut, buildings, compoundId }: Problem,
): PlanAct[] {
  const { figures } = division;
  const { ground, state } = figures;
  const numberOf = new Map(buildings.map((id) => [id, ground.ids.indexOf(id)]));
  const there = new Set([...numberOf.values()].map((i) => figures.buildings.cellOf(i)));
  const isOwn = (cell: number): boolean =>
    [...figures.buildings.in(cell)].every((i) => ground.compounds[i] === compoundId);
  if ([...there].some((cell) => !isOwn(cell))) return giveRest(division, cut, buildings, there);
  const left = cut.filter((id) => ![...there].some((cell) => withParents(state.areas, cell).some((area) => area.id === id))); // prettier-ignore
  const cells = [...there].sort((a, b) => a - b);
  return left.filter((id) => division.below.has(id)).map((parentId) => ({ verb: 'reassign', areas: cells, parentId })); // prettier-ignore
}

/** What of a compound lies among others goes to a cell beside, in the area that has most of it. */
function giveRest(
  { figures }: Division,
  cut: readonly number[],
  buildings: readonly number[],
  there: ReadonlySet<number>,
): PlanAct[] {
  const { areas } = figures.state;
  const isIn = (cell: number, area: number): boolean => withParents(areas, cell).some(({ id }) => id === area); // prettier-ignore
  const keeps = cut.filter((area) => ![...there].some((cell) => isIn(cell, area)));
  const beside = new Set(cellsBeside({ figures }, [...there]));
  beside.delete(0);
  return [...beside]
    .filter((cell) => keeps.some((area) => isIn(cell, area)))
    .sort((a, b) => a - b)
    .flatMap((cell) => {
      const act = roundBuildings(figures, buildings, cell);
      return 'refused' in act ? [] : [act];
    });
}

/** A building comes whole to the cell that it stands in by its point. */
function wholeBuilding({ figures }: Division, { buildings: [id] }: Problem): PlanAct | null {
  const act = roundBuildings(figures, [id!], figures.buildings.cellOf(figures.ground.ids.indexOf(id!))); // prettier-ignore
  return 'refused' in act ? null : act;
}

/** One area below it, or below one beside it, changes sides: those first that bring both nearest to their bands. */
function evenOut(division: Division, id: number): PlanAct[] {
  const { figures, levels, below } = division;
  const { areas } = figures.state;
  const area = areas.get(id)!;
  const off = (of: number, moved: number, times: 1 | -1 | 0): number => {
    const { band } = ruleOf(levels, areas.get(of)!);
    const [sums, more] = [figures.sumsOf(of)!, figures.sumsOf(moved)!];
    const { knows } = figures.ground;
    const n = (key: 'households' | 'residents'): number | null => (knows[key] ? sums[key] + times * more[key] : null); // prettier-ignore
    return band ? Math.abs(deviationFrom(band, { households: n('households'), residents: n('residents') }) ?? 0) : 0; // prettier-ignore
  };
  const tooMany = (figuresOf(figures, levels, id)?.deviation ?? 0) > 0;
  const candidates: { act: PlanAct; gain: number }[] = [];
  const consider = (moved: number, from: number, to: number): void => {
    if ((below.get(from)?.length ?? 0) < 2) return;
    const gain = off(from, moved, 0) + off(to, moved, 0) - off(from, moved, -1) - off(to, moved, 1);
    if (gain > 0) candidates.push({ act: { verb: 'reassign', areas: [moved], parentId: to }, gain }); // prettier-ignore
  };
  for (const other of besideOf(division, cellsOf(division, id), area.level)) {
    if (areas.get(other)!.kind !== area.kind || !below.has(other)) continue;
    const [from, to] = tooMany ? [id, other] : [other, id];
    const border = new Set(cellsOf(division, to));
    for (const moved of below.get(from) ?? [])
      if (cellsBeside(division, cellsOf(division, moved)).some((cell) => border.has(cell))) consider(moved, from, to); // prettier-ignore
  }
  return candidates.sort((a, b) => b.gain - a.gain).map(({ act }) => act);
}

/** Areas of a level that cells lie beside, those of the longest common border first. */
function besideOf(division: Division, cells: readonly number[], level: number): number[] {
  const { areas, set } = division.figures.state;
  const own = new Set(cells);
  const length = new Map<number, number>();
  for (const cell of cells)
    for (const number of set.of(cell)) {
      const { ax, ay, bx, by, left, right } = set.edge(number);
      const other = left === cell ? right : left;
      if (other === 0 || own.has(other)) continue;
      const area = withParents(areas, other).find((one) => one.level === level);
      if (area) length.set(area.id, (length.get(area.id) ?? 0) + Math.hypot(bx - ax, by - ay));
    }
  return [...length.keys()].sort((a, b) => length.get(b)! - length.get(a)! || a - b);
}

function cellsBeside({ figures }: Pick<Division, 'figures'>, cells: readonly number[]): number[] {
  const { set } = figures.state;
  return cells.flatMap((cell) => [...set.of(cell)].map((id) => (set.edge(id).left === cell ? set.edge(id).right : set.edge(id).left))); // prettier-ignore
}
