import { check } from './check.ts';
import type { Fault } from './coverage.ts';
import type { EdgeSet } from './edge-set.ts';
import { partOf } from './part-of.ts';
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
  const part = partOf(set, cells).toCoverage();
  const shapes = [...toPolygons(part)].map(([id, coordinates]) => ({ id, coordinates }));
  return check(shapes).filter(({ kind }) => kind !== 'gap');
}
