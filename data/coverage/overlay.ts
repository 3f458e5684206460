import { ringArea2 } from '#data/geo/ring.ts';

import { endsOf, type Edge, type EdgeSet, type LatticePoint } from './edge-set.ts';
import { nodeEdges } from './node-edges.ts';
import type { Patch } from './patch.ts';
import { leastOf, PlaneGraph, type Half } from './plane-graph.ts';
import { settleSides } from './settle-sides.ts';
import { landWithin, type CellLand } from './shared-land.ts';
import { gather } from './trace-rings.ts';

/** A connected part of a cell between its borders and the fresh lines in it. */
export interface OverlayFace {
  cell: number;
  /** Closed walks with the face to the left: the outer one first, then those about its holes. */
  loops: Half[][];
  /** Twice its area, lattice steps². */
  area2: number;
  /** Of its outer walk: where it begins, by x, then y. */
  least: LatticePoint;
  /** Whether a fresh line borders it. */
  fresh: boolean;
}

/**
 * Fresh lines laid over a coverage, without a change to the set: asked for faces, and turned into a `Patch` by saying
 * whose each face is to be. Made by `overlay`.
 */
export class Overlay {
  readonly #graph: PlaneGraph;
  /** Fresh pieces that part no cells yet → the cell that they lie in. */
  readonly #cellOf: Map<number, number>;

  constructor(graph: PlaneGraph, cellOf: Map<number, number>) {
    this.#graph = graph;
    this.#cellOf = cellOf;
  }

