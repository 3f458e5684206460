import type { MultiPolygonCoordinates } from '#data/geo/geometry.ts';

/** An area that a plan and the edition in force have both changed, and its land by each. */
export interface Conflict {
  id: number;
  name: string;
  /** [lng, lat] */
  at: [number, number];
  /** As it was. */
  base: MultiPolygonCoordinates;
  /** The cells of the plan, and of the edition in force, that have land of it. */
  mine: MultiPolygonCoordinates[];
  theirs: MultiPolygonCoordinates[];
}
