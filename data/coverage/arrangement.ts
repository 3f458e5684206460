import { compareDirections, orientation } from '#data/geo/orientation.ts';
import { comparePoints, PointSet, type Point } from './crossing-points.ts';

/** A directed edge with lattice ends; the covering count is `weight` more on its left. */
export interface WeightedEdge {
  ax: number;
  ay: number;
  bx: number;
  by: number;
  weight: number;
}

/** A connected piece of the plane between the edges. */
export interface Face {
  /** How many times it is covered. */
  winding: number;
  /** Its borders, the face on the left of each: x, y interleaved, the nearest float64. */
  loops: number[][];
  /** Indices of the edges along it. */
  edges: number[];
}

export interface Arrangement {
  /** All bounded faces. */
  faces: Face[];
  /** Edges across which the count does not change, in connected groups: indices of the edges. */
  idle: { edges: number[]; at: Point }[];
}

/** Crossings beyond this are not looked at one by one. */
const MAX_PIECES = 4_000_000;

/**
 * Cuts the plane along edges and says how often each face is covered. Crossings are exact
 * fractions, angles come from the whole edges, and nothing is rounded, so the answer is exact for
 * any input within `MAX_REACH` (a doubly connected edge list, as in de Berg et al., Computational
 * Geometry, ch. 2; windings after the sum of the cells' own). Throws RangeError beyond
 * `MAX_PIECES`.
 */
