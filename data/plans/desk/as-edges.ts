import type { EdgeSet } from '#data/coverage/edge-set.ts';
import { toDegrees } from '#data/geo/lattice.ts';

import type { Edges } from './desk-words.ts';

/** Edges of a set as they are drawn. */
export function asEdges(
  { originX, originY }: Pick<EdgeSet, 'originX' | 'originY'>,
  edges: readonly { ax: number; ay: number; bx: number; by: number }[],
): Edges {
  const out = new Float64Array(4 * edges.length);
  edges.forEach(({ ax, ay, bx, by }, i) => {
    out[4 * i] = toDegrees(ax + originX);
    out[4 * i + 1] = toDegrees(ay + originY);
    out[4 * i + 2] = toDegrees(bx + originX);
    out[4 * i + 3] = toDegrees(by + originY);
  });
  return out;
}
