import { orientation } from '#data/geo/orientation.ts';

import { borderThrough } from './border-path.ts';
import { orient, type EdgeSet, type LatticePoint } from './edge-set.ts';
import { refuse, type Edit, type EditRefusal } from './edit.ts';
import { pointKey } from './point-key.ts';
import { replaceEdges } from './replace-edges.ts';

export interface SimplifyInput {
  /** The ends of one edge of the border, lattice steps from the origin. */
  edge: readonly [LatticePoint, LatticePoint];
  toleranceM: number;
  /** Lattice steps that make a metre there, east and north. */
  stepsX: number;
  stepsY: number;
}

/**
 * Leaves out vertices of the whole border that an edge is part of, so that none left out lies farther than a distance
 * from the line that stays (Douglas, Peucker 1973). Its ends stay; a loop keeps three corners at least.
 */
export function simplifyBorder(
  set: EdgeSet,
  { edge: [from, to], toleranceM, stepsX, stepsY }: SimplifyInput,
): Edit | EditRefusal {
  const id = set.between(from.x, from.y, to.x, to.y);
  if (id < 0) return refuse('no-such-cell');
  const { points, left, right } = borderThrough(set, id);
  const metres = points.map(({ x, y }) => ({ x: x / stepsX, y: y / stepsY }));
  const keeps = new Uint8Array(points.length);
  keeps[0] = keeps[points.length - 1] = 1;
  const closed = points[0]!.x === points.at(-1)!.x && points[0]!.y === points.at(-1)!.y;
  const waiting: [number, number][] = [[0, points.length - 1]];
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    const [from, to] = part;
    let [far, at] = [-1, -1];
    for (let i = from + 1; i < to; i++) {
      const distance = distanceTo(metres[i]!, metres[from]!, metres[to]!);
      if (distance > far) [far, at] = [distance, i];
    }
    // The first cut of a loop, and one on either side of it, leave a triangle.
    const must = closed && keeps.reduce((sum, keep) => sum + keep, 0) < 4;
    if (at < 0 || (far <= toleranceM && !must)) continue;
    keeps[at] = 1;
    waiting.unshift([from, at], [at, to]);
  }
  const line: LatticePoint[] = points.filter((_, i) => keeps[i]);
  const sides = [left, right].filter((cell) => cell !== 0);
  if (line.length === points.length) return refuse('changes-nothing', sides);
  const swept = cellsBetween(set, points, line);
  if (swept.length > 0) return refuse('sweeps-over-others', swept);
  const pairs = (way: readonly LatticePoint[]) => way.slice(1).map((b, i) => [way[i]!, b] as const);
  return replaceEdges(
    set,
    pairs(points).map(([a, b]) => set.between(a.x, a.y, b.x, b.y)),
    pairs(line).map(([a, b]) => orient(a.x, a.y, b.x, b.y, left, right)),
    new Set(sides),
  );
}

/** Cells at vertices that lie between a border and the line that is to take its place, the two closed at their ends. */
function cellsBetween(
  set: EdgeSet,
  points: readonly LatticePoint[],
  line: readonly LatticePoint[],
): number[] {
  const loop = [...points, ...line.slice(1, -1).toReversed()];
  const own = new Set(points.map(({ x, y }) => pointKey(x, y)));
  const found = new Set<number>();
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  set.near(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys), (id) => {
    const { ax, ay, bx, by, left, right } = set.edge(id);
    for (const [x, y] of [
      [ax, ay],
      [bx, by],
    ] as const)
      if (!own.has(pointKey(x, y)) && goesRound(loop, x, y))
        for (const cell of [left, right]) found.add(cell);
  });
  found.delete(0);
  return [...found];
}

/** Whether a closed line goes round a point other than nought times, or passes through it. */
function goesRound(loop: readonly LatticePoint[], x: number, y: number): boolean {
  let count = 0;
  for (const [i, b] of loop.entries()) {
    const a = loop[(i + loop.length - 1) % loop.length]!;
    const side = orientation(a.x, a.y, b.x, b.y, x, y);
    const [low, high] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
    if (side === 0 && x >= low && x <= high && y >= Math.min(a.y, b.y) && y <= Math.max(a.y, b.y))
      return true;
    if (a.y <= y && b.y > y && side > 0) count++;
    else if (a.y > y && b.y <= y && side < 0) count--;
  }
  return count !== 0;
}

/** From a point to a piece of a line. */
function distanceTo(p: LatticePoint, a: LatticePoint, b: LatticePoint): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length2 = dx * dx + dy * dy;
  const share =
    length2 === 0 ? 0 : Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length2));
  return Math.hypot(p.x - a.x - share * dx, p.y - a.y - share * dy);
}
