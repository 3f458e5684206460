import { ringArea2 } from '#data/geo/ring.ts';

import type { EdgeSet } from './edge-set.ts';

/** The borders of a cell, from west to east: the cell is the land below the +1 less the land below the −1. */
export interface CellLand {
  /** Of each edge ax, ay, bx, by and its sign; by ax. */
  edges: [ax: number, ay: number, bx: number, by: number, sign: 1 | -1][];
  /** Twice its area, steps². */
  area2: number;
  west: number;
  south: number;
  east: number;
  north: number;
}

export function landOf(set: EdgeSet, cell: number): CellLand {
  return landWithin([...set.of(cell)].map((id) => ({ ...set.edge(id), isBelow: set.edge(id).right === cell }))); // prettier-ignore
}

/**
 * The land of polygons, each an outer ring and its holes, not closed, whichever way they run. Of a ring that crosses itself
 * the land to one side is counted, and that to the other taken away.
 */
export function landOfPolygons(
  polygons: readonly (readonly (readonly { x: number; y: number }[])[])[],
): CellLand {
  const edges = polygons.flatMap((rings) =>
    rings.flatMap((ring, r) => {
      const isCounterClockwise = ringArea2(ring.flatMap(({ x, y }) => [x, y])) > 0;
      // Land lies to the left of outer rings that run counter-clockwise, and of holes that run clockwise.
      const isLeft = isCounterClockwise === (r === 0);
      return ring.map((from, i) => {
        const to = ring[(i + 1) % ring.length]!;
        const isForth = from.x < to.x || (from.x === to.x && from.y < to.y);
        const [a, b] = isForth ? [from, to] : [to, from];
        return { ax: a.x, ay: a.y, bx: b.x, by: b.y, isBelow: isForth !== isLeft };
      });
    }),
  );
  return landWithin(edges);
}

/** The land within edges, each from its lesser end; whether the land lies below it, to its right, or above. */
export function landWithin(
  edges: readonly { ax: number; ay: number; bx: number; by: number; isBelow: boolean }[],
): CellLand {
  const land: CellLand = { edges: [], area2: 0, west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }; // prettier-ignore
  for (const { ax, ay, bx, by, isBelow } of edges) {
    land.west = Math.min(land.west, ax);
    land.east = Math.max(land.east, bx);
    land.south = Math.min(land.south, ay, by);
    land.north = Math.max(land.north, ay, by);
    if (ax < bx) land.edges.push([ax, ay, bx, by, isBelow ? 1 : -1]);
  }
  for (const [ax, ay, bx, by, sign] of land.edges)
    land.area2 += sign * (bx - ax) * (ay + by - 2 * land.south);
  land.edges.sort((e, f) => e[0] - f[0]);
  return land;
}

/**
 * Twice the area that two cells share, steps². Sets of the same origin.
 *
 * A cell is a signed sum of the trapezoids between its edges and a level below, so what two share is the signed sum over
 * pairs of edges of the area under the lower of both. No crossing is looked for: nothing can fail, and rounding
 * (1e-4 steps²) is all there is of error.
 */
export function sharedArea2(a: CellLand, b: CellLand): number {
  if (a.west >= b.east || b.west >= a.east || a.south >= b.north || b.south >= a.north) return 0;
  const level = Math.min(a.south, b.south);
  let sum = 0;
  for (const [ax, ay, bx, by, sign] of a.edges)
    for (const [cx, cy, dx, dy, other] of b.edges) {
      if (cx >= bx) break;
      if (dx <= ax) continue;
      const from = Math.max(ax, cx);
      const to = Math.min(bx, dx);
      const [e, f] = [(by - ay) / (bx - ax), (dy - cy) / (dx - cx)];
      const e0 = ay - level + e * (from - ax);
      const e1 = ay - level + e * (to - ax);
      const f0 = cy - level + f * (from - cx);
      const f1 = cy - level + f * (to - cx);
      sum += sign * other * (to - from) * twiceLower(e0, e1, f0, f1);
    }
  return sum;
}

/** Of two lines over a stretch of length 1, by their heights at its ends: twice the area under the lower of both. */
function twiceLower(e0: number, e1: number, f0: number, f1: number): number {
  const [d0, d1] = [e0 - f0, e1 - f1];
  if (d0 <= 0 && d1 <= 0) return e0 + e1;
  if (d0 >= 0 && d1 >= 0) return f0 + f1;
  const at = d0 / (d0 - d1);
  const cross = e0 + at * (e1 - e0);
  return (Math.min(e0, f0) + cross) * at + (cross + Math.min(e1, f1)) * (1 - at);
}
