import { check } from './check.ts';
import type { Fault } from './coverage.ts';
import { EdgeSet } from './edge-set.ts';
import type { Patch } from './patch.ts';
import { toPolygons } from './to-polygons.ts';

/**
 * What is wrong, after a patch was made, with the cells that it changed and those that its edges come near: what `check`
 * says of their polygons. Costs what the patch touches. Gaps are not looked for: between these cells others lie that are
 * not asked; what could shut one in is refused before (`enclosesGap`).
 */
export function checkAround(set: EdgeSet, { remove, add }: Patch): Fault[] {
  const cells = new Set<number>();
  const take = (...ids: number[]): void => {
    for (const id of ids) if (id !== 0 && set.has(id)) cells.add(id);
  };
  for (const { left, right } of [...remove, ...add]) take(left, right);
  for (const { ax, ay, bx, by } of add)
    set.near(ax, Math.min(ay, by), bx, Math.max(ay, by), (id) =>
      take(set.edge(id).left, set.edge(id).right),
    );
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
  const shapes = [...toPolygons(part.toCoverage())].map(([id, coordinates]) => ({
    id,
    coordinates,
  }));
  return check(shapes).filter(({ kind }) => kind !== 'gap');
}
