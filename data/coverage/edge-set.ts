import { buildArcs } from './build-arcs.ts';
import type { Coverage } from './coverage.ts';
import { pointKey } from './point-key.ts';

/** A point on the lattice, steps from the coverage's origin. */
export interface LatticePoint {
  x: number;
  y: number;
}

/** One edge of a border, in lattice steps from the origin: from its lesser end (by x, then y), its cells beside it. */
export interface Edge {
  ax: number;
  ay: number;
  bx: number;
  by: number;
  /** 0 = outside. */
  left: number;
  right: number;
}

/** Buckets beyond this along one edge are not made: its buckets are then found by asking a wider box. */
const WIDE = 1 << 20;

/**
 * The edges of a coverage, to be edited: found by their ends, by their cell and by place, so that an edit costs what
 * it touches. The set of edges is all there is to it: whatever order they came in, the coverage is the same bytes.
 */
export class EdgeSet {
  readonly originX: number;
  readonly originY: number;
  /** By edge number; numbers of edges that were taken out are used again. */
  readonly #edges: (Edge | null)[] = [];
  readonly #free: number[] = [];
  readonly #atPoint = new Map<number, number[]>();
  readonly #ofCell = new Map<number, Set<number>>();
  readonly #buckets = new Map<number, number[]>();
  /** Side of a bucket: a power of two. */
  readonly #shift: number;
  #leastColumn = Infinity;
  #seen = new Uint32Array(1024);
  #turn = 0;

  /** @param edgeLength of a usual edge, lattice steps: how large the buckets are */
  constructor(originX: number, originY: number, edgeLength = 2000) {
    this.originX = originX;
    this.originY = originY;
    this.#shift = Math.max(4, Math.min(20, Math.round(Math.log2(Math.max(1, edgeLength * 2)))));
  }

  /** Its edges are those along the arcs. */
  static of(c: Coverage): EdgeSet {
    const { vertices, starts } = c;
    const edges: Edge[] = [];
    let length = 0;
    for (let i = 0; i < c.left.length; i++)
      for (let v = starts[i]!; v + 1 < starts[i + 1]!; v++) {
        const edge = orient(
          vertices[2 * v]!,
          vertices[2 * v + 1]!,
          vertices[2 * v + 2]!,
          vertices[2 * v + 3]!,
          c.left[i]!,
          c.right[i]!,
        );
        length += Math.abs(edge.bx - edge.ax) + Math.abs(edge.by - edge.ay);
        edges.push(edge);
      }
    const set = new EdgeSet(c.originX, c.originY, length / Math.max(1, edges.length));
    for (const edge of edges) set.insert(edge);
    return set;
  }

  get size(): number {
    return this.#edges.length - this.#free.length;
  }

  /** The edge of a number that is in use. */
  edge(id: number): Edge {
    return this.#edges[id]!;
  }

