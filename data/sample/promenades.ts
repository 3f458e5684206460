import { pointInRing } from '#data/geo/ring.ts';

import type { Division } from './divide.ts';
import type { EdgeLines } from './edge-lines.ts';
import type { Ground, Point } from './ground.ts';
import type { OpenLand } from './land.ts';
import { partOfLine } from './offset.ts';
import type { ParkPath } from './parks.ts';
import { lengthOf, type Roads } from './roads.ts';
import { lineAlong, type Water } from './waters.ts';

/** From the shore to the walk along it; and between the ways that lead down to it from the bank road. */
const SHORE_M = 13;
const WAYS_APART_M = 260;
/** A bank is a strip of a few dozen metres: a road that is farther off is not its own. */
const REACH_M = 75;

/** A walk along each bank of the river as far as it is green, with ways down to it. */
export function layPromenades(
  { mesh }: Division,
  open: readonly OpenLand[],
  roads: Roads,
  waters: readonly Water[],
  ground: Ground,
  lines: EdgeLines,
): ParkPath[] {
  const paths: ParkPath[] = [];
  const creeks = waters.filter((water) => water.class !== 'river').map(({ ring }) => ring.flat());
  const isWet = (a: Point, b: Point): boolean =>
    [0, 0.25, 0.5, 0.75, 1].some(
      (t) =>
      creeks.some((ring) => pointInRing(a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), ring) >= 0), // prettier-ignore
    );
  for (const side of [-1, 1] as const) {
    const along = lineAlong(ground, ground.riverV, side * (ground.riverHalfM + SHORE_M));
    const walk = partOfLine(along, 40, lengthOf(along) - 40);
    const doors: { land: OpenLand; at: Point; n: number }[] = [];
    for (const land of open) {
      if (land.garden || land.grid.purpose !== 'riverside') continue;
      for (const vertex of new Set(land.cells.flatMap((cell) => mesh.faces[cell.face]!))) {
        const next = roads.neighbours.get(vertex);
        if (!next || Math.abs(mesh.points[vertex]![1] - ground.riverV) < ground.riverHalfM) continue; // prettier-ignore
        const at = lines.metres(vertex, next[0]!)[0]!;
        const n = nearest(walk, at);
        if (lengthOf([walk[n]!, at]) < REACH_M && !isWet(walk[n]!, at)) doors.push({ land, at, n });
      }
    }
    doors.sort((p, q) => p.n - q.n);
    const [first, last] = [doors[0], doors.at(-1)];
    if (!first || !last || last.n - first.n < 2) continue;
    // From the first way down to the last: no end of it is left in the grass.
    paths.push({ land: first.land, line: walk.slice(first.n, last.n + 1) });
    let after: Point | null = null;
    for (const door of doors) {
      if (after && door !== last && lengthOf([after, door.at]) < WAYS_APART_M) continue;
      paths.push({ land: door.land, line: [door.at, walk[door.n]!] });
      after = door.at;
    }
  }
  return paths;
}

function nearest(line: readonly Point[], at: Point): number {
  let best = 0;
  line.forEach((p, i) => {
    if (lengthOf([p, at]) < lengthOf([line[best]!, at])) best = i;
  });
  return best;
}
