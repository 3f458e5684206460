import type { Bounds } from './map-layer.ts';

/** The box of rings of [lng, lat]. */
export function ringBounds(rings: readonly (readonly (readonly [number, number])[])[]): Bounds {
  const box: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings)
    for (const [lng, lat] of ring) {
      if (lng < box[0]) box[0] = lng;
      if (lat < box[1]) box[1] = lat;
      if (lng > box[2]) box[2] = lng;
      if (lat > box[3]) box[3] = lat;
    }
  return box;
}
