import type { Coverage } from './coverage.ts';
import type { EdgeTable } from './edge-table.ts';
import type { LatticeCells } from './read-cells.ts';

/**
 * Chains the matched edges of sound cells into arcs between the points where other than two meet.
 * An arc runs from its lesser end (by x, then y), a loop from its least vertex with its lesser
 * neighbour next; arcs are in order of their vertices. So the same cells give the same bytes.
 */
export function buildArcs(
  cells: Pick<LatticeCells, 'originX' | 'originY' | 'ids' | 'points' | 'xs' | 'ys'>,
  table: Pick<EdgeTable, 'count' | 'from' | 'to' | 'left' | 'right'>,
): Coverage {
  const { xs, ys, ids } = cells;
  const { from, to, count } = table;
  const degree = new Uint32Array(cells.points + 1);
  for (let e = 0; e < count; e++) {
    degree[from[e]! + 1]!++;
    degree[to[e]! + 1]!++;
  }
  for (let p = 0; p < cells.points; p++) degree[p + 1]! += degree[p]!;
  const at = degree;
  const fill = at.slice();
  const incident = new Uint32Array(count * 2);
  for (let e = 0; e < count; e++) {
    incident[fill[from[e]!]!++] = e;
    incident[fill[to[e]!]!++] = e;
  }
  const meets = (p: number) => at[p + 1]! - at[p]!;
  const before = (p: number, q: number) => xs[p]! - xs[q]! || ys[p]! - ys[q]!;
  const idOf = (cell: number) => (cell < 0 ? 0 : ids[cell]!);

  const used = new Uint8Array(count);
  const arcs: { points: number[]; left: number; right: number }[] = [];
  const walk = (start: number, first: number, isEnd: (p: number) => boolean) => {
    const points = [start];
    let edge = first;
    let p = start;
    for (;;) {
      used[edge] = 1;
      p = from[edge] === p ? to[edge]! : from[edge]!;
      points.push(p);
      if (isEnd(p)) break;
      edge = incident[at[p]!] === edge ? incident[at[p]! + 1]! : incident[at[p]!]!;
    }
    const forward = from[first] === start;
    const left = idOf(forward ? table.left[first]! : table.right[first]!);
    const right = idOf(forward ? table.right[first]! : table.left[first]!);
    const last = points.length - 1;
    const ends = before(points[0]!, points[last]!);
    const turn = ends > 0 || (ends === 0 && before(points[1]!, points[last - 1]!) > 0);
    if (turn) arcs.push({ points: points.reverse(), left: right, right: left });
    else arcs.push({ points, left, right });
  };
  for (let p = 0; p < cells.points; p++) {
    if (meets(p) === 2) continue;
    for (let k = at[p]!; k < at[p + 1]!; k++)
      if (!used[incident[k]!]) walk(p, incident[k]!, (q) => meets(q) !== 2);
  }
  for (let e = 0; e < count; e++) {
    if (used[e]) continue;
    let least = from[e]!;
    let edge = e;
    for (let p = to[e]!; p !== from[e]!;) {
      if (before(p, least) < 0) least = p;
      edge = incident[at[p]!] === edge ? incident[at[p]! + 1]! : incident[at[p]!]!;
      p = from[edge] === p ? to[edge]! : from[edge]!;
    }
    walk(least, incident[at[least]!]!, (q) => q === least);
  }

  arcs.sort((a, b) => {
    const n = Math.min(a.points.length, b.points.length);
    for (let i = 0; i < n; i++) {
      const order = before(a.points[i]!, b.points[i]!);
      if (order !== 0) return order;
    }
    return a.points.length - b.points.length;
  });
  const total = arcs.reduce((sum, arc) => sum + arc.points.length, 0);
  const coverage: Coverage = {
    originX: cells.originX,
    originY: cells.originY,
    vertices: new Int32Array(total * 2),
    starts: new Uint32Array(arcs.length + 1),
    left: Uint32Array.from(arcs, (arc) => arc.left),
    right: Uint32Array.from(arcs, (arc) => arc.right),
  };
  let v = 0;
  arcs.forEach((arc, i) => {
    for (const p of arc.points) {
      coverage.vertices[2 * v] = xs[p]!;
      coverage.vertices[2 * v++ + 1] = ys[p]!;
    }
    coverage.starts[i + 1] = v;
  });
  return coverage;
}
