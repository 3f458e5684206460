import type { Bounds, MultiPolygonCoordinates } from './geometry.ts';

/** The box that holds nothing: extend it to make one. [west, south, east, north]. */
export function emptyBounds(): Bounds {
  return [Infinity, Infinity, -Infinity, -Infinity];
}

/** Bounds of a MultiPolygon in degrees; of an empty one, `emptyBounds()`. */
export function boundsOf(coordinates: MultiPolygonCoordinates): Bounds {
  const bounds = emptyBounds();
  for (const polygon of coordinates)
    for (const ring of polygon)
      for (const [lng, lat] of ring) {
        if (lng < bounds[0]) bounds[0] = lng;
        if (lat < bounds[1]) bounds[1] = lat;
        if (lng > bounds[2]) bounds[2] = lng;
        if (lat > bounds[3]) bounds[3] = lat;
      }
  return bounds;
}

/** The smallest box around both. */
export function joinBounds(a: Bounds, b: Bounds): Bounds {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

/** Whether two boxes share at least a point. */
export function boundsMeet(a: Bounds, b: Bounds): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}
