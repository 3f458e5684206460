import { pointInRing } from '#data/geo/ring.ts';

import type { BeyondGround } from './beyond-ground.ts';
import type { CellPlan, GridPlan } from './divide.ts';
import { between, createDraw } from './draw.ts';
import type { EdgeLines } from './edge-lines.ts';
import type { Ground, Point } from './ground.ts';
import type { OpenLand } from './land.ts';
import { isWithin, middleOfRing } from './lots.ts';
import { reach } from './parks.ts';
import type { Roads } from './roads.ts';
import { creekRing, moatRing } from './strip-lines.ts';

/** Open water: rings in metres, and the grid whose open land it lies in. */
export interface Water {
  class: 'pond' | 'canal' | 'moat' | 'river' | 'lake';
  ring: Point[];
  islands: Point[][];
  grid: GridPlan | null;
  garden: CellPlan | null;
}

/** A garden smaller than this has no pond. */
const POND_LEAST_M2 = 2600;

/** The river, what flows into it, the lake in its park, and ponds in some of the others. */
export function layWaters(
  open: readonly OpenLand[],
  roads: Roads,
  ground: Ground,
  beyond: BeyondGround,
  lines: EdgeLines,
  seed: number,
): Water[] {
  const draw = createDraw(seed, 'ponds');
  const waters: Water[] = [
    { class: 'river', ring: riverRing(ground, beyond), islands: [], grid: null, garden: null },
  ];
  for (const strip of roads.strips) {
    if (strip.kind === 'creek') waters.push({ class: 'canal', ring: creekRing(strip, lines, ground), islands: [], grid: null, garden: null }); // prettier-ignore
    if (strip.kind === 'rampart') waters.push({ class: 'moat', ring: moatRing(strip, lines, ground), islands: [], grid: null, garden: null }); // prettier-ignore
  }
  for (const { grid, garden, shore } of open) {
    const isLake = grid.purpose === 'lake' && !garden;
    if (shore.length < 3) continue;
    if (garden && (ringM2(shore) < POND_LEAST_M2 || draw() < 0.74)) continue;
    if (!garden && !isLake && (grid.purpose !== 'park' || grid.strip || draw() < 0.35)) continue;
    const middle = middleOfRing(shore);
    const phase = between(draw, 0, 2 * Math.PI);
    const fill = isLake ? 0.72 : between(draw, 0.34, 0.5);
    const ring = shape(shore, middle, fill, phase, isLake ? 72 : 28);
    const islands: Point[][] = [];
    if (isLake) {
      const r = 0.16 * Math.sqrt(ringM2(ring));
      islands.push(
        Array.from({ length: 24 }, (_, i): Point => {
          const angle = -(i / 24) * 2 * Math.PI;
          const far = r * (1 + 0.25 * Math.cos(2 * angle + phase));
          return [middle[0] + 0.5 * r + far * Math.cos(angle), middle[1] - 0.3 * r + far * Math.sin(angle)]; // prettier-ignore
        }),
      );
    }
    waters.push({ class: isLake ? 'lake' : 'pond', ring, islands, grid, garden });
  }
  return waters;
}

function shape(shore: readonly Point[], middle: Point, fill: number, phase: number, count: number) {
  const ring = Array.from({ length: count }, (_, i): Point => {
    const angle = (i / count) * 2 * Math.PI;
    const swing = 1 + 0.14 * Math.sin(2 * angle + phase) + 0.1 * Math.sin(3 * angle - phase) + 0.05 * Math.sin(5 * angle); // prettier-ignore
    const r = Math.min(0.9, fill * swing) * reach(shore, middle, angle);
    return [middle[0] + r * Math.cos(angle), middle[1] + r * Math.sin(angle)];
  });
  return smooth(ring);
}

function ringM2(ring: readonly Point[]): number {
  let sum = 0;
  for (let i = 0; i < ring.length; i++) {
    const [a, b] = [ring[i]!, ring[(i + 1) % ring.length]!];
    sum += a[0] * b[1] - b[0] * a[1];
  }
  return Math.abs(sum / 2);
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

/** Where a line along the plan lies, moved aside by so many metres to the north, from the district's west to its east and on as far as is said. */
export function lineAlong(
  ground: Ground,
  v: number,
  asideM: number,
  beyond?: { bend: Ground['bend']; west: number; east: number },
): Point[] {
  const { bend } = beyond ?? ground;
  const at = (u: number): Point => {
    const [x, y] = bend(u, v);
    const [ax, ay] = bend(u - 5, v);
    const [bx, by] = bend(u + 5, v);
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
  const along = (from: number, to: number, everyM: number): Point[] => {
    const count = Math.ceil(Math.abs(to - from) / everyM);
    return Array.from({ length: count + 1 }, (_, i) => at(from + (i / count) * (to - from)));
  };
  if (!beyond) return along(west, east, 40);
  return [
    ...along(beyond.west, west, BEYOND_STEP_M).slice(0, -1),
    ...along(west, east, 40),
    ...along(east, beyond.east, BEYOND_STEP_M).slice(1),
  ];
}

/** A line beyond the outline has a point every so many metres. */
const BEYOND_STEP_M = 110;

/** The river from bank to bank, from where it comes from as far as the greater one that it flows into. */
function riverRing(ground: Ground, { bend, greatRiver }: BeyondGround): Point[] {
  const mouth = greatRiver.ring.flat();
  let west = -1.1 * ground.radius;
  while (west > -5 * ground.radius && pointInRing(...bend(west, ground.riverV), mouth) < 0)
    west -= 60;
  const reach = { bend, west: west - 200, east: 6.5 * ground.radius };
  const side = (asideM: number): Point[] => lineAlong(ground, ground.riverV, asideM, reach);
  return [...side(-ground.riverHalfM), ...side(ground.riverHalfM).toReversed()];
}
