import type { MultiPolygonCoordinates } from '#data/geo/geometry.ts';
import type { Coverage } from './coverage.ts';
import { dissolve } from './dissolve.ts';

/** The shape of every cell, by id, ascending; rings in the canonical order that `dissolve` has. */
export function toPolygons(c: Coverage): Map<number, MultiPolygonCoordinates> {
  return dissolve(c, (id) => id);
}
