import type { Edge, EdgeSet } from './edge-set.ts';

/** A change of a coverage's edges, each list in order: those that go, as they are, and those that come. */
export interface Patch {
  remove: Edge[];
  add: Edge[];
}

export function invertPatch({ remove, add }: Patch): Patch {
  return { remove: add, add: remove };
}

/**
 * Makes a change, whole or not at all.
 *
 * @throws RangeError where an edge that is to go is not there, or not between those cells: the patch is of another state
 */
export function applyPatch(set: EdgeSet, patch: Patch): void {
  const ids = patch.remove.map((edge) => {
    const id = set.between(edge.ax, edge.ay, edge.bx, edge.by);
    const there = id < 0 ? null : set.edge(id);
    if (!there || there.left !== edge.left || there.right !== edge.right)
      throw new RangeError(
        `no edge from ${edge.ax}, ${edge.ay} to ${edge.bx}, ${edge.by} between cells ${edge.left} and ${edge.right}`,
      );
    return id;
  });
  for (const id of ids) set.remove(id);
  for (const edge of patch.add) set.insert(edge);
}
