import { orientation } from '#data/geo/orientation.ts';

import type { WeightedEdge } from './arrangement.ts';
import { comparePoints, type PointSet } from './crossing-points.ts';

/**
 * Points along each edge, in order: its ends and every place where it meets another (a sweep from west to east; all
 * decisions by exact orientation). New points are put into `set`; `ends` are the edges' own.
 */
export function splitAtMeetings(
  edges: readonly WeightedEdge[],
  ends: readonly (readonly [number, number])[],
  set: PointSet,
): number[][] {
  const stops = ends.map(([a, b]) => [a, b]);
  const order = edges.map((_, i) => i);
  const west = (i: number) => Math.min(edges[i]!.ax, edges[i]!.bx);
  order.sort((i, j) => west(i) - west(j));
  const active: number[] = [];
  for (const i of order) {
    const e = edges[i]!;
    const from = west(i);
    const low = Math.min(e.ay, e.by);
    const high = Math.max(e.ay, e.by);
    let kept = 0;
    for (const j of active) {
      const f = edges[j]!;
      if (Math.max(f.ax, f.bx) < from) continue;
      active[kept++] = j;
      if (Math.max(f.ay, f.by) < low || Math.min(f.ay, f.by) > high) continue;
      const sideA = orientation(f.ax, f.ay, f.bx, f.by, e.ax, e.ay);
      const sideB = orientation(f.ax, f.ay, f.bx, f.by, e.bx, e.by);
      if ((sideA > 0 && sideB > 0) || (sideA < 0 && sideB < 0)) continue;
      const sideC = orientation(e.ax, e.ay, e.bx, e.by, f.ax, f.ay);
      const sideD = orientation(e.ax, e.ay, e.bx, e.by, f.bx, f.by);
      if ((sideC > 0 && sideD > 0) || (sideC < 0 && sideD < 0)) continue;
      if (sideA !== 0 && sideB !== 0 && sideC !== 0 && sideD !== 0) {
        const [a, b] = ends[i]!;
        const [c, d] = ends[j]!;
        const p = set.crossing(set.points[a]!, set.points[b]!, set.points[c]!, set.points[d]!);
        stops[i]!.push(p);
        stops[j]!.push(p);
        continue;
      }
      if (sideA === 0 && within(f, e.ax, e.ay)) stops[j]!.push(ends[i]![0]);
      if (sideB === 0 && within(f, e.bx, e.by)) stops[j]!.push(ends[i]![1]);
      if (sideC === 0 && within(e, f.ax, f.ay)) stops[i]!.push(ends[j]![0]);
      if (sideD === 0 && within(e, f.bx, f.by)) stops[i]!.push(ends[j]![1]);
    }
    active.length = kept;
    active.push(i);
  }
  return stops.map((ids, i) => {
    if (ids.length === 2) return ids;
    const e = edges[i]!;
    const axis = e.ax === e.bx ? 'y' : 'x';
    const sign = axis === 'y' ? Math.sign(e.by - e.ay) : Math.sign(e.bx - e.ax);
    const distinct = [...new Set(ids)];
    return distinct.sort((p, q) => sign * comparePoints(set.points[p]!, set.points[q]!, axis));
  });
}

/** Whether a point on the edge's line lies within its box. */
function within(e: WeightedEdge, x: number, y: number): boolean {
  return (
    x >= Math.min(e.ax, e.bx) &&
    x <= Math.max(e.ax, e.bx) &&
    y >= Math.min(e.ay, e.by) &&
    y <= Math.max(e.ay, e.by)
  );
}
