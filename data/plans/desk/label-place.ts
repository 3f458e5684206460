import { cellIn } from '#data/coverage/cell-in.ts';
import { middleOf } from '#data/coverage/middle-of.ts';
import { withParents } from '#data/areas/with-parents.ts';
import type { Position } from '#data/geo/geometry.ts';
import { labelPoint } from '#data/geo/label-point.ts';
import { toDegrees, toLattice } from '#data/geo/lattice.ts';
import { cellsUnder } from '#data/plans/cells-under.ts';
import type { PlanState } from '#data/plans/plan-state.ts';
import { shapesOf } from '#data/plans/shapes-of.ts';

/**
 * Where the name of an area stands whose border is another than it was: where it stood, if that is within it still and it
 * is no cell; else in the middle of its land, where that is within it.
 */
export function labelPlace(state: PlanState, id: number, before?: Position): Position {
  const { set, areas } = state;
  const isWithin = (x: number, y: number): boolean =>
    withParents(areas, cellIn(set, x, y)).some((area) => area.id === id);
  if (before && !set.has(id)) {
    const [x, y] = [toLattice(before[0]) - set.originX, toLattice(before[1]) - set.originY];
    if (isWithin(x, y)) return before;
  }
  const [x, y] = middleOf(set, cellsUnder(state, [id]));
  if (isWithin(x, y)) return [toDegrees(x + set.originX), toDegrees(y + set.originY)];
  // To the lattice, as packed areas have it.
  const [lng, lat] = labelPoint(shapesOf(state, new Set([id])).get(id)!);
  return [toDegrees(toLattice(lng)), toDegrees(toLattice(lat))];
}
