import { orientation } from '#data/geo/orientation.ts';

import { endsOf, type Edge, type LatticePoint } from './edge-set.ts';
import { isEastOf } from './nearest-west.ts';
import { leastOf, type PlaneGraph } from './plane-graph.ts';

/**
 * In which cell each fresh piece lies that parts none yet, by its number. Looks at every vertex of the pieces: the
 * sectors about it are one cell's each.
 *
 * @returns null where sides contradict each other: what lies beside what has changed
 */
export function settleSides(graph: PlaneGraph): Map<number, number> | null {
  const cellOf = new Map<number, number>();
  const waiting: number[] = [];
  const give = (i: number, cell: number): boolean => {
    const known = cellOf.get(i);
    if (known === undefined) {
      cellOf.set(i, cell);
      waiting.push(i);
    }
    return known === undefined || known === cell;
  };
  for (const i of graph.pieces)
    for (const end of endsOf(graph.edges[i]!)) if (!settleAt(graph, end, give)) return null;
  const spread = (): boolean => {
    for (let k = waiting.pop(); k !== undefined; k = waiting.pop())
      for (const end of endsOf(graph.edges[k]!)) {
        const around = graph.leaving(end);
        // Where a border passes, the sectors have told.
        if (around.some((h) => !graph.isIdle(h >> 1))) continue;
        if (!around.every((h) => give(h >> 1, cellOf.get(k)!))) return false;
      }
    return true;
  };
  if (!spread()) return null;
  for (const i of graph.pieces) {
    if (!graph.isIdle(i) || cellOf.has(i)) continue;
    give(i, cellWestOf(graph, componentOf(graph, i)));
    if (!spread()) return null;
  }
  return cellOf;
}

/** Sides about a vertex: each sector is one cell's; fresh pieces in it lie in that cell. */
function settleAt(
  graph: PlaneGraph,
  at: LatticePoint,
  give: (i: number, cell: number) => boolean,
): boolean {
  const around = graph.leaving(at);
  const first = around.findIndex((h) => !graph.isIdle(h >> 1));
  if (first < 0) return true;
  let sector = graph.leftOf(around[first]!);
  for (let k = 1; k <= around.length; k++) {
    const h = around[(first + k) % around.length]!;
    const before = around[(first + k - 1) % around.length]!;
    if (around.length > 1 && graph.compare(h, before) === 0) return false;
    if (graph.isIdle(h >> 1)) {
      if (!give(h >> 1, sector)) return false;
    } else {
      if (graph.leftOf(h ^ 1) !== sector) return false;
      sector = graph.leftOf(h);
    }
  }
  return true;
}

/** Pieces that hang together with one that touches no border. */
function componentOf(graph: PlaneGraph, i: number): number[] {
  const found = new Set([i]);
  for (const k of found)
    for (const end of endsOf(graph.edges[k]!))
      for (const h of graph.leaving(end)) found.add(h >> 1);
  return [...found];
}

/** Whose the place just west of pieces that touch no border is. */
function cellWestOf(graph: PlaneGraph, component: readonly number[]): number {
  const corners = component.flatMap((i) => endsOf(graph.edges[i]!).flatMap(({ x, y }) => [x, y]));
  const [px, py] = leastOf(corners);
  const mine = new Set(component);
  let best = null as Edge | null;
  const look = (e: Edge): void => {
    if (e.ay > py === e.by > py) return;
    const side = orientation(e.ax, e.ay, e.bx, e.by, px, py);
    if (e.by > e.ay ? side > 0 : side < 0) return;
    if (!best || isEastOf(e, best, py)) best = e;
  };
  for (const i of graph.pieces) if (!mine.has(i) && !graph.isIdle(i)) look(graph.edges[i]!);
  graph.set.west(px, py, (id) => {
    if (!graph.pulled.has(id)) look(graph.set.edge(id));
    return best ? Math.min(best.ax, best.bx) : -Infinity;
  });
  return best ? (best.by > best.ay ? best.right : best.left) : 0;
}
