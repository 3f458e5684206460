import { bbox, multiLineString } from '@turf/turf';

import type { Bounds } from './map-layer.ts';

/** The box of rings of [lng, lat], one at least. */
export function ringBounds(rings: readonly (readonly (readonly [number, number])[])[]): Bounds {
  return bbox(multiLineString(rings as [number, number][][])) as Bounds;
}
