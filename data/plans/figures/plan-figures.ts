import { LEAST_HEIR } from '#data/areas/least-heir.ts';
import { withParents } from '#data/areas/with-parents.ts';
import { createCellAt } from '#data/coverage/cell-at.ts';
import type { Edge, EdgeSet } from '#data/coverage/edge-set.ts';
import { landOf } from '#data/coverage/shared-land.ts';
import { toDegrees } from '#data/geo/lattice.ts';

import { cellsUnder } from '#data/plans/cells-under.ts';
import { applyPlanEdit, invertPlanEdit, type PlanEdit } from '#data/plans/plan-edit.ts';
import type { PlanGround } from '#data/plans/plan-ground.ts';
import type { PlanArea, PlanState } from '#data/plans/plan-state.ts';
import { createEdgeMeasures } from './border-measures.ts';
import { isSameLand, landIn, type Shared } from './former-land.ts';
import { cellAtAmong, Standing } from './standing.ts';
import { addCell, addEdge, noSums, type CellSums, type EdgeSums, type Sums } from './sums.ts';

/** What an edit has touched: all else has the figures and the problems that it had. */
export interface Touched {
  /** Cells whose border, or whose parents, are other than before, those that are no more among them. */
  cells: Set<number>;
  /** These, and the areas above them before and after. */
  areas: Set<number>;
}

/** The state that a plan was begun on: what staff and own counts are known of. */
export type PlanBase = Pick<PlanState, 'set' | 'areas'>;

/**
 * The figures of every area of a plan, kept as edits are made: each costs what it touches. All that is summed up is a
 * whole number, so after any chain of edits and undos they are what they would be counted afresh.
 */
export class PlanFigures {
  readonly state: PlanState;
  readonly ground: PlanGround;
  readonly buildings: Standing;
  readonly #base: PlanBase;
  readonly #baseCells: ReadonlyMap<number, number[]>;
  readonly #incidents: Standing;
  readonly #points: Standing;
  readonly #sums = new Map<number, Sums>();
  readonly #measure: (edge: Edge) => EdgeSums;
  /** Of a cell of the edition that is changed: in which cells its land lies now. */
  readonly #heirs = new Map<number, Shared[]>();
  /** Of areas below one parent: by how many edges they lie beside each other. */
  readonly #beside = new Map<number, Map<number, number>>();
  #members = new Map<number, number>();

  /** @param base the state before the first edit; another one than `state`, which is changed by `apply` alone from now on */
  constructor(base: PlanBase, state: PlanState, ground: PlanGround) {
    this.#base = base;
    this.state = state;
    this.ground = ground;
    const { set } = state;
    const cellAt = createCellAt(set.toCoverage());
    this.buildings = new Standing(ground.at, cellAt);
    this.#incidents = new Standing(ground.incidents, cellAt);
    this.#points = new Standing(ground.managementPoints, cellAt);
    this.#measure = createEdgeMeasures(set.originX, set.originY, ground.lines);
    this.#baseCells = cellsBelow(base);
    this.#count(new Set(set.cells()), 1);
    this.#members = this.#countMembers();
  }

