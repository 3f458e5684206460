import { pointInRing } from '#data/geo/ring.ts';

import type { Block } from './blocks.ts';
import type { Division } from './divide.ts';
import { createDraw, type Draw } from './draw.ts';
import type { EdgeLines } from './edge-lines.ts';
import type { Ground, Point } from './ground.ts';
import { groupBy } from './group-by.ts';
import { isOpen, type OpenLand } from './land.ts';
import { isWithin, middleOfRing, offLine } from './lots.ts';
import { smoothLine } from './offset.ts';
import { layPromenades } from './promenades.ts';
import { lengthOf, type Roads } from './roads.ts';
import type { Water } from './waters.ts';

/** A path through open land, metres: it begins at a vertex of the mesh where a road passes. */
export interface ParkPath {
  land: OpenLand;
  line: Point[];
}

/** How far from the shore a path goes round the water. */
const SHORE_M = 9;
const ENTRANCES_APART_M = 110;
/** A garden has its doors nearer to each other. */
const GARDEN_APART_M = 45;
/** In a park as wide a path goes round, else there is a round place in the middle. */
const ROUND_M = 11;
const LOOP_SHARE = 0.7;

/** Paths of parks and gardens, round the lake and the ponds, up the hill and along the river; each leads to the roads around. */
export function layParkPaths(
  division: Division,
  open: readonly OpenLand[],
  roads: Roads,
  waters: readonly Water[],
  ground: Ground,
  lines: EdgeLines,
  seed: number,
): ParkPath[] {
  const draw = createDraw(seed, 'park paths');
  const paths = layPromenades(division, open, roads, waters, ground, lines);
  for (const land of open) {
    const { grid, garden, shore } = land;
    if (shore.length < 3 || (!garden && (grid.strip || grid.purpose === 'riverside'))) continue;
    const doors = entrances(land);
    if (doors.length === 0) continue;
    const add = (line: Point[]): void => {
      if (line.length > 1) paths.push({ land, line });
    };
    const water = waters.find((one) => (garden ? one.garden === garden : one.grid === grid && !one.garden)); // prettier-ignore
    const isHill = !garden && grid.purpose === 'hill';
    const rings = water ? [grown(water.ring, SHORE_M)] : isHill ? contours(shore, draw) : [walk(shore, draw)]; // prettier-ignore
    for (const ring of rings) add([...ring, ring[0]!]);
    for (const door of doors) add(lead(door, rings[0]!, draw));
    for (let i = 1; i < rings.length; i++)
      for (let n = 0; n < 3; n++) {
        const from = rings[i - 1]![Math.floor(((n + 0.3 * draw()) / 3) * rings[i - 1]!.length)]!;
        add(lead(from, rings[i]!, draw));
      }
    const bridge = water?.islands[0] && crossing(rings[0]!, water.islands[0]);
    if (bridge) bridge.forEach(add);
  }
  return paths;

  /** Corners of a park that lie on roads, some way from each other. */
  function entrances({ cells, garden }: OpenLand): Point[] {
    const { mesh } = division;
    const own = cells.flatMap((cell) => mesh.faces[cell.face]!);
    const apartM = garden ? GARDEN_APART_M : ENTRANCES_APART_M;
    const out: Point[] = [];
    for (const vertex of new Set(own)) {
      const next = roads.neighbours.get(vertex);
      if (!next) continue;
      const at = lines.metres(vertex, next[0]!)[0]!;
      if (out.every((other) => lengthOf([at, other]) > apartM)) out.push(at);
    }
    return out.slice(0, garden ? 4 : 6);
  }
}

/** A walk round the park, or a round place in its middle. */
function walk(shore: readonly Point[], draw: Draw): Point[] {
  const [x, y] = middleOfRing(shore);
  const isLoop = draw() < 0.5;
  const count = isLoop ? 32 : 16;
  const ring = Array.from({ length: count }, (_, i): Point => {
    const angle = (i / count) * 2 * Math.PI;
    const r = isLoop ? LOOP_SHARE * reach(shore, [x, y], angle) : Math.min(ROUND_M, 0.5 * reach(shore, [x, y], angle)); // prettier-ignore
    return [x + r * Math.cos(angle), y + r * Math.sin(angle)];
  });
  return isLoop ? smoothLine([...ring, ring[0]!], 4).slice(0, -1) : ring;
}

