import type { Bounds } from './geometry.ts';

/** Beyond this latitude the square map of Web Mercator ends. */
const EDGE_LAT = 85.0511;
/** The least that surroundings reach beyond a box, degrees: about 2 km. */
const LEAST_REACH = 0.02;

const lngOf = (x: number, z: number): number => (x / 2 ** z) * 360 - 180;
const latOf = (y: number, z: number): number =>
  (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / 2 ** z))) * 180) / Math.PI;

/** What a tile of the Web Mercator grid (row 0 in the north) shows: [west, south, east, north] degrees. */
export function tileBounds(z: number, x: number, y: number): Bounds {
  return [lngOf(x, z), latOf(y + 1, z), lngOf(x + 1, z), latOf(y, z)];
}

/** A district with what lies about it: as far again to each side as it is wide or high, whichever is more. */
export function surroundingsOf([west, south, east, north]: Bounds): Bounds {
  const reach = Math.max(LEAST_REACH, east - west, north - south);
  return [
    Math.max(-180, west - reach),
    Math.max(-EDGE_LAT, south - reach),
    Math.min(180, east + reach),
    Math.min(EDGE_LAT, north + reach),
  ];
}
