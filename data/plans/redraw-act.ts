import type { EdgeSet } from '#data/coverage/edge-set.ts';
import type { Edit } from '#data/coverage/edit.ts';
import { partOf } from '#data/coverage/part-of.ts';
import { applyPatch, type Patch } from '#data/coverage/patch.ts';
import { toPolygons } from '#data/coverage/to-polygons.ts';

import type { PlanAct } from './plan-act.ts';

/** What an edit of a set comes to, as an act that hands the cells back redrawn. */
export function redrawAct(
  set: EdgeSet,
  { patch, retired }: Edit,
): Extract<PlanAct, { verb: 'redraw' }> {
  const shapes = [...toPolygons(partAfter(set, patch).toCoverage())];
  return {
    verb: 'redraw',
    cells: shapes.map(([id, pieces]) => ({ id, pieces: pieces.map((rings) => rings.map((ring) => ring.slice(1))) })), // prettier-ignore
    gone: retired,
  };
}

/** The cells that a patch touches, and others, as they are with it; the set stays as it is. */
export function partAfter(
  set: EdgeSet,
  { remove, add }: Patch,
  others: Iterable<number> = [],
): EdgeSet {
  // prettier-ignore
  const cells = new Set([...remove, ...add].flatMap(({ left, right }) => [left, right]));
  for (const cell of others) cells.add(cell);
  cells.delete(0);
  const part = partOf(set, cells);
  // What lies about the part is not in it.
  const asked = (cell: number): number => (cells.has(cell) ? cell : 0);
  applyPatch(part, { remove: remove.map((e) => ({ ...e, left: asked(e.left), right: asked(e.right) })), add }); // prettier-ignore
  return part;
}
