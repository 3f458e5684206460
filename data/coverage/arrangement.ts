import { compareDirections, orientation } from '#data/geo/orientation.ts';

import { comparePoints, PointSet, type Point } from './crossing-points.ts';
import { Forest } from './forest.ts';
import { EdgeRows, nearestWest } from './nearest-west.ts';
import { splitAtMeetings } from './split-at-meetings.ts';

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

/** A piece of one or several edges between two points, from its lower to its higher point id. */
interface SubEdge {
  a: number;
  b: number;
  /** Together, of the edges that run there. */
  weight: number;
  edges: number[];
  /** Of a whole edge: pieces of one line have exactly one direction. */
  dx: number;
  dy: number;
}

/**
 * The plane as it is walked: half-edge 2s runs a → b of sub-edge s, 2s+1 runs b → a; the next one around a face turns
 * sharpest left. A loop is a closed walk.
 */
interface Walks {
  next: Int32Array;
  loopOf: Int32Array;
  /** A half-edge of each loop. */
  loopStart: number[];
  /** Half-edges from each point. */
  out: number[][];
}

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
  const { subs, between } = cutAtStops(edges, stops);
  const walks = walkLoops(subs, points.length);

  // Loops of one face are joined: across idle sub-edges, and a component's outer loop with the face around it.
  const unbounded = walks.loopStart.length;
  const face = new Forest(unbounded + 1);
  subs.forEach((s, i) => {
    if (s.weight === 0) face.join(walks.loopOf[2 * i]!, walks.loopOf[2 * i + 1]!);
  });
  const component = new Forest(points.length);
  for (const s of subs) component.join(s.a, s.b);
  const rows = new EdgeRows(edges);
  for (const [root, at] of firstPoints(points, walks, component)) {
    const outer = walks.loopOf[northernmost(walks.out[at]!, subs)]!;
    const west = nearestWest(points[at]!, edges, rows, (i) => component.find(ends[i]![0]) !== root);
    if (west < 0) face.join(outer, unbounded);
    else {
      const [u, v] = pieceAt(points, stops[west]!, edges[west]!, points[at]!);
      const sub = between(u, v);
      // The half-edge that runs down has the point on its left.
      const runsUp = subs[sub]!.dy > 0;
      face.join(outer, walks.loopOf[2 * sub + (runsUp ? 1 : 0)]!);
    }
  }

  const beside = new Map<number, number[]>();
  walks.loopOf.forEach((loop, h) => {
    const f = face.find(loop);
    const list = beside.get(f);
    if (list) list.push(h);
    else beside.set(f, [h]);
  });
  const outside = face.find(unbounded);
  const winding = countCovers(subs, beside, outside, (h) => face.find(walks.loopOf[h]!));
  beside.delete(outside);
  return {
    faces: [...beside].map(([f, halves]) => ({ winding: winding.get(f) ?? 0, ...outlineOf(halves, subs, walks, points) })), // prettier-ignore
    idle: groupIdle(subs, ends, points),
  };
}

/** Edges cut at their stops; pieces that run between the same points are one. `between` finds the piece of two points. */
function cutAtStops(
  edges: readonly WeightedEdge[],
  stops: readonly (readonly number[])[],
): { subs: SubEdge[]; between: (u: number, v: number) => number } {
  const subs: SubEdge[] = [];
  const byEnds = new Map<number, number>();
  const keyOf = (u: number, v: number): number => Math.min(u, v) * 2 ** 26 + Math.max(u, v);
  edges.forEach((e, i) => {
    const along = stops[i]!;
    for (let k = 0; k + 1 < along.length; k++) {
      const u = along[k]!;
      const v = along[k + 1]!;
      const sign = u < v ? 1 : -1;
      let sub = byEnds.get(keyOf(u, v));
      if (sub === undefined) {
        sub = subs.length;
        const [a, b] = u < v ? [u, v] : [v, u];
        subs.push({ a, b, weight: 0, edges: [], dx: sign * (e.bx - e.ax), dy: sign * (e.by - e.ay) }); // prettier-ignore
        byEnds.set(keyOf(u, v), sub);
        if (subs.length > MAX_PIECES)
          throw new RangeError(`more than ${MAX_PIECES} pieces of unmatched edges`);
      }
      subs[sub]!.weight += sign * e.weight;
      subs[sub]!.edges.push(i);
    }
  });
  return { subs, between: (u, v) => byEnds.get(keyOf(u, v))! };
}