  /** Makes an edit of the plan and brings the figures up to it. Taken back by the inverse of the edit. */
  apply(edit: PlanEdit): Touched {
    const { state } = this;
    const moved = new Set<number>();
    const { remove = [], add = [] } = edit.borders?.patch ?? {};
    for (const { left, right } of [...remove, ...add]) moved.add(left).add(right);
    moved.delete(0);
    const cells = new Set(moved);
    const retold = edit.areas.filter(({ was, is }) => !was || !is || 'parentId' in was || 'level' in was); // prettier-ignore
    const below = cellsUnder(
      state,
      retold.map(({ id }) => id),
    );
    for (const cell of below) cells.add(cell);

    const areas = new Set<number>();
    this.#note(cells, areas);
    this.#count(cells, -1);
    try {
      applyPlanEdit(state, edit);
    } catch (error) {
      this.#count(cells, 1);
      throw error;
    }
    if (moved.size > 0) this.#moveThings(moved);
    this.#count(cells, 1);
    this.#note(cells, areas);
    for (const { id } of edit.areas) areas.add(id);
    for (const id of areas) if (!state.areas.has(id)) this.#sums.delete(id);
    const hasHeirs = [...this.ground.members.keys()].some((id) => !state.areas.has(id));
    if (retold.length > 0 || (moved.size > 0 && hasHeirs)) {
      const before = this.#members;
      this.#members = this.#countMembers();
      for (const id of new Set([...before.keys(), ...this.#members.keys()]))
        if (before.get(id) !== this.#members.get(id)) areas.add(id);
    }
    return { cells, areas };
  }

  /** What is seen with an edit made, as a preview shows it: it is taken back again. */
  tryOut<T>(edit: PlanEdit, look: (touched: Touched) => T): T {
    const touched = this.apply(edit);
    try {
      return look(touched);
    } finally {
      this.apply(invertPlanEdit(edit));
    }
  }

  /** What the figures of an area are made of; undefined where there is no such area, or none that has land. */
  sumsOf(id: number): Readonly<Sums> | undefined {
    const sums = this.#sums.get(id);
    return sums && { ...sums, members: this.#members.get(id) ?? 0 };
  }

  /** The areas below the same parent that an area has a border with. */
  siblingsBeside(id: number): Iterable<number> {
    return this.#beside.get(id)?.keys() ?? [];
  }

  /** Cells, with the areas above them. */
  #note(cells: ReadonlySet<number>, areas: Set<number>): void {
    for (const cell of cells) for (const { id } of withParents(this.state.areas, cell)) areas.add(id); // prettier-ignore
  }

  #count(cells: ReadonlySet<number>, times: 1 | -1): void {
    const { set, areas } = this.state;
    const chains = new Map<number, PlanArea[]>([[0, []]]);
    const chainOf = (cell: number): PlanArea[] => {
      let chain = chains.get(cell);
      if (!chain) chains.set(cell, (chain = withParents(areas, cell)));
      return chain;
    };
    const sumsOf = (id: number): Sums => {
      let sums = this.#sums.get(id);
      if (!sums) this.#sums.set(id, (sums = noSums()));
      return sums;
    };
    const edges = new Set<number>();
    for (const cell of cells) {
      if (!set.has(cell)) continue;
      const what = this.#onCell(cell);
      for (const { id } of chainOf(cell)) addCell(sumsOf(id), what, times);
      for (const edge of set.of(cell)) edges.add(edge);
    }
    for (const number of edges) {
      const edge = set.edge(number);
      const measure = this.#measure(edge);
      const [left, right] = [chainOf(edge.left), chainOf(edge.right)];
      // An area on both sides has neither land nor border of it.
      let same = 0;
      while (same < left.length && left[same] === right[same]) same++;
      const [one, other] = [left[same]?.id, right[same]?.id];
      if (one !== undefined && other !== undefined) {
        this.#setBeside(one, other, times);
        this.#setBeside(other, one, times);
      }
      for (let i = same; i < left.length; i++) addEdge(sumsOf(left[i]!.id), measure, 1, times);
      for (let i = same; i < right.length; i++) addEdge(sumsOf(right[i]!.id), measure, -1, times);
    }
  }

  #setBeside(one: number, other: number, times: 1 | -1): void {
    let beside = this.#beside.get(one);
    if (!beside) this.#beside.set(one, (beside = new Map()));
    const edges = (beside.get(other) ?? 0) + times;
    if (edges > 0) beside.set(other, edges);
    else beside.delete(other);
    if (beside.size === 0) this.#beside.delete(one);
  }

  /** What stands and happens on a cell. */
  #onCell(cell: number): CellSums {
    const { households, residents } = this.ground;
    const sum = { buildings: 0, households: 0, residents: 0, estimated: 0 };
    for (const i of this.buildings.in(cell)) {
      sum.buildings++;
      sum.households += Math.max(0, households[i]!);
      sum.residents += Math.max(0, residents[i]!);
    }
    const own = this.#ownCount(cell);
    sum.households += own.households;
    sum.residents += own.residents;
    sum.estimated = own.estimated;
    return { ...sum, incidents: this.#incidents.in(cell).size, managementPoints: this.#points.in(cell).size }; // prettier-ignore
  }

  /** People that no building carries go with the land. */
  #ownCount(cell: number): { households: number; residents: number; estimated: number } {
    const { own } = this.ground;
    const sum = { households: 0, residents: 0, estimated: 0 };
    if (own.size === 0) return sum;
    const { set } = this.state;
    const take = (from: number, share: number): void => {
      const count = own.get(from);
      sum.households += Math.round((count?.households ?? 0) * share);
      sum.residents += Math.round((count?.residents ?? 0) * share);
      if (count && share < 1) sum.estimated = 1;
    };
    if (isSameLand(set, this.#base.set, cell)) take(cell, 1);
    else for (const { cell: from, ofOther } of landIn(set, cell, this.#base.set)) take(from, ofOther); // prettier-ignore
    return sum;
  }

  #moveThings(moved: ReadonlySet<number>): void {
    const { set } = this.state;
    const there = new Set([...moved].filter((cell) => set.has(cell)));
    const cellAt = cellAtAmong(set, there);
    const [west, south, east, north] = boxOf(set, there).map(toDegrees);
    const within = (lng: number, lat: number): boolean => lng >= west! && lng <= east! && lat >= south! && lat <= north!; // prettier-ignore
    for (const things of [this.buildings, this.#incidents, this.#points]) things.move(moved, within, cellAt); // prettier-ignore
    for (const [cell, heirs] of this.#heirs)
      // Land that nobody has, whoever takes it is told by its box alone: it is looked at again.
      if (heirs.some((heir) => moved.has(heir.cell)) || heirs.reduce((sum, { share }) => sum + share, 0) < 1 - 1e-6) this.#heirs.delete(cell); // prettier-ignore
  }

  /** Staff of an area that is no more are of those of its level that its land has gone to, as its posts will be. */
  #countMembers(): Map<number, number> {
    const { areas } = this.state;
    const members = new Map<number, number>();
    const add = (id: number, count: number): void => void members.set(id, (members.get(id) ?? 0) + count); // prettier-ignore
    for (const [id, count] of this.ground.members) {
      if (areas.has(id)) {
        for (let area = areas.get(id); area; area = areas.get(area.parentId ?? -1)) add(area.id, count); // prettier-ignore
        continue;
      }
      const above = [...this.#heirsOf(id)].flatMap((heir) => withParents(areas, heir));
      for (const area of new Set(above)) add(area.id, count);
    }
    return members;
  }

  /** In which cells the land of one of the edition lies. */
  #landNow(cell: number): Shared[] {
    const { set } = this.state;
    const stays = set.has(cell) && isSameLand(this.#base.set, set, cell);
    return stays ? [{ cell, share: 1, ofOther: 1 }] : landIn(this.#base.set, cell, set);
  }

  #heirsOf(id: number): Set<number> {
    const { areas } = this.state;
    const land = new Map<number, number>();
    let all = 0;
    const level = this.#base.areas.get(id)?.level ?? 0;
    for (const cell of this.#baseCells.get(id) ?? []) {
      let shares = this.#heirs.get(cell);
      if (!shares) this.#heirs.set(cell, (shares = this.#landNow(cell)));
      const { area2 } = landOf(this.#base.set, cell);
      all += area2;
      for (const heir of shares) {
        const above = withParents(areas, heir.cell).filter((area) => area.level <= level);
        const to = above.at(-1)?.id;
        if (to !== undefined) land.set(to, (land.get(to) ?? 0) + heir.share * area2);
      }
    }
    return new Set([...land].flatMap(([to, area2]) => (area2 > LEAST_HEIR * all ? [to] : [])));
  }
}

/** By area the cells below it. */
function cellsBelow({ set, areas }: PlanBase): Map<number, number[]> {
  const below = new Map<number, number[]>();
  for (const cell of set.cells())
    for (const { id } of withParents(areas, cell)) {
      const list = below.get(id);
      if (list) list.push(cell);
      else below.set(id, [cell]);
    }
  return below;
}

/** The box of cells, lattice integers. */
function boxOf(set: EdgeSet, cells: Iterable<number>): [number, number, number, number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const cell of cells)
    for (const id of set.of(cell)) {
      const { ax, ay, bx, by } = set.edge(id);
      [west, east] = [Math.min(west, ax), Math.max(east, bx)];
      [south, north] = [Math.min(south, ay, by), Math.max(north, ay, by)];
    }
  return [west + set.originX, south + set.originY, east + set.originX, north + set.originY];
}