  /** The cells that fresh pieces lie in. */
  cells(): Set<number> {
    return new Set(this.#cellOf.values());
  }

  /** Cells whose border a fresh piece runs along. */
  cellsAlong(): Set<number> {
    const { pieces, edges } = this.#graph;
    const along = pieces.map((i) => edges[i]!).filter((e) => e.fresh && e.left !== e.right);
    return new Set(along.flatMap(({ left, right }) => [left, right]));
  }

  /**
   * Takes away fresh pieces that lie in cells not meant, and those that end in the open.
   *
   * @returns how many were taken away
   */
  prune(keeps: (cell: number) => boolean): number {
    const graph = this.#graph;
    const before = this.#cellOf.size;
    const isOpen = (i: number): boolean =>
      endsOf(graph.edges[i]!).some((end) => graph.leaving(end).length === 1);
    const going = [...this.#cellOf].flatMap(([i, cell]) => (isOpen(i) || !keeps(cell) ? [i] : []));
    for (let i = going.pop(); i !== undefined; i = going.pop()) {
      if (!this.#cellOf.delete(i)) continue;
      graph.drop(i);
      for (const end of endsOf(graph.edges[i]!)) {
        const left = graph.leaving(end);
        if (left.length === 1 && this.#cellOf.has(left[0]! >> 1)) going.push(left[0]! >> 1);
      }
    }
    return before - this.#cellOf.size;
  }

  /** The fresh pieces that part cells, as lines of two points. */
  kept(): LatticePoint[][] {
    return [...this.#cellOf.keys()].map((i) => endsOf(this.#graph.edges[i]!));
  }

  /**
   * The faces of cells as they lie now, by cell and then by where they begin. Of the outside (0) only those that fresh
   * pieces enclose.
   */
  faces(cells: Iterable<number>): OverlayFace[] {
    return [...cells].sort((a, b) => a - b).flatMap((cell) => this.#facesOf(cell));
  }

  #facesOf(cell: number): OverlayFace[] {
    const graph = this.#graph;
    const loops = graph.loopsOf(this.#halvesOf(cell));
    const rings = new Map(loops.map((loop) => [graph.ringOf(loop), loop]));
    const polygons = gather([...rings.keys()].filter((ring) => ringArea2(ring) !== 0));
    const faces = polygons.map((polygon) => {
      const walks = polygon.map((ring) => rings.get(ring)!);
      const [x, y] = leastOf(polygon[0]!);
      return {
        cell,
        loops: walks,
        area2: polygon.reduce((sum, ring) => sum + ringArea2(ring), 0),
        least: { x, y },
        fresh: walks.some((walk) => walk.some((h) => this.#cellOf.has(h >> 1))),
      };
    });
    return faces.sort(
      (a, b) => a.least.x - b.least.x || a.least.y - b.least.y || a.area2 - b.area2,
    );
  }

  /** Half-edges with a cell to their left; of the outside those about the fresh pieces. */
  #halvesOf(cell: number): Half[] {
    const graph = this.#graph;
    const halves: Half[] = [];
    const take = (i: number): void => {
      if (i < 0) return;
      if (graph.isIdle(i)) {
        if (this.#cellOf.get(i) === cell) halves.push(2 * i, 2 * i + 1);
      } else for (const h of [2 * i, 2 * i + 1]) if (graph.leftOf(h) === cell) halves.push(h);
    };
    for (const i of graph.pieces) take(i);
    if (cell !== 0) for (const id of graph.set.of(cell)) take(graph.numberOf(id));
    else if (this.#cellOf.size > 0)
      graph.set.near(...this.#freshBox(), (id) => take(graph.numberOf(id)));
    return halves;
  }

  #freshBox(): [west: number, south: number, east: number, north: number] {
    const edges = [...this.#cellOf.keys()].map((i) => this.#graph.edges[i]!);
    return edges.reduce(
      ([west, south, east, north], e) => [
        Math.min(west, e.ax),
        Math.min(south, e.ay, e.by),
        Math.max(east, e.bx),
        Math.max(north, e.ay, e.by),
      ],
      [Infinity, Infinity, -Infinity, -Infinity],
    );
  }

  /**
   * How often the fresh lines, taken as closed ones, go round a face, counter-clockwise: from the middle of one of its
   * edges westwards, lines that go up count −1 and lines that go down +1. Exact.
   */
  winding(face: OverlayFace): number {
    const { edges, pieces } = this.#graph;
    const h = face.loops[0]!.find((g) => edges[g >> 1]!.ay !== edges[g >> 1]!.by)!;
    const { ax, ay, bx, by, turn } = edges[h >> 1]!;
    // On a lattice of half steps the middle is a point.
    const [mx, my] = [ax + bx, ay + by];
    let count = 0;
    for (const i of pieces) {
      const e = edges[i]!;
      if (e.turn === 0 || i === h >> 1 || 2 * e.ay > my === 2 * e.by > my) continue;
      const up = e.by > e.ay;
      const side = (e.bx - e.ax) * (my - 2 * e.ay) - (e.by - e.ay) * (mx - 2 * e.ax);
      // East of an edge that goes up is to its right.
      if (up ? side < 0 : side > 0) count += up ? -e.turn : e.turn;
    }
    const up = by > ay;
    const lies = up === ((h & 1) === 0) ? 'west' : 'east';
    return lies === 'west' ? count : count + (up ? -turn : turn);
  }

  /** The land of a face. */
  land(face: OverlayFace): CellLand {
    return landWithin(face.loops.flat().map((h) => ({ ...this.#graph.edges[h >> 1]!, isBelow: (h & 1) === 1 }))); // prettier-ignore
  }

  /** An edge of a face, and the cell across it. */
  edgeOf(face: OverlayFace, h: Half): { edge: Edge; across: number } {
    const graph = this.#graph;
    return { edge: graph.edges[h >> 1]!, across: graph.isIdle(h >> 1) ? face.cell : graph.leftOf(h ^ 1) }; // prettier-ignore
  }

  /** What a face is known again by in another overlay of the same lines: its fresh edges, or else its place. */
  marks(face: OverlayFace): string[] {
    const fresh = face.loops.flat().filter((h) => this.#cellOf.has(h >> 1));
    if (fresh.length === 0) return [`${face.cell} ${face.least.x} ${face.least.y} ${face.area2}`];
    return fresh.map((h) => {
      const [a, b] = [this.#graph.tail(h), this.#graph.tail(h ^ 1)];
      return `${a.x} ${a.y} > ${b.x} ${b.y}`;
    });
  }

  /** The cells that a face touches along an edge. */
  neighbours(face: OverlayFace): Set<number> {
    const graph = this.#graph;
    return new Set(
      face.loops.flat().map((h) => (graph.isIdle(h >> 1) ? face.cell : graph.leftOf(h ^ 1))),
    );
  }

  /** The change of the set that gives faces to cells; a face that is not named stays its cell's. */
  patch(cellOf: ReadonlyMap<OverlayFace, number>): Patch {
    const { set, pulled, pieces, edges } = this.#graph;
    const changed = new Map<number, { left: number; right: number }>();
    const sides = (i: number): { left: number; right: number } => {
      let now = changed.get(i);
      if (!now) {
        const e = edges[i]!;
        const idle = this.#cellOf.get(i);
        changed.set(i, (now = { left: idle ?? e.left, right: idle ?? e.right }));
      }
      return now;
    };
    for (const i of pieces) if (!this.#graph.isIdle(i) || this.#cellOf.has(i)) sides(i);
    for (const [face, cell] of cellOf)
      for (const h of face.loops.flat()) sides(h >> 1)[h & 1 ? 'right' : 'left'] = cell;
    const patch: Patch = { remove: [...pulled].map((id) => set.edge(id)), add: [] };
    for (const [i, { left, right }] of changed) {
      const { id, ax, ay, bx, by, ...was } = edges[i]!;
      if (id >= 0) {
        if (was.left === left && was.right === right) continue;
        patch.remove.push(set.edge(id));
      }
      if (left !== right) patch.add.push({ ax, ay, bx, by, left, right });
    }
    return patch;
  }
}

/**
 * Lays fresh lines over a coverage.
 *
 * @returns null where that cannot be told on the lattice (see `nodeEdges`), or would change what lies beside what
 */
export function overlay(
  set: EdgeSet,
  lines: readonly (readonly LatticePoint[])[],
  instead?: { of: readonly number[]; edges: readonly Edge[] },
): Overlay | null {
  const noded = nodeEdges(set, lines, instead);
  if (!noded) return null;
  const graph = new PlaneGraph(set, noded);
  const cellOf = settleSides(graph);
  return cellOf && new Overlay(graph, cellOf);
}
