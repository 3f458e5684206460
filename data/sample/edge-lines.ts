import type { Ring } from '#data/geo/geometry.ts';

import { toPosition, type Ground, type Point } from './ground.ts';
import { sideKey, type Mesh } from './mesh.ts';

/** How far a bent edge may lie from the straight pieces that stand for it, metres. */
const MOST_OFF_M = 0.15;
/** Nearer to a joint no other point is needed, as a share of an edge. */
const NEAR = 0.04;

/** The edges of a mesh as lines on the ground: both sides of an edge get the very same points. */
export interface EdgeLines {
  /** From a to b, both ends among them: metres. */
  metres: (a: number, b: number) => Point[];
  /** The same on the lattice, degrees. */
  degrees: (a: number, b: number) => Ring;
  /** Where a vertex lies, metres. */
  at: (vertex: number) => Point;
  /** Makes a point of an edge one of its line's, `share` of the way from a to b; where it lies. Before anything is made of the line. */
  addJoint: (a: number, b: number, share: number) => Point;
}

/** Edges of the plan bent as the ground is, in as many straight pieces as that takes. */
export function bendEdges(mesh: Mesh, ground: Ground): EdgeLines {
  const lines = new Map<number, { metres: Point[]; degrees: Ring }>();
  const joints = new Map<number, number[]>();
  const bent: Point[] = [];
  const bentAt = (vertex: number): Point => (bent[vertex] ??= ground.bend(...mesh.points[vertex]!));
  /** A point of the edge from the smaller to the larger vertex. */
  const along = (from: number, to: number, t: number): Point => {
    const [p, q] = [mesh.points[from]!, mesh.points[to]!];
    return ground.bend(p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1]));
  };
  const lineOf = (a: number, b: number) => {
    const key = sideKey(a, b);
    let line = lines.get(key);
    if (line) return line;
    const [from, to] = a < b ? [a, b] : [b, a];
    const middle = along(from, to, 0.5);
    const off = Math.hypot(
      middle[0] - (bentAt(from)[0] + bentAt(to)[0]) / 2,
      middle[1] - (bentAt(from)[1] + bentAt(to)[1]) / 2,
    );
    const pieces = Math.max(1, Math.ceil(Math.sqrt(off / MOST_OFF_M)));
    const own = joints.get(key) ?? [];
    const shares = [...own];
    for (let i = 1; i < pieces; i++)
      if (own.every((t) => Math.abs(t - i / pieces) > NEAR)) shares.push(i / pieces);
    shares.sort((p, q) => p - q);
    const metres = [bentAt(from), ...shares.map((t) => along(from, to, t)), bentAt(to)];
    line = { metres, degrees: metres.map((point) => toPosition(ground, point)) };
    lines.set(key, line);
    return line;
  };
  return {
    metres: (a, b) => (a < b ? lineOf(a, b).metres : lineOf(a, b).metres.toReversed()),
    degrees: (a, b) => (a < b ? lineOf(a, b).degrees : lineOf(a, b).degrees.toReversed()),
    at: bentAt,
    addJoint(a, b, share) {
      const key = sideKey(a, b);
      const t = a < b ? share : 1 - share;
      const own = joints.get(key) ?? [];
      // Two ways that leave a road at nearly the same place leave it at the same.
      const near = own.find((other) => Math.abs(other - t) < NEAR);
      if (near === undefined) joints.set(key, [...own, t]);
      lines.delete(key);
      return a < b ? along(a, b, near ?? t) : along(b, a, near ?? t);
    },
  };
}