const dxOf = (subs: readonly SubEdge[], h: number) => (h & 1 ? -subs[h >> 1]!.dx : subs[h >> 1]!.dx); // prettier-ignore
const dyOf = (subs: readonly SubEdge[], h: number) => (h & 1 ? -subs[h >> 1]!.dy : subs[h >> 1]!.dy); // prettier-ignore

function walkLoops(subs: readonly SubEdge[], points: number): Walks {
  const halves = subs.length * 2;
  const out: number[][] = Array.from({ length: points }, () => []);
  subs.forEach((s, i) => {
    out[s.a]!.push(2 * i);
    out[s.b]!.push(2 * i + 1);
  });
  const next = new Int32Array(halves);
  for (const around of out) {
    around.sort((g, h) =>
      compareDirections(dxOf(subs, g), dyOf(subs, g), dxOf(subs, h), dyOf(subs, h)),
    );
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
  return { next, loopOf, loopStart, out };
}

/** The westernmost (and of those the southernmost) point of each connected component, by its root. */
function firstPoints(
  points: readonly Point[],
  { out }: Walks,
  component: Forest,
): Map<number, number> {
  const first = new Map<number, number>();
  points.forEach((p, i) => {
    if (out[i]!.length === 0) return;
    const root = component.find(i);
    const best = first.get(root);
    if (best === undefined || comesFirst(p, points[best]!)) first.set(root, i);
  });
  return first;
}

function comesFirst(p: Point, q: Point): boolean {
  return (comparePoints(p, q, 'x') || comparePoints(p, q, 'y')) < 0;
}

/** West of a component's first point lies the outer face: left of the half-edge nearest below due north. */
function northernmost(around: readonly number[], subs: readonly SubEdge[]): number {
  let best = around[0]!;
  for (const h of around) {
    const side = orientation(0, 0, dxOf(subs, best), dyOf(subs, best), dxOf(subs, h), dyOf(subs, h)); // prettier-ignore
    if (side > 0) best = h;
  }
  return best;
}

/** The two neighbouring stops of an edge between which it passes the height of a point, or just north of it. */
function pieceAt(
  points: readonly Point[],
  along: readonly number[],
  edge: WeightedEdge,
  at: Point,
): [number, number] {
  const up = edge.by > edge.ay;
  let k = 0;
  for (; k + 2 < along.length; k++) {
    const beyond = comparePoints(points[along[k + 1]!]!, at, 'y');
    if (up ? beyond > 0 : beyond <= 0) break;
  }
  return [along[k]!, along[k + 1]!];
}

/** How often each face is covered, from the unbounded one inwards. `beside` has the half-edges of each. */
function countCovers(
  subs: readonly SubEdge[],
  beside: ReadonlyMap<number, readonly number[]>,
  outside: number,
  faceOf: (half: number) => number,
): Map<number, number> {
  const winding = new Map<number, number>([[outside, 0]]);
  const queue = [outside];
  for (let f = queue.pop(); f !== undefined; f = queue.pop())
    for (const h of beside.get(f) ?? []) {
      const other = faceOf(h ^ 1);
      if (winding.has(other)) continue;
      const weight = h & 1 ? -subs[h >> 1]!.weight : subs[h >> 1]!.weight;
      winding.set(other, winding.get(f)! - weight);
      queue.push(other);
    }
  return winding;
}

/** The loops of a face, and the edges along it. */
function outlineOf(
  halves: readonly number[],
  subs: readonly SubEdge[],
  { next, loopOf, loopStart }: Walks,
  points: readonly Point[],
): Pick<Face, 'loops' | 'edges'> {
  const loops = new Map<number, number[]>();
  const along = new Set<number>();
  for (const h of halves) {
    const loop = loopOf[h]!;
    if (!loops.has(loop)) {
      const ring: number[] = [];
      let g = loopStart[loop]!;
      do {
        const p = points[g & 1 ? subs[g >> 1]!.b : subs[g >> 1]!.a]!;
        ring.push(p.x, p.y);
        g = next[g]!;
      } while (g !== loopStart[loop]);
      loops.set(loop, ring);
    }
    if (subs[h >> 1]!.weight !== 0) for (const i of subs[h >> 1]!.edges) along.add(i);
  }
  return { loops: [...loops.values()], edges: [...along] };
}

/** Edges across which the count does not change, in connected groups. */
function groupIdle(
  subs: readonly SubEdge[],
  ends: readonly (readonly [number, number])[],
  points: readonly Point[],
): Arrangement['idle'] {
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
  return [...idle.values()].map((g) => ({ edges: [...g.edges], at: g.at }));
}
