import { orientation } from '#data/geo/orientation.ts';
import { cellIds, type Coverage } from './coverage.ts';

/** Numbers an edge in `BorderEdges.edges`: ax, ay, bx, by, cell west of it, cell east of it. */
export const EDGE = 6;

/**
 * The edges of a coverage, each from its lower end up (a level one from west to east), one after
 * another in one array so that an edge is one read from memory. An edge is named by its offset.
 */
export interface BorderEdges {
  /** Cell ids by index; index 0 is outside. */
  ids: Uint32Array;
  /** West of a level edge is north of it, east of it south. Cells by index. */
  edges: Int32Array;
}

export function createEdges(c: Coverage): BorderEdges {
  const { vertices, starts } = c;
  const ids = [0, ...cellIds(c)];
  const index = new Map(ids.map((id, i) => [id, i]));
  const arcs = c.left.length;
  const edges = new Int32Array((vertices.length / 2 - arcs) * EDGE);
  let e = 0;
  for (let i = 0; i < arcs; i++) {
    const left = index.get(c.left[i]!)!;
    const right = index.get(c.right[i]!)!;
    for (let v = starts[i]!; v + 1 < starts[i + 1]!; v++, e += EDGE) {
      const ax = vertices[2 * v]!;
      const ay = vertices[2 * v + 1]!;
      const bx = vertices[2 * v + 2]!;
      const by = vertices[2 * v + 3]!;
      const up = by > ay || (by === ay && bx > ax);
      edges[e] = up ? ax : bx;
      edges[e + 1] = up ? ay : by;
      edges[e + 2] = up ? bx : ax;
      edges[e + 3] = up ? by : ay;
      edges[e + 4] = up ? left : right;
      edges[e + 5] = up ? right : left;
    }
  }
  return { ids: Uint32Array.from(ids), edges };
}

/**
 * Which side of edge e a point lies on, > 0 left, 0 on its line; exact, though the point need not be
 * a lattice point but a multiple of 2⁻²⁰ of a step: its whole part and its fraction are each exact,
 * and rounding their sum keeps its sign.
 */
export function sideOf(edges: Int32Array, e: number, x: number, y: number): number {
  const ax = edges[e]!;
  const ay = edges[e + 1]!;
  const dx = edges[e + 2]! - ax;
  const dy = edges[e + 3]! - ay;
  const wx = Math.floor(x);
  const wy = Math.floor(y);
  return dx * (wy - ay) - dy * (wx - ax) + (dx * (y - wy) - dy * (x - wx));
}

/** Of two edges that pass one latitude and do not cross: whether e lies east of f there. */
export function isEastOf(edges: Int32Array, e: number, f: number): boolean {
  const ay = edges[e + 1]!;
  const by = edges[e + 3]!;
  const cy = edges[f + 1]!;
  const dy = edges[f + 3]!;
  const low = ay >= cy ? sideOfEnd(edges, f, e) : -sideOfEnd(edges, e, f);
  if (low !== 0) return low < 0;
  return by <= dy ? sideOfEnd(edges, f, e + 2) < 0 : sideOfEnd(edges, e, f + 2) > 0;
}

/** Which side of edge e the end at an offset lies on. */
function sideOfEnd(edges: Int32Array, e: number, end: number): number {
  return orientation(
    edges[e]!,
    edges[e + 1]!,
    edges[e + 2]!,
    edges[e + 3]!,
    edges[end]!,
    edges[end + 1]!,
  );
}
