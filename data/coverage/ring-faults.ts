import { orientation } from '#data/geo/orientation.ts';
import type { LatticeCells } from './read-cells.ts';

/** A cell's border is at fault at a point: it crosses itself, or lacks a vertex where it touches. */
export interface RingFault {
  cell: number;
  kind: 'invalid-ring' | 'unmatched';
  point: number;
}

/** Below this many edges every pair is looked at; from it on they are sorted first. */
const FEW = 40;

/**
 * What is wrong with each cell taken alone. A ring may touch itself, or another ring of its cell, at
 * a vertex; crossing, running along itself, a hole outside its ring and parts that lie in each other
 * are `invalid-ring`; touching the inside of an edge is `unmatched`, for that edge lacks a vertex.
 */
export function findRingFaults(cells: LatticeCells): RingFault[] {
  const faults: RingFault[] = [];
  const { corners, ringStarts, cellRings } = cells;
  const lastCell = new Int32Array(cells.points).fill(-1);
  const edges = new CellEdges(cells);
  for (let cell = 0; cell + 1 < cellRings.length; cell++) {
    const firstRing = cellRings[cell]!;
    const lastRing = cellRings[cell + 1]!;
    let touches = false;
    edges.count = 0;
    for (let ring = firstRing; ring < lastRing; ring++) {
      const end = ringStarts[ring + 1]!;
      let a = corners[end - 1]!;
      for (let i = ringStarts[ring]!; i < end; i++) {
        const b = corners[i]!;
        edges.add(a, b);
        if (lastCell[b] === cell) touches = true;
        lastCell[b] = cell;
        a = b;
      }
    }
    const fault = edges.firstMeeting();
    if (fault) faults.push({ cell, ...fault });
    if ((lastRing - firstRing === 1 && !touches) || fault?.kind === 'invalid-ring') continue;
    const bad = touches
      ? edges.badlyWound(0, edges.count)
      : firstBadRing(edges, ringStarts, firstRing, lastRing);
    if (bad >= 0) faults.push({ cell, kind: 'invalid-ring', point: bad });
  }
  return faults;
}

/** Rings that touch nothing are wound alike all along: the first edge of each tells. */
function firstBadRing(
  edges: CellEdges,
  ringStarts: Uint32Array,
  firstRing: number,
  lastRing: number,
): number {
  const base = ringStarts[firstRing]!;
  for (let ring = firstRing; ring < lastRing; ring++) {
    const at = ringStarts[ring]! - base;
    const bad = edges.badlyWound(at, at + 1);
    if (bad >= 0) return bad;
  }
  return -1;
}

/** The edges of one cell at a time, the cell on the left of each. */
class CellEdges {
  count = 0;
  readonly #xs: Int32Array;
  readonly #ys: Int32Array;
  #from = new Int32Array(256);
  #to = new Int32Array(256);
  /** Four numbers an edge: ax, ay, bx, by. */
  #q = new Float64Array(1024);

  constructor(cells: LatticeCells) {
    this.#xs = cells.xs;
    this.#ys = cells.ys;
  }

  add(a: number, b: number): void {
    const i = this.count++;
    if (i === this.#from.length) {
      const grow = <T extends Int32Array | Float64Array>(old: T, fresh: T): T => {
        fresh.set(old);
        return fresh;
      };
      this.#from = grow(this.#from, new Int32Array(2 * i));
      this.#to = grow(this.#to, new Int32Array(2 * i));
      this.#q = grow(this.#q, new Float64Array(8 * i));
    }
    this.#from[i] = a;
    this.#to[i] = b;
    this.#q[4 * i] = this.#xs[a]!;
    this.#q[4 * i + 1] = this.#ys[a]!;
    this.#q[4 * i + 2] = this.#xs[b]!;
    this.#q[4 * i + 3] = this.#ys[b]!;
  }

