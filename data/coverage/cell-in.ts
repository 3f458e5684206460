import { orientation } from '#data/geo/orientation.ts';

import type { Edge, EdgeSet } from './edge-set.ts';
import { isEastOf } from './nearest-west.ts';

/**
 * The cell that a lattice point lies in, 0 outside: that just east of it, and just north of it on a level border, as
 * `createCellAt` has it but on the outer line itself. Asked of a set that is edited: nothing is prepared.
 *
 * @param x lattice steps from the origin
 */
export function cellIn(set: EdgeSet, x: number, y: number): number {
  let best: Edge | null = null;
  let until = -Infinity;
  set.west(x, y, (id) => {
    const edge = set.edge(id);
    const { ax, ay, bx, by } = edge;
    if (ay > y === by > y) return until;
    const side = orientation(ax, ay, bx, by, x, y);
    if (by > ay ? side > 0 : side < 0) return until;
    if (best === null || isEastOf(edge, best, y)) {
      best = edge;
      until = Math.floor(ax + ((y - ay) * (bx - ax)) / (by - ay)) - 1;
    }
    return until;
  });
  const found = best as Edge | null;
  if (!found) return 0;
  return found.by > found.ay ? found.right : found.left;
}
