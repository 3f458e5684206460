import { dissolve } from '#data/coverage/dissolve.ts';
import type { EdgeSet } from '#data/coverage/edge-set.ts';
import { partOf } from '#data/coverage/part-of.ts';
import { areaM2 } from '#data/geo/area-m2.ts';
import type { MultiPolygonCoordinates } from '#data/geo/geometry.ts';

/** The pieces that the land of cells lies in, the largest first. What meets at a point alone lies apart. */
export function piecesOf(set: EdgeSet, cells: Iterable<number>): MultiPolygonCoordinates {
  const pieces = dissolve(partOf(set, new Set(cells)).toCoverage(), () => 1).get(1) ?? [];
  const m2 = new Map(pieces.map((piece) => [piece, areaM2([piece])]));
  return pieces.toSorted((a, b) => m2.get(b)! - m2.get(a)!);
}