export function arrange(edges: readonly WeightedEdge[]): Arrangement {
  const set = new PointSet();
  const { points } = set;
  const ends = edges.map((e) => [set.lattice(e.ax, e.ay), set.lattice(e.bx, e.by)] as const);
  const stops = splitAtMeetings(edges, ends, set);

  // Sub-edges, each from its lower to its higher point id.
  const subs: { a: number; b: number; weight: number; edges: number[]; dx: number; dy: number }[] =
    [];
  const byEnds = new Map<number, number>();
  edges.forEach((e, i) => {
    const along = stops[i]!;
    for (let k = 0; k + 1 < along.length; k++) {
      const u = along[k]!;
      const v = along[k + 1]!;
      const forward = u < v;
      const key = (forward ? u : v) * 2 ** 26 + (forward ? v : u);
      let sub = byEnds.get(key);
      if (sub === undefined) {
        sub = subs.length;
        const sign = forward ? 1 : -1;
        subs.push({
          a: forward ? u : v,
          b: forward ? v : u,
          weight: 0,
          edges: [],
          dx: sign * (e.bx - e.ax),
          dy: sign * (e.by - e.ay),
        });
        byEnds.set(key, sub);
        if (subs.length > MAX_PIECES)
          throw new RangeError(`more than ${MAX_PIECES} pieces of unmatched edges`);
      }
      subs[sub]!.weight += forward ? e.weight : -e.weight;
      subs[sub]!.edges.push(i);
    }
  });

  // Half-edge 2s runs a → b, 2s+1 runs b → a. The next one around a face turns sharpest left.
  const halves = subs.length * 2;
  const out: number[][] = points.map(() => []);
  subs.forEach((s, i) => {
    out[s.a]!.push(2 * i);
    out[s.b]!.push(2 * i + 1);
  });
  const dxOf = (h: number) => (h & 1 ? -subs[h >> 1]!.dx : subs[h >> 1]!.dx);
  const dyOf = (h: number) => (h & 1 ? -subs[h >> 1]!.dy : subs[h >> 1]!.dy);
  const startOf = (h: number) => (h & 1 ? subs[h >> 1]!.b : subs[h >> 1]!.a);
  const next = new Int32Array(halves);
  for (const around of out) {
    around.sort((g, h) => compareDirections(dxOf(g), dyOf(g), dxOf(h), dyOf(h)));
    around.forEach((h, k) => {
      next[around[(k + 1) % around.length]! ^ 1] = h;
    });
  }
  const loopOf = new Int32Array(halves).fill(-1);
  const loopStart: number[] = [];
  for (let h = 0; h < halves; h++) {
    if (loopOf[h]! >= 0) continue;
    for (let g = h; loopOf[g]! < 0; g = next[g]!) loopOf[g] = loopStart.length;
    loopStart.push(h);
  }

  // Loops of one face are joined: across idle sub-edges, and a component's outer loop with the face
  // around it.
  const face = new Forest(loopStart.length + 1);
  const unbounded = loopStart.length;
  subs.forEach((s, i) => {
    if (s.weight === 0) face.join(loopOf[2 * i]!, loopOf[2 * i + 1]!);
  });
  const component = new Forest(points.length);
  for (const s of subs) component.join(s.a, s.b);
  const corner = new Map<number, number>();
  points.forEach((p, i) => {
    if (out[i]!.length === 0) return;
    const root = component.find(i);
    const best = corner.get(root);
    if (best === undefined || comesFirst(p, points[best]!)) corner.set(root, i);
  });
  const rows = new Rows(edges);
  for (const [root, at] of corner) {
    // West of its first point lies the outer face: left of the half-edge nearest below due north.
    const around = [...out[at]!].sort((g, h) => {
      const side = orientation(0, 0, dxOf(g), dyOf(g), dxOf(h), dyOf(h));
      return side > 0 ? -1 : side < 0 ? 1 : 0;
    });
    const outer = loopOf[around[around.length - 1]!]!;
    const west = nearestWest(points[at]!, edges, rows, (i) => component.find(ends[i]![0]) !== root);
    if (west < 0) face.join(outer, unbounded);
    else {
      const along = stops[west]!;
      const up = edges[west]!.by > edges[west]!.ay;
      let k = 0;
      for (; k + 2 < along.length; k++) {
        const beyond = comparePoints(points[along[k + 1]!]!, points[at]!, 'y');
        if (up ? beyond > 0 : beyond <= 0) break;
      }
      const u = along[k]!;
      const v = along[k + 1]!;
      const sub = byEnds.get(Math.min(u, v) * 2 ** 26 + Math.max(u, v))!;
      // The half-edge that runs down has the point on its left.
      const runsUp = subs[sub]!.dy > 0;
      face.join(outer, loopOf[2 * sub + (runsUp ? 1 : 0)]!);
    }
  }

  // The count of each face, from the unbounded one inwards.
  const winding = new Map<number, number>([[face.find(unbounded), 0]]);
  const beside = new Map<number, number[]>();
  for (let h = 0; h < halves; h++) {
    const f = face.find(loopOf[h]!);
    const list = beside.get(f);
    if (list) list.push(h);
    else beside.set(f, [h]);
  }
  const queue = [face.find(unbounded)];
  for (let f = queue.pop(); f !== undefined; f = queue.pop())
    for (const h of beside.get(f) ?? []) {
      const other = face.find(loopOf[h ^ 1]!);
      if (winding.has(other)) continue;
      const weight = h & 1 ? -subs[h >> 1]!.weight : subs[h >> 1]!.weight;
      winding.set(other, winding.get(f)! - weight);
      queue.push(other);
    }

  const faces: Face[] = [];
  for (const [f, hs] of beside) {
    if (f === face.find(unbounded)) continue;
    const loops = new Map<number, number[]>();
    const along = new Set<number>();
    for (const h of hs) {
      const loop = loopOf[h]!;
      if (!loops.has(loop)) {
        const ring: number[] = [];
        let g = loopStart[loop]!;
        do {
          const p = points[startOf(g)]!;
          ring.push(p.x, p.y);
          g = next[g]!;
        } while (g !== loopStart[loop]);
        loops.set(loop, ring);
      }
      if (subs[h >> 1]!.weight !== 0) for (const i of subs[h >> 1]!.edges) along.add(i);
    }
    faces.push({ winding: winding.get(f) ?? 0, loops: [...loops.values()], edges: [...along] });
  }

  const tied = new Forest(points.length);
  for (const s of subs) if (s.weight === 0) tied.join(s.a, s.b);
  const idle = new Map<number, { edges: Set<number>; at: Point }>();
  for (const s of subs) {
    if (s.weight !== 0) continue;
    const root = tied.find(s.a);
    let group = idle.get(root);
    if (!group) idle.set(root, (group = { edges: new Set(), at: points[s.a]! }));
    for (const i of s.edges) group.edges.add(i);
    // A point inside some edge is the vertex that it lacks.
    for (const p of [s.a, s.b])
      if (s.edges.some((i) => ends[i]![0] !== p && ends[i]![1] !== p)) group.at = points[p]!;
  }
  return {
    faces,
    idle: [...idle.values()].map((g) => ({ edges: [...g.edges], at: g.at })),
  };
}

