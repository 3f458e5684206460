import { below } from './cut-by-share.ts';
import type { Point } from './ground.ts';

/** A straight piece of a border, metres, with what is built on to its left; and how much of that it takes itself. */
export interface Side {
  from: Point;
  to: Point;
  takesM: number;
}

/** The convex ground that is left to the left of all sides, counter-clockwise; [] where nothing is. */
export function groundWithin(sides: readonly Side[]): Point[] {
  if (sides.length < 3) return [];
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { from } of sides) {
    west = Math.min(west, from[0]);
    east = Math.max(east, from[0]);
    south = Math.min(south, from[1]);
    north = Math.max(north, from[1]);
  }
  let ring: Point[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ];
  for (const { from, to, takesM } of sides) {
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    if (length < 0.01) continue;
    // The normal to the right: what is kept lies below it.
    const n: Point = [(to[1] - from[1]) / length, (from[0] - to[0]) / length];
    ring = below(ring, n, n[0] * from[0] + n[1] * from[1] - takesM);
    if (ring.length < 3) return [];
  }
  return withoutShortSides(ring);
}

function withoutShortSides(ring: readonly Point[]): Point[] {
  const out: Point[] = [];
  for (const point of ring) {
    const last = out.at(-1);
    if (last && Math.hypot(point[0] - last[0], point[1] - last[1]) < 0.05) continue;
    out.push(point);
  }
  const [first, last] = [out[0], out.at(-1)];
  if (out.length > 1 && first && last && Math.hypot(first[0] - last[0], first[1] - last[1]) < 0.05)
    out.pop();
  return out.length < 3 ? [] : out;
}

/** Whether a point lies within a convex ring that runs counter-clockwise. */
export function isWithin(ring: readonly Point[], [x, y]: Point): boolean {
  for (let i = 0; i < ring.length; i++) {
    const [a, b] = [ring[i]!, ring[(i + 1) % ring.length]!];
    if ((b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]) < 0) return false;
  }
  return ring.length > 2;
}

/** The mean of a ring's corners. */
export function middleOfRing(ring: readonly Point[]): Point {
  let [x, y] = [0, 0];
  for (const p of ring) {
    x += p[0] / ring.length;
    y += p[1] / ring.length;
  }
  return [x, y];
}

/** Metres from a place to a line. */
export function offLine([x, y]: Point, line: readonly Point[]): number {
  let least = Infinity;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!];
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    const t = Math.max(0, Math.min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy || 1))); // prettier-ignore
    least = Math.min(least, Math.hypot(x - a[0] - t * dx, y - a[1] - t * dy));
  }
  return least;
}
