import type { MultiPolygonCoordinates } from '#data/geo/geometry.ts';

import type { Clash } from './said-otherwise.ts';

/** An area that a plan and the edition in force have both changed, its land by each, and what each says of it. */
export interface Conflict {
  id: number;
  name: string;
  nameEn: string | null;
  /** [lng, lat] */
  at: [number, number];
  /** As it was; nothing of land that was nobody's. */
  base: MultiPolygonCoordinates;
  /** The cells of the plan, and of the edition in force, that have land of it. */
  mine: MultiPolygonCoordinates[];
  theirs: MultiPolygonCoordinates[];
  /** What both say otherwise; where the area is no more in force, all that the plan says anew. */
  clashes: (Clash & { isGone: boolean })[];
}