/** A path from a place to the nearest corner of a ring, swaying a little on its way. */
function lead(from: Point, ring: readonly Point[], draw: Draw): Point[] {
  const to = ring.reduce((best, p) => (lengthOf([from, p]) < lengthOf([from, best]) ? p : best));
  const length = lengthOf([from, to]);
  if (length < 3) return [];
  const [nx, ny] = [-(to[1] - from[1]) / length, (to[0] - from[0]) / length];
  const sway = 0.1 * length * (draw() - 0.5);
  const count = Math.max(2, Math.ceil(length / 12));
  return Array.from({ length: count + 1 }, (_, i): Point => {
    const t = i / count;
    if (i === 0) return from;
    if (i === count) return to;
    const off = sway * Math.sin(Math.PI * t) + 0.4 * sway * Math.sin(2 * Math.PI * t);
    return [from[0] + t * (to[0] - from[0]) + off * nx, from[1] + t * (to[1] - from[1]) + off * ny];
  });
}

/** Rings round a hilltop, the outermost first. */
function contours(shore: readonly Point[], draw: Draw): Point[][] {
  const [x, y] = middleOfRing(shore);
  const phase = 6 * draw();
  return [0.66, 0.36].map((share) => {
    const ring = Array.from({ length: 44 }, (_, i): Point => {
      const angle = (i / 44) * 2 * Math.PI;
      const r = share * reach(shore, [x, y], angle) * (1 + 0.1 * Math.sin(5 * angle + phase));
      return [x + r * Math.cos(angle), y + r * Math.sin(angle)];
    });
    return smoothLine([...ring, ring[0]!], 3).slice(0, -1);
  });
}

/** How far it is from within a convex ring to its border in a direction, metres. */
export function reach(ring: readonly Point[], [x, y]: Point, angle: number): number {
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

/** A star-shaped ring moved outwards. */
function grown(ring: readonly Point[], m: number): Point[] {
  const [x, y] = middleOfRing(ring);
  return ring.map(([px, py]): Point => {
    const r = Math.hypot(px - x, py - y) || 1;
    return [px + ((px - x) / r) * m, py + ((py - y) / r) * m];
  });
}

/** From the path round a lake over an island to the other side, and round the island. */
function crossing(ring: readonly Point[], island: readonly Point[]): Point[][] {
  const around = grown(island, -7);
  if (around.some((p) => !isWithin(island, p))) return [];
  const pairOf = (share: number): Point[] => {
    const from = ring[Math.floor(share * ring.length)]!;
    const to = around.reduce((best, p) => (lengthOf([from, p]) < lengthOf([from, best]) ? p : best)); // prettier-ignore
    return [from, to];
  };
  return [[...around, around[0]!], pairOf(0.02), pairOf(0.55)];
}

/** Pavilions of a park stand by a path, not on one and in no water. */
const PAVILION_M: [least: number, most: number] = [9, 34];
const GARDEN_PAVILION_M = 6;

/** Where nothing may be built on open land, block by block; nothing to heed elsewhere. */
export function createKeepOut(
  waters: readonly Water[],
  paths: readonly ParkPath[],
): (block: Block) => ((at: Point) => boolean) | undefined {
  // The walks along the river are everybody's.
  const pathsOf = groupBy(paths, ({ land: { garden, grid } }) => garden ?? (grid.purpose === 'riverside' ? 'riverside' : grid)); // prettier-ignore
  const rings = waters.map(({ ring }) => ring.flat());
  const boxes = waters.map(({ ring }) => boxOf(ring));
  return ({ cell, form }) => {
    const isGarden = form === 'pocket' && !isOpen(cell.grid.purpose);
    if (!isGarden && !isOpen(cell.grid.purpose)) return undefined;
    const owner = isGarden ? cell : cell.grid.purpose === 'riverside' ? 'riverside' : cell.grid;
    const own = (pathsOf.get(owner) ?? []).map(({ line }) => line);
    const [least, most] = PAVILION_M;
    return (at) => {
      const isWet = boxes.some(([west, south, east, north], i) =>
        at[0] > west && at[0] < east && at[1] > south && at[1] < north && pointInRing(at[0], at[1], rings[i]!) >= 0); // prettier-ignore
      if (isWet) return true;
      if (own.length === 0) return false;
      const m = Math.min(...own.map((line) => offLine(at, line)));
      return m < (isGarden ? GARDEN_PAVILION_M : least) || m > most;
    };
  };
}

function boxOf(ring: readonly Point[]): [number, number, number, number] {
  const [xs, ys] = [ring.map((p) => p[0]), ring.map((p) => p[1])];
  return [Math.min(...xs) - 8, Math.min(...ys) - 8, Math.max(...xs) + 8, Math.max(...ys) + 8];
}