function comesFirst(p: Point, q: Point): boolean {
  return (comparePoints(p, q, 'x') || comparePoints(p, q, 'y')) < 0;
}

/** Points along each edge, in order, its ends and every place where it meets another. */
function splitAtMeetings(
  edges: readonly WeightedEdge[],
  ends: readonly (readonly [number, number])[],
  set: PointSet,
): number[][] {
  const stops = ends.map(([a, b]) => [a, b]);
  const order = edges.map((_, i) => i);
  const west = (i: number) => Math.min(edges[i]!.ax, edges[i]!.bx);
  order.sort((i, j) => west(i) - west(j));
  let active: number[] = [];
  for (const i of order) {
    const e = edges[i]!;
    const from = west(i);
    const low = Math.min(e.ay, e.by);
    const high = Math.max(e.ay, e.by);
    let kept = 0;
    for (const j of active) {
      const f = edges[j]!;
      if (Math.max(f.ax, f.bx) < from) continue;
      active[kept++] = j;
      if (Math.max(f.ay, f.by) < low || Math.min(f.ay, f.by) > high) continue;
      const sideA = orientation(f.ax, f.ay, f.bx, f.by, e.ax, e.ay);
      const sideB = orientation(f.ax, f.ay, f.bx, f.by, e.bx, e.by);
      if ((sideA > 0 && sideB > 0) || (sideA < 0 && sideB < 0)) continue;
      const sideC = orientation(e.ax, e.ay, e.bx, e.by, f.ax, f.ay);
      const sideD = orientation(e.ax, e.ay, e.bx, e.by, f.bx, f.by);
      if ((sideC > 0 && sideD > 0) || (sideC < 0 && sideD < 0)) continue;
      if (sideA !== 0 && sideB !== 0 && sideC !== 0 && sideD !== 0) {
        const [a, b] = ends[i]!;
        const [c, d] = ends[j]!;
        const p = set.crossing(set.points[a]!, set.points[b]!, set.points[c]!, set.points[d]!);
        stops[i]!.push(p);
        stops[j]!.push(p);
        continue;
      }
      if (sideA === 0 && within(f, e.ax, e.ay)) stops[j]!.push(ends[i]![0]);
      if (sideB === 0 && within(f, e.bx, e.by)) stops[j]!.push(ends[i]![1]);
      if (sideC === 0 && within(e, f.ax, f.ay)) stops[i]!.push(ends[j]![0]);
      if (sideD === 0 && within(e, f.bx, f.by)) stops[i]!.push(ends[j]![1]);
    }
    active.length = kept;
    active.push(i);
  }
  active = [];
  return stops.map((ids, i) => {
    if (ids.length === 2) return ids;
    const e = edges[i]!;
    const axis = e.ax === e.bx ? 'y' : 'x';
    const sign = axis === 'y' ? Math.sign(e.by - e.ay) : Math.sign(e.bx - e.ax);
    const distinct = [...new Set(ids)];
    return distinct.sort((p, q) => sign * comparePoints(set.points[p]!, set.points[q]!, axis));
  });
}

