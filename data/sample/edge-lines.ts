import type { Ring } from '#data/geo/geometry.ts';

import { toPosition, type Ground, type Point } from './ground.ts';
import { sideKey, type Mesh } from './mesh.ts';

/** How far a bent edge may lie from the straight pieces that stand for it, metres. */
const MOST_OFF_M = 0.15;

/** The edges of a mesh as lines on the ground: both sides of an edge get the very same points. */
export interface EdgeLines {
  /** From a to b, both ends among them: metres. */
  metres: (a: number, b: number) => Point[];
  /** The same on the lattice, degrees. */
  degrees: (a: number, b: number) => Ring;
}

/** Edges of the plan bent as the ground is, in as many straight pieces as that takes. */
export function bendEdges(mesh: Mesh, ground: Ground): EdgeLines {
  const lines = new Map<number, { metres: Point[]; degrees: Ring }>();
  const bent: Point[] = [];
  const bentAt = (vertex: number): Point => (bent[vertex] ??= ground.bend(...mesh.points[vertex]!));
  const lineOf = (a: number, b: number) => {
    const key = sideKey(a, b);
    let line = lines.get(key);
    if (line) return line;
    const [from, to] = a < b ? [a, b] : [b, a];
    const [p, q] = [mesh.points[from]!, mesh.points[to]!];
    const at = (t: number): Point =>
      ground.bend(p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1]));
    const middle = at(0.5);
    const off = Math.hypot(
      middle[0] - (bentAt(from)[0] + bentAt(to)[0]) / 2,
      middle[1] - (bentAt(from)[1] + bentAt(to)[1]) / 2,
    );
    const pieces = Math.max(1, Math.ceil(Math.sqrt(off / MOST_OFF_M)));
    const metres: Point[] = [bentAt(from)];
    for (let i = 1; i < pieces; i++) metres.push(at(i / pieces));
    metres.push(bentAt(to));
    line = { metres, degrees: metres.map((point) => toPosition(ground, point)) };
    lines.set(key, line);
    return line;
  };
  return {
    metres: (a, b) => (a < b ? lineOf(a, b).metres : lineOf(a, b).metres.toReversed()),
    degrees: (a, b) => (a < b ? lineOf(a, b).degrees : lineOf(a, b).degrees.toReversed()),
  };
}
