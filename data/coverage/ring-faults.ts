import { orientation } from '#data/geo/orientation.ts';
import { arrange } from './arrangement.ts';
import type { LatticeCells } from './read-cells.ts';

/** A cell's border is at fault at a point: it crosses itself, or lacks a vertex where it touches. */
export interface RingFault {
  cell: number;
  kind: 'invalid-ring' | 'unmatched';
  point: number;
}

/**
 * What is wrong with each cell taken alone. A ring may touch itself, or another ring of its cell, at
 * a vertex; crossing, running along itself, a hole outside its ring and parts that lie in each other
 * are `invalid-ring`; touching the inside of an edge is `unmatched`, for that edge lacks a vertex.
 */
export function findRingFaults(cells: LatticeCells): RingFault[] {
  const faults: RingFault[] = [];
  const { corners, ringStarts, cellRings, xs, ys } = cells;
  const lastCell = new Int32Array(cells.points).fill(-1);
  for (let cell = 0; cell + 1 < cellRings.length; cell++) {
    const firstRing = cellRings[cell]!;
    const lastRing = cellRings[cell + 1]!;
    const from: number[] = [];
    const to: number[] = [];
    let plain = lastRing - firstRing === 1;
    for (let ring = firstRing; ring < lastRing; ring++) {
      const end = ringStarts[ring + 1]!;
      let a = corners[end - 1]!;
      for (let i = ringStarts[ring]!; i < end; i++) {
        const b = corners[i]!;
        from.push(a);
        to.push(b);
        if (lastCell[b] === cell) plain = false;
        lastCell[b] = cell;
        a = b;
      }
    }
    const fault = firstMeeting(from, to, xs, ys);
    if (fault) faults.push({ cell, ...fault });
    if (plain || fault?.kind === 'invalid-ring') continue;
    const { faces, idle } = arrange(
      from.map((a, i) => {
        const b = to[i]!;
        return { ax: xs[a]!, ay: ys[a]!, bx: xs[b]!, by: ys[b]!, weight: 1 };
      }),
    );
    const bad = faces.find((f) => f.winding < 0 || f.winding > 1)?.edges[0] ?? idle[0]?.edges[0];
    if (bad !== undefined) faults.push({ cell, kind: 'invalid-ring', point: from[bad]! });
  }
  return faults;
}

/** The first pair of edges that meet other than at a shared end; a crossing before a touch. */
function firstMeeting(
  from: readonly number[],
  to: readonly number[],
  xs: Int32Array,
  ys: Int32Array,
): { kind: 'invalid-ring' | 'unmatched'; point: number } | null {
  const n = from.length;
  const west = (i: number) => Math.min(xs[from[i]!]!, xs[to[i]!]!);
  const order = from.map((_, i) => i);
  if (n > 24) order.sort((i, j) => west(i) - west(j));
  let touch: { kind: 'unmatched'; point: number } | null = null;
  for (let s = 0; s < n; s++) {
    const i = order[s]!;
    const a = from[i]!;
    const b = to[i]!;
    const ax = xs[a]!;
    const ay = ys[a]!;
    const bx = xs[b]!;
    const by = ys[b]!;
    const east = ax > bx ? ax : bx;
    const x0 = ax < bx ? ax : bx;
    const high = ay > by ? ay : by;
    const low = ay < by ? ay : by;
    for (let t = s + 1; t < n; t++) {
      const j = order[t]!;
      const c = from[j]!;
      const d = to[j]!;
      const cx = xs[c]!;
      const dx = xs[d]!;
      if (cx > east && dx > east) {
        if (n > 24) break;
        continue;
      }
      if (cx < x0 && dx < x0) continue;
      const cy = ys[c]!;
      const dy = ys[d]!;
      if ((cy > high && dy > high) || (cy < low && dy < low)) continue;
      const sideC = orientation(ax, ay, bx, by, cx, cy);
      const sideD = orientation(ax, ay, bx, by, dx, dy);
      if ((sideC > 0 && sideD > 0) || (sideC < 0 && sideD < 0)) continue;
      const sideA = orientation(cx, cy, dx, dy, ax, ay);
      const sideB = orientation(cx, cy, dx, dy, bx, by);
      if ((sideA > 0 && sideB > 0) || (sideA < 0 && sideB < 0)) continue;
      if (sideA !== 0 && sideB !== 0 && sideC !== 0 && sideD !== 0)
        return { kind: 'invalid-ring', point: a };
      if (sideC === 0 && sideD === 0) {
        if (runTogether(ax, ay, bx, by, cx, cy, dx, dy)) return { kind: 'invalid-ring', point: a };
        continue;
      }
      const shared = a === c || a === d || b === c || b === d;
      if (shared) continue;
      const point = sideC === 0 ? c : sideD === 0 ? d : sideA === 0 ? a : b;
      touch ??= { kind: 'unmatched', point };
    }
  }
  return touch;
}

/** Whether two edges of one line share more than a point. */
function runTogether(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): boolean {
  const flat = ax !== bx;
  const [a, b, c, d] = flat ? [ax, bx, cx, dx] : [ay, by, cy, dy];
  return Math.max(Math.min(a, b), Math.min(c, d)) < Math.min(Math.max(a, b), Math.max(c, d));
}