/** Whether a point on the edge's line lies within its box. */
function within(e: WeightedEdge, x: number, y: number): boolean {
  return (
    x >= Math.min(e.ax, e.bx) &&
    x <= Math.max(e.ax, e.bx) &&
    y >= Math.min(e.ay, e.by) &&
    y <= Math.max(e.ay, e.by)
  );
}

/** Edges by the bands of latitude that they reach. */
class Rows {
  readonly #low: number;
  readonly #height: number;
  readonly #rows: number[][];

  constructor(edges: readonly WeightedEdge[]) {
    let low = Infinity;
    let high = -Infinity;
    for (const e of edges) {
      low = Math.min(low, e.ay, e.by);
      high = Math.max(high, e.ay, e.by);
    }
    const count = Math.max(1, Math.min(4096, edges.length >> 2));
    this.#low = low;
    this.#height = Math.max(1, (high - low + 1) / count);
    this.#rows = Array.from({ length: count + 1 }, () => []);
    edges.forEach((e, i) => {
      if (e.ay === e.by) return;
      const first = this.#row(Math.min(e.ay, e.by));
      const last = this.#row(Math.max(e.ay, e.by));
      for (let r = first; r <= last; r++) this.#rows[r]!.push(i);
    });
  }

  #row(y: number): number {
    return Math.floor((y - this.#low) / this.#height);
  }

  at(y: number): readonly number[] {
    return this.#rows[this.#row(y)] ?? [];
  }
}

/**
 * The edge first met going west from just north of a lattice point, among those that `counts`;
 * −1 where there is none. Of edges that meet at that place the one nearest just north of it.
 */
function nearestWest(
  p: Point,
  edges: readonly WeightedEdge[],
  rows: Rows,
  counts: (i: number) => boolean,
): number {
  let best = -1;
  for (const i of rows.at(p.y)) {
    const e = edges[i]!;
    if (e.ay > p.y === e.by > p.y || !counts(i)) continue;
    const up = e.by > e.ay;
    const side = orientation(e.ax, e.ay, e.bx, e.by, p.x, p.y);
    if (up ? side > 0 : side < 0) continue;
    if (best < 0 || isEastOf(e, edges[best]!, p.y)) best = i;
  }
  return best;
}

function isEastOf(e: WeightedEdge, f: WeightedEdge, y: number): boolean {
  const xe = e.ax + ((y - e.ay) * (e.bx - e.ax)) / (e.by - e.ay);
  const xf = f.ax + ((y - f.ay) * (f.bx - f.ax)) / (f.by - f.ay);
  if (Math.abs(xe - xf) > 1e-3) return xe > xf;
  const [en, ed] = fractionAt(e, y);
  const [fn, fd] = fractionAt(f, y);
  const difference = en * fd - fn * ed;
  if (difference !== 0n) return difference > 0n;
  const slope =
    BigInt(e.bx - e.ax) * BigInt(f.by - f.ay) - BigInt(f.bx - f.ax) * BigInt(e.by - e.ay);
  return e.by > e.ay === f.by > f.ay ? slope > 0n : slope < 0n;
}

/** x of an edge at a height, as numerator and positive denominator. */
function fractionAt(e: WeightedEdge, y: number): [bigint, bigint] {
  let d = BigInt(e.by - e.ay);
  let n = BigInt(e.ax) * d + BigInt(y - e.ay) * BigInt(e.bx - e.ax);
  if (d < 0n) {
    d = -d;
    n = -n;
  }
  return [n, d];
}

/** Disjoint sets. */
class Forest {
  readonly #parent: Int32Array;

  constructor(count: number) {
    this.#parent = Int32Array.from({ length: count }, (_, i) => i);
  }

  find(i: number): number {
    const parent = this.#parent;
    while (parent[i] !== i) {
      parent[i] = parent[parent[i]!]!;
      i = parent[i]!;
    }
    return i;
  }

  join(a: number, b: number): void {
    this.#parent[this.find(a)] = this.find(b);
  }
}
