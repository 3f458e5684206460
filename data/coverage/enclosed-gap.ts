import { compareDirections } from '#data/geo/orientation.ts';
import { ringArea2 } from '#data/geo/ring.ts';

import { pointKey, type Edge, type EdgeSet } from './edge-set.ts';
import type { LatticePoint } from './node-edges.ts';
import type { Patch } from './patch.ts';

/**
 * A place of nobody's that a patch would shut in, told by a point of its border; null where it shuts in none. Cells have
 * no holes of nobody's: each is water or a park of some cell.
 */
export function enclosedGap(set: EdgeSet, patch: Patch): LatticePoint | null {
  const beside = patch.add.filter((edge) => edge.left === 0 || edge.right === 0);
  if (beside.length === 0) return null;
  const gone = new Set(patch.remove.map(endsKey));
  const added = new Map<number, Edge[]>();
  for (const edge of patch.add)
    for (const key of [pointKey(edge.ax, edge.ay), pointKey(edge.bx, edge.by)]) {
      const list = added.get(key);
      if (list) list.push(edge);
      else added.set(key, [edge]);
    }
  /** The edge after one that ends here, with the same side to the left. */
  const next = (edge: Edge, at: LatticePoint): Edge => {
    const there = set
      .at(at.x, at.y)
      .map((id) => set.edge(id))
      .filter((e) => !gone.has(endsKey(e)));
    const around = [...there, ...(added.get(pointKey(at.x, at.y)) ?? [])];
    const away = (e: Edge): [number, number] =>
      e.ax === at.x && e.ay === at.y ? [e.bx - at.x, e.by - at.y] : [e.ax - at.x, e.ay - at.y];
    around.sort((e, f) => compareDirections(...away(e), ...away(f)));
    const k = around.findIndex((e) => endsKey(e) === endsKey(edge));
    return around[(k + around.length - 1) % around.length]!;
  };
  const done = new Set<string>();
  for (const start of beside) {
    if (done.has(endsKey(start))) continue;
    const ring: number[] = [];
    let edge = start;
    let at = start.left === 0 ? { x: start.ax, y: start.ay } : { x: start.bx, y: start.by };
    do {
      done.add(endsKey(edge));
      ring.push(at.x, at.y);
      at =
        edge.ax === at.x && edge.ay === at.y
          ? { x: edge.bx, y: edge.by }
          : { x: edge.ax, y: edge.ay };
      edge = next(edge, at);
    } while (edge !== start);
    if (ringArea2(ring) > 0) return { x: ring[0]!, y: ring[1]! };
  }
  return null;
}

const endsKey = (e: Edge): string => `${pointKey(e.ax, e.ay)} ${pointKey(e.bx, e.by)}`;
