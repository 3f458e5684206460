import type { Position, Ring } from '#data/geo/geometry.ts';

import { landAround, RAIL_OFF_M } from './blocks.ts';
import type { Division, GridPlan } from './divide.ts';
import { between, createDraw } from './draw.ts';
import { toPosition, type Ground, type Point } from './ground.ts';
import { isWithin, middleOfRing } from './lots.ts';
import type { Roads } from './roads.ts';

/** Ponds and the lake: rings in metres, with the grid that each lies in. */
export interface Pond {
  grid: GridPlan;
  isLake: boolean;
  ring: Point[];
}

/** The lake in its park, and ponds in some of the others. */
export function digPonds(division: Division, roads: Roads, ground: Ground, seed: number): Pond[] {
  const draw = createDraw(seed, 'ponds');
  const ponds: Pond[] = [];
  for (const grid of division.grids) {
    const isLake = grid.purpose === 'lake';
    if (!isLake && (grid.purpose !== 'park' || draw() < 0.45)) continue;
    const shore = landAround(division, roads, ground, [grid]);
    if (shore.length < 3) continue;
    const middle = middleOfRing(shore);
    const phase = between(draw, 0, 2 * Math.PI);
    const fill = isLake ? 0.68 : between(draw, 0.34, 0.5);
    const count = isLake ? 72 : 28;
    const ring = Array.from({ length: count }, (_, i): Point => {
      const angle = (i / count) * 2 * Math.PI;
      const swing = 1 + 0.16 * Math.sin(2 * angle + phase) + 0.11 * Math.sin(3 * angle - phase) + 0.05 * Math.sin(5 * angle); // prettier-ignore
      const r = fill * swing * reach(shore, middle, angle);
      return [middle[0] + r * Math.cos(angle), middle[1] + r * Math.sin(angle)];
    });
    ponds.push({ grid, isLake, ring: smooth(ring) });
  }
  return ponds;
}

/** How far it is from within a convex ring to its border in a direction, metres. */
function reach(ring: readonly Point[], [x, y]: Point, angle: number): number {
  const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
  let least = Infinity;
  for (let i = 0; i < ring.length; i++) {
    const [a, b] = [ring[i]!, ring[(i + 1) % ring.length]!];
    // Outward normal of the side.
    const [nx, ny] = [b[1] - a[1], a[0] - b[0]];
    const towards = nx * dx + ny * dy;
    if (towards > 0) least = Math.min(least, (nx * (a[0] - x) + ny * (a[1] - y)) / towards);
  }
  return least;
}

function smooth(ring: Point[]): Point[] {
  return ring.map((_, i): Point => {
    let [x, y] = [0, 0];
    for (let d = -3; d <= 3; d++) {
      const p = ring[(i + d + ring.length) % ring.length]!;
      x += p[0] / 7;
      y += p[1] / 7;
    }
    return [x, y];
  });
}

/** Where a line along the plan lies, moved aside by so many metres to the north, as far as the district goes. */
export function lineAlong(ground: Ground, v: number, asideM: number): Point[] {
  const at = (u: number): Point => {
    const [x, y] = ground.bend(u, v);
    const [ax, ay] = ground.bend(u - 5, v);
    const [bx, by] = ground.bend(u + 5, v);
    const length = Math.hypot(bx - ax, by - ay);
    return [x - ((by - ay) / length) * asideM, y + ((bx - ax) / length) * asideM];
  };
  const inside = (u: number): boolean => isWithin(ground.outline, [u, v + asideM]);
  const limit = (side: 1 | -1): number => {
    let [low, high] = [0, 1.5 * ground.radius];
    for (let i = 0; i < 40; i++) {
      const middle = (low + high) / 2;
      if (inside(side * middle)) low = middle;
      else high = middle;
    }
    return side * low;
  };
  const [west, east] = [limit(-1), limit(1)];
  const count = Math.ceil((east - west) / 40);
  return Array.from({ length: count + 1 }, (_, i) => at(west + (i / count) * (east - west)));
}

/** The river from bank to bank. */
export function riverRing(ground: Ground): Ring {
  const south = lineAlong(ground, ground.riverV, -ground.riverHalfM);
  const axis = lineAlong(ground, ground.riverV, 0);
  const north = lineAlong(ground, ground.riverV, ground.riverHalfM);
  const ring = [...south, axis.at(-1)!, ...north.toReversed(), axis[0]!];
  const out: Ring = ring.map((point) => toPosition(ground, point));
  out.push([...out[0]!]);
  return out;
}

export function railLine(ground: Ground): Position[] {
  return lineAlong(ground, ground.railV, RAIL_OFF_M).map((point) => toPosition(ground, point));
}
