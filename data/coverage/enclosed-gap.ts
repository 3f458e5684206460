import { ringArea2 } from '#data/geo/ring.ts';

import type { EdgeSet } from './edge-set.ts';
import type { Patch } from './patch.ts';
import { PlaneGraph } from './plane-graph.ts';

/**
 * Whether a patch would shut in a place of nobody's. Cells have no holes of nobody's: each is water or a park of some
 * cell.
 *
 * @param patch of edges that are there
 */
export function enclosesGap(set: EdgeSet, { remove, add }: Patch): boolean {
  const graph = new PlaneGraph(set, {
    pulled: new Set(remove.map(({ ax, ay, bx, by }) => set.between(ax, ay, bx, by))),
    pieces: add.map((edge) => ({ ...edge, fresh: false, turn: 0 })),
  });
  const halves = graph.pieces.flatMap((i) => [2 * i, 2 * i + 1]);
  const outside = halves.filter((h) => graph.leftOf(h) === 0);
  return graph.loopsOf(outside).some((loop) => ringArea2(graph.ringOf(loop)) > 0);
}