  /**
   * The start (point id) of the first of some edges that does not have the cell once on its left and
   * not at all on its right; −1 where all do. Sums the windings west of the edge's middle, in half
   * steps; of a level edge, just north of it.
   */
  badlyWound(first: number, last: number): number {
    const q = this.#q;
    for (let i = first; i < last; i++) {
      const x = q[4 * i]! + q[4 * i + 2]!;
      const y = q[4 * i + 1]! + q[4 * i + 3]!;
      let winding = 0;
      for (let k = 0; k < this.count; k++) {
        const ay = 2 * q[4 * k + 1]!;
        const by = 2 * q[4 * k + 3]!;
        if (k === i || ay > y === by > y) continue;
        const side = orientation(2 * q[4 * k]!, ay, 2 * q[4 * k + 2]!, by, x, y);
        if (by > ay ? side < 0 : side > 0) winding += by > ay ? -1 : 1;
      }
      // An edge that runs up takes one away to its east, where there must be none: one before it.
      const rise = q[4 * i + 3]! - q[4 * i + 1]! || q[4 * i + 2]! - q[4 * i]!;
      if (winding !== (rise > 0 ? 1 : 0)) return this.#from[i]!;
    }
    return -1;
  }

  /** The first pair of edges that meet other than at a shared end; a crossing before a touch. */
  firstMeeting(): { kind: 'invalid-ring' | 'unmatched'; point: number } | null {
    const n = this.count;
    const q = this.#q;
    const order = n > FEW ? this.#fromWest() : null;
    let touch: { kind: 'unmatched'; point: number } | null = null;
    for (let s = 0; s < n; s++) {
      const i = order ? order[s]! : s;
      const ax = q[4 * i]!;
      const ay = q[4 * i + 1]!;
      const bx = q[4 * i + 2]!;
      const by = q[4 * i + 3]!;
      const east = ax > bx ? ax : bx;
      const west = ax < bx ? ax : bx;
      const north = ay > by ? ay : by;
      const south = ay < by ? ay : by;
      for (let t = s + 1; t < n; t++) {
        const j = order ? order[t]! : t;
        const cx = q[4 * j]!;
        const dx = q[4 * j + 2]!;
        if (cx > east && dx > east) {
          if (order) break;
          continue;
        }
        if (cx < west && dx < west) continue;
        const cy = q[4 * j + 1]!;
        const dy = q[4 * j + 3]!;
        if ((cy > north && dy > north) || (cy < south && dy < south)) continue;
        const met = this.#meeting(i, j, ax, ay, bx, by, cx, cy, dx, dy);
        if (met === -1) continue;
        if (met === -2) return { kind: 'invalid-ring', point: this.#from[i]! };
        touch ??= { kind: 'unmatched', point: met };
      }
    }
    return touch;
  }

  /** −1 apart or joined at ends; −2 crossing or along each other; else the point that touches. */
  #meeting(
    i: number,
    j: number,
    ax: number,
    ay: number,
    bx: number,
    by: number,
    cx: number,
    cy: number,
    dx: number,
    dy: number,
  ): number {
    const sideC = orientation(ax, ay, bx, by, cx, cy);
    const sideD = orientation(ax, ay, bx, by, dx, dy);
    if ((sideC > 0 && sideD > 0) || (sideC < 0 && sideD < 0)) return -1;
    const sideA = orientation(cx, cy, dx, dy, ax, ay);
    const sideB = orientation(cx, cy, dx, dy, bx, by);
    if ((sideA > 0 && sideB > 0) || (sideA < 0 && sideB < 0)) return -1;
    if (sideA !== 0 && sideB !== 0 && sideC !== 0 && sideD !== 0) return -2;
    const a = this.#from[i]!;
    const b = this.#to[i]!;
    const c = this.#from[j]!;
    const d = this.#to[j]!;
    if (sideC === 0 && sideD === 0) {
      const [p, r, s, t] = ax !== bx ? [ax, bx, cx, dx] : [ay, by, cy, dy];
      return Math.max(Math.min(p, r), Math.min(s, t)) < Math.min(Math.max(p, r), Math.max(s, t))
        ? -2
        : -1;
    }
    if (a === c || a === d || b === c || b === d) return -1;
    return sideC === 0 ? c : sideD === 0 ? d : sideA === 0 ? a : b;
  }

  #fromWest(): Uint32Array {
    const west = new Float64Array(this.count);
    for (let i = 0; i < this.count; i++) west[i] = Math.min(this.#q[4 * i]!, this.#q[4 * i + 2]!);
    return Uint32Array.from(west.keys()).sort((i, j) => west[i]! - west[j]!);
  }
}
