import { EdgeSet } from './edge-set.ts';

/** Some cells of a set alone, as a set: what lies about them is outside. */
export function partOf(set: EdgeSet, cells: ReadonlySet<number>): EdgeSet {
  const part = new EdgeSet(set.originX, set.originY);
  const taken = new Set<number>();
  const asked = (cell: number): number => (cells.has(cell) ? cell : 0);
  for (const cell of cells)
    for (const id of set.of(cell)) {
      if (taken.has(id)) continue;
      taken.add(id);
      const edge = set.edge(id);
      part.insert({ ...edge, left: asked(edge.left), right: asked(edge.right) });
    }
  return part;
}
