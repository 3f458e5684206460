import type { Edge } from '#data/coverage/edge-set.ts';
import { ruleOf } from '#data/plans/area-rule.ts';
import type { PlanFigures, Touched } from '#data/plans/figures/plan-figures.ts';
import { invertPlanEdit, type PlanEdit } from '#data/plans/plan-edit.ts';
import type { PlanArea } from '#data/plans/plan-state.ts';

import { cellsOf, divisionOf, lyingApart, middleOfAreas, problemsOfArea, type Division, type Levels } from './of-areas.ts'; // prettier-ignore
import { boxOf, BuildingBoxes, problemOfBuilding, problemOutside } from './of-buildings.ts';
import { problemsOfCompound } from './of-compounds.ts';
import { compareProblems, type Problem } from './problem.ts';

/**
 * All that is wrong with a plan's division, kept as edits are made. What a problem says is a function of the plan and its
 * figures alone; only what an edit has touched is asked again.
 */
export class PlanProblems {
  readonly #figures: PlanFigures;
  readonly #levels: Levels;
  readonly #boxes: BuildingBoxes;
  readonly #ofArea = new Map<number, Problem[]>();
  readonly #apart = new Map<number, Problem>();
  readonly #ofCompound = new Map<number, Problem[]>();
  readonly #ofBuilding = new Map<number, Problem>();
  /** Of cells, the compounds that had buildings there when last looked at. */
  readonly #compoundsIn = new Map<number, Set<number>>();
  #clashes: Problem[] = [];
  #list: Problem[] | null = null;

  constructor(figures: PlanFigures, levels: Levels) {
    this.#figures = figures;
    this.#levels = levels;
    const { set, areas } = figures.state;
    this.#boxes = new BuildingBoxes(figures.ground, set);
    const buildings = this.#boxes.meeting(set.ids().map((id) => boxOf(set.edge(id))));
    this.#look({ cells: new Set(set.cells()), areas: new Set(areas.keys()) }, buildings);
  }

  /** After the figures were brought up to an edit. */
  follow({ borders }: PlanEdit, touched: Touched): void {
    const { remove = [], add = [] } = borders?.patch ?? {};
    this.#look(touched, this.#boxes.meeting([...remove, ...add].map(boxOf)));
  }

  /** What would be wrong with an edit made; it is taken back again. */
  afterwards(edit: PlanEdit): readonly Problem[] {
    this.follow(edit, this.#figures.apply(edit));
    try {
      return this.list();
    } finally {
      const back = invertPlanEdit(edit);
      this.follow(back, this.#figures.apply(back));
    }
  }

  /** How many buildings edges run through, as the plan is now. */
  countCut(edges: readonly Edge[]): number {
    const near = [...this.#boxes.meeting(edges.map(boxOf))];
    return near.filter((i) => problemOfBuilding(this.#figures, i) !== null).length;
  }

  /** Worst first. */
  list(): readonly Problem[] {
    const { areas } = this.#figures.state;
    return (this.#list ??= [
      ...[...this.#ofArea.values(), ...this.#ofCompound.values()].flat(),
      ...[...this.#apart].flatMap(([id, problem]) => (ruleOf(this.#levels, areas.get(id)!).isContiguous ? [problem] : [])), // prettier-ignore
      ...this.#ofBuilding.values(),
      ...[...this.#figures.buildings.in(0)].map((i) => problemOutside(this.#figures, i)),
      ...this.#clashes,
    ].sort(compareProblems));
  }

  #look({ cells, areas }: Touched, buildings: Iterable<number>): void {
    const figures = this.#figures;
    const division = divisionOf(figures, this.#levels);
    this.#list = null;
    for (const id of areas) keep(this.#ofArea, id, problemsOfArea(division, id));
    this.#lookAtPieces(division, areas);
    for (const i of buildings) keepOne(this.#ofBuilding, i, problemOfBuilding(figures, i)); // prettier-ignore
    for (const id of this.#compoundsOf(division, cells, areas))
      keep(this.#ofCompound, id, problemsOfCompound(division, id));
    this.#clashes = [
      ...clashesOf(division, 'code-clash', ({ code }) => code),
      ...clashesOf(division, 'name-clash', ({ name, parentId }) => name.trim() && `${parentId} ${name.trim()}`), // prettier-ignore
    ];
  }

  /** From the lowest level up, for an area that hangs together does so by those below it. */
  #lookAtPieces(division: Division, ids: ReadonlySet<number>): void {
    const { areas } = this.#figures.state;
    const levelOf = (id: number): number => areas.get(id)?.level ?? 0;
    for (const id of [...ids].sort((a, b) => levelOf(b) - levelOf(a))) {
      const area = areas.get(id);
      keepOne(this.#apart, id, area ? lyingApart(division, id, (child) => !this.#apart.has(child)) : null); // prettier-ignore
    }
  }

  /** Compounds that have, or had, buildings in cells that were touched, or in areas whose rule speaks of compounds. */
  #compoundsOf(
    division: Division,
    cells: ReadonlySet<number>,
    areas: ReadonlySet<number>,
  ): Set<number> {
    // prettier-ignore
    const { state, buildings, ground } = this.#figures;
    const looked = new Set(cells);
    for (const id of areas) {
      const area = state.areas.get(id);
      // Also of one that has become dedicated.
      if (
        area &&
        ruleOf(this.#levels, { ...area, kind: 'comprehensive' }).wholeCompoundsTo !== null
      )
        for (const cell of cellsOf(division, id)) looked.add(cell);
    }
    const compounds = new Set<number>();
    for (const cell of looked) {
      for (const id of this.#compoundsIn.get(cell) ?? []) compounds.add(id);
      const there = new Set<number>();
      for (const i of buildings.in(cell)) if (ground.compounds[i] !== 0) there.add(ground.compounds[i]!); // prettier-ignore
      for (const id of there) compounds.add(id);
      if (there.size > 0) this.#compoundsIn.set(cell, there);
      else this.#compoundsIn.delete(cell);
    }
    return compounds;
  }
}

function keep(lists: Map<number, Problem[]>, key: number, problems: Problem[]): void {
  if (problems.length > 0) lists.set(key, problems);
  else lists.delete(key);
}

function keepOne(of: Map<number, Problem>, key: number, problem: Problem | null): void {
  if (problem) of.set(key, problem);
  else of.delete(key);
}

/** What more than one area bears; '' is nothing. */
function clashesOf(
  division: Division,
  kind: 'code-clash' | 'name-clash',
  borneBy: (area: PlanArea) => string,
): Problem[] {
  const bearer = new Map<string, number>();
  const clashing = new Map<string, number[]>();
  for (const area of division.figures.state.areas.values()) {
    const [id, said] = [area.id, borneBy(area)];
    if (said === '') continue;
    const other = bearer.get(said);
    if (other === undefined) bearer.set(said, id);
    else clashing.set(said, [...(clashing.get(said) ?? [other]), id]);
  }
  return [...clashing.values()].map((ids) => {
    const areas = ids.sort((a, b) => a - b);
    const last = areas.at(-1)!;
    return { kind, areas, buildings: [], compoundId: null, at: middleOfAreas(division, [last]), size: areas.length }; // prettier-ignore
  });
}
