import { createCellAt } from '#data/coverage/cell-at.ts';
import { claimLand } from '#data/coverage/claim-land.ts';
import type { EdgeSet, LatticePoint } from '#data/coverage/edge-set.ts';
import type { Edit } from '#data/coverage/edit.ts';
import { partOf } from '#data/coverage/part-of.ts';
import { applyPatch } from '#data/coverage/patch.ts';
import { toPolygons } from '#data/coverage/to-polygons.ts';

import { refusePlanEdit, type PlanEditRefusal } from './plan-edit.ts';

export interface GiveInput {
  /** Corners round the land, lattice steps from the origin: loops joined by ways walked there and back. */
  ring: readonly LatticePoint[];
  /** The cell that gets it, and those that give. */
  to: number;
  of: readonly number[];
  /** The points by which the buildings stand in a cell, degrees. */
  at: readonly (readonly [lng: number, lat: number])[];
}

/**
 * Gives the land round buildings to a cell: all of them must come to stand in it, and no cell may come to lie in more
 * pieces than before.
 */
export function giveBuildings(
  set: EdgeSet,
  { ring, to, of, at }: GiveInput,
): Edit | PlanEditRefusal {
  const edit = claimLand(set, { ring, to, of, joinsLoops: true });
  if ('refused' in edit) return refusePlanEdit(edit.refused, edit.cells);
  const cells = new Set([to]);
  for (const { left, right } of [...edit.patch.remove, ...edit.patch.add]) cells.add(left).add(right); // prettier-ignore
  cells.delete(0);
  const part = partOf(set, cells);
  const before = toPolygons(part.toCoverage());
  applyPatch(part, edit.patch);
  const after = part.toCoverage();
  const cellAt = createCellAt(after, { pixels: 64 * cells.size });
  if (!at.every(([lng, lat]) => cellAt(lng, lat) === to)) return refusePlanEdit('building-left-out', [to]); // prettier-ignore
  const apart = [...toPolygons(after)].flatMap(([cell, pieces]) => pieces.length > (before.get(cell)?.length ?? 0) ? [cell] : []); // prettier-ignore
  return apart.length > 0 ? refusePlanEdit('would-lie-apart', apart) : edit;
}
