import type { Edge, EdgeSet } from './edge-set.ts';
import { editOf, refuse, type Edit, type EditRefusal } from './edit.ts';
import { overlay } from './overlay.ts';

/**
 * Puts edges in the place of others, their sides as they are said. Nothing may lie between the two: that is the caller's
 * to know.
 *
 * @param of numbers of the edges that go
 * @param cells those at whose borders that is, without the outside
 */
export function replaceEdges(
  set: EdgeSet,
  of: readonly number[],
  edges: readonly Edge[],
  cells: ReadonlySet<number>,
): Edit | EditRefusal {
  const laid = overlay(set, [], { of, edges });
  if (!laid) return refuse('sweeps-over-others', cells);
  const edit = editOf(set, laid.patch(new Map()), new Map([...cells].map((cell) => [cell, cells])));
  return 'patch' in edit && edit.retired.length > 0
    ? refuse('cell-would-vanish', edit.retired)
    : edit;
}
