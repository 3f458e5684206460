import type { Position } from './geometry.ts';

const EQUATORIAL_M = 6378137;
const FLATTENING = 1 / 298.257223563;
const RADIANS = Math.PI / 180;

/**
 * Metres between two positions on the WGS84 ellipsoid, by Lambert's formula for long lines
 * (Army Map Service 1948): within 1e-5 of the geodesic for any two points not opposite each other.
 */
export function distanceM(a: Position, b: Position): number {
  if (a[0] === b[0] && a[1] === b[1]) return 0;
  const beta1 = Math.atan((1 - FLATTENING) * Math.tan(a[1] * RADIANS));
  const beta2 = Math.atan((1 - FLATTENING) * Math.tan(b[1] * RADIANS));
  const halfLng = ((b[0] - a[0]) * RADIANS) / 2;
  const h =
    Math.sin((beta2 - beta1) / 2) ** 2 + Math.cos(beta1) * Math.cos(beta2) * Math.sin(halfLng) ** 2;
  const sigma = 2 * Math.atan2(Math.sqrt(h), Math.sqrt(Math.max(0, 1 - h)));
  if (sigma === 0) return 0;
  const p = (beta1 + beta2) / 2;
  const q = (beta2 - beta1) / 2;
  const sin = Math.sin(sigma);
  const cosHalf2 = Math.cos(sigma / 2) ** 2;
  const sinHalf2 = Math.sin(sigma / 2) ** 2;
  const x = ((sigma - sin) * Math.sin(p) ** 2 * Math.cos(q) ** 2) / cosHalf2;
  const y = ((sigma + sin) * Math.cos(p) ** 2 * Math.sin(q) ** 2) / sinHalf2;
  return EQUATORIAL_M * (sigma - (FLATTENING / 2) * (x + y));
}