  isThere(id: number): boolean {
    return (this.#edges[id] ?? null) !== null;
  }

  /** The numbers in use. */
  ids(): number[] {
    return [...this.#edges.keys()].filter((id) => this.#edges[id] !== null);
  }

  /** Edges that end at a point. */
  at(x: number, y: number): readonly number[] {
    return this.#atPoint.get(pointKey(x, y)) ?? [];
  }

  /** Edges of a cell; empty where there is no such cell. */
  of(cell: number): ReadonlySet<number> {
    return this.#ofCell.get(cell) ?? NONE;
  }

  has(cell: number): boolean {
    return this.#ofCell.has(cell);
  }

  /** Every cell, in no order. */
  cells(): number[] {
    return [...this.#ofCell.keys()].filter((cell) => cell !== 0);
  }

  /** The number of the edge between two points; −1 where there is none. */
  between(ax: number, ay: number, bx: number, by: number): number {
    for (const id of this.at(ax, ay)) {
      const e = this.#edges[id]!;
      if ((e.ax === bx && e.ay === by) || (e.bx === bx && e.by === by)) return id;
    }
    return -1;
  }

  /** Visits every edge whose bucket a box reaches, each once, in no order: those within the box and some near it. */
  near(
    west: number,
    south: number,
    east: number,
    north: number,
    visit: (id: number) => void,
  ): void {
    this.#turn++;
    const shift = this.#shift;
    for (let i = west >> shift; i <= east >> shift; i++)
      for (let j = south >> shift; j <= north >> shift; j++)
        for (const id of this.#buckets.get(i * WIDE + j) ?? []) {
          if (this.#seen[id] === this.#turn) continue;
          this.#seen[id] = this.#turn;
          visit(id);
        }
  }

  /**
   * Visits edges at a height from a point westwards, bucket by bucket; `visit` answers how far west is still of
   * interest.
   */
  west(x: number, y: number, visit: (id: number) => number): void {
    let until = -Infinity;
    const shift = this.#shift;
    for (let i = x >> shift; i >= this.#leastColumn && (i + 1) << shift > until; i--)
      for (const id of this.#buckets.get(i * WIDE + (y >> shift)) ?? []) until = visit(id);
  }

  /** Put in an edge that lies between no two others' ends already. */
  insert(edge: Edge): number {
    const id = this.#free.pop() ?? this.#edges.length;
    this.#edges[id] = edge;
    if (id >= this.#seen.length) {
      const longer = new Uint32Array(this.#seen.length * 2);
      longer.set(this.#seen);
      this.#seen = longer;
    }
    this.#seen[id] = 0;
    push(this.#atPoint, pointKey(edge.ax, edge.ay), id);
    push(this.#atPoint, pointKey(edge.bx, edge.by), id);
    for (const cell of [edge.left, edge.right]) {
      let edges = this.#ofCell.get(cell);
      if (!edges) this.#ofCell.set(cell, (edges = new Set()));
      edges.add(id);
    }
    this.#leastColumn = Math.min(this.#leastColumn, edge.ax >> this.#shift);
    this.#forBuckets(edge, (key) => push(this.#buckets, key, id));
    return id;
  }

  remove(id: number): void {
    const edge = this.#edges[id]!;
    take(this.#atPoint, pointKey(edge.ax, edge.ay), id);
    take(this.#atPoint, pointKey(edge.bx, edge.by), id);
    for (const cell of [edge.left, edge.right]) {
      const edges = this.#ofCell.get(cell);
      edges?.delete(id);
      if (edges?.size === 0) this.#ofCell.delete(cell);
    }
    this.#forBuckets(edge, (key) => take(this.#buckets, key, id));
    this.#edges[id] = null;
    this.#free.push(id);
  }

  /** The buckets that an edge passes through, and at its corners some beside them. */
  #forBuckets({ ax, ay, bx, by }: Edge, visit: (key: number) => void): void {
    const shift = this.#shift;
    const low = Math.min(ay, by) >> shift;
    const high = Math.max(ay, by) >> shift;
    for (let i = ax >> shift; i <= bx >> shift; i++) {
      // Where the edge is while it passes this column, a step more on either side.
      let [from, to] = [low, high];
      if (high > low && bx > ax) {
        const slope = (by - ay) / (bx - ax);
        const y0 = ay + slope * (Math.max(ax, i << shift) - ax);
        const y1 = ay + slope * (Math.min(bx, (i + 1) << shift) - ax);
        from = Math.max(low, Math.floor(Math.min(y0, y1) - 1) >> shift);
        to = Math.min(high, Math.ceil(Math.max(y0, y1) + 1) >> shift);
      }
      for (let j = from; j <= to; j++) visit(i * WIDE + j);
    }
  }

  /** The coverage of these edges, in the canonical order. */
  toCoverage(): Coverage {
    const points = new Map<number, number>();
    const xs: number[] = [];
    const ys: number[] = [];
    const pointAt = (x: number, y: number): number => {
      const key = pointKey(x, y);
      let at = points.get(key);
      if (at === undefined) {
        points.set(key, (at = xs.length));
        xs.push(x);
        ys.push(y);
      }
      return at;
    };
    const ids = Uint32Array.from(this.cells().sort((a, b) => a - b));
    const indexOf = new Map<number, number>([[0, -1]]);
    ids.forEach((id, i) => indexOf.set(id, i));
    const count = this.size;
    const from = new Uint32Array(count);
    const to = new Uint32Array(count);
    const left = new Int32Array(count);
    const right = new Int32Array(count);
    let e = 0;
    for (const edge of this.#edges) {
      if (edge === null) continue;
      from[e] = pointAt(edge.ax, edge.ay);
      to[e] = pointAt(edge.bx, edge.by);
      left[e] = indexOf.get(edge.left)!;
      right[e++] = indexOf.get(edge.right)!;
    }
    // Where the outline has moved, so has the middle that a coverage is relative to.
    const originX = middle(xs, this.originX);
    const originY = middle(ys, this.originY);
    return buildArcs(
      {
        originX,
        originY,
        ids,
        points: xs.length,
        xs: Int32Array.from(xs, (x) => x + this.originX - originX),
        ys: Int32Array.from(ys, (y) => y + this.originY - originY),
      },
      { count, from, to, left, right },
    );
  }
}

const NONE: ReadonlySet<number> = new Set();

/** By the lesser end, then the other: an order that does not know in which order edges came. */
export function compareEdges(e: Edge, f: Edge): number {
  return e.ax - f.ax || e.ay - f.ay || e.bx - f.bx || e.by - f.by;
}

/** An edge with its lesser end first; the sides follow. */
export function orient(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  left: number,
  right: number,
): Edge {
  return ax < bx || (ax === bx && ay < by)
    ? { ax, ay, bx, by, left, right }
    : { ax: bx, ay: by, bx: ax, by: ay, left: right, right: left };
}

/** Of coordinates relative to an origin, the middle of their range, as `readCells` has it; the origin where none are. */
function middle(coordinates: readonly number[], origin: number): number {
  let [least, most] = [Infinity, -Infinity];
  for (const q of coordinates) {
    least = Math.min(least, q);
    most = Math.max(most, q);
  }
  return least > most ? origin : Math.round((least + origin + most + origin) / 2);
}

export const endsOf = (e: Edge): [LatticePoint, LatticePoint] => [
  { x: e.ax, y: e.ay },
  { x: e.bx, y: e.by },
];

function push(lists: Map<number, number[]>, key: number, id: number): void {
  const list = lists.get(key);
  if (list) list.push(id);
  else lists.set(key, [id]);
}

function take(lists: Map<number, number[]>, key: number, id: number): void {
  const list = lists.get(key)!;
  if (list.length === 1) lists.delete(key);
  else list.splice(list.indexOf(id), 1);
}
