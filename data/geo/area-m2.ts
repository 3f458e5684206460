import type { MultiPolygonCoordinates, Position } from './geometry.ts';

const EQUATORIAL_M = 6378137;
const FLATTENING = 1 / 298.257223563;
const POLAR2 = (EQUATORIAL_M * (1 - FLATTENING)) ** 2;
const E = Math.sqrt(FLATTENING * (2 - FLATTENING));
const RADIANS = Math.PI / 180;

/** Area between the equator and a latitude, m² a radian of longitude (Snyder 1987, eq. 3-12). */
function zoneM2(lat: number): number {
  const s = E * Math.sin(lat * RADIANS);
  return (POLAR2 / 2) * (s / E / (1 - s * s) + Math.log((1 + s) / (1 - s)) / (2 * E));
}

/**
 * Signed area of a ring in m² on the WGS84 ellipsoid, counter-clockwise positive. The ring may be
 * closed or not. Edges are straight in longitude and latitude, as borders on the lattice are; the
 * integral along an edge is Simpson's, good to 1e-9 for edges below a degree.
 */
export function ringAreaM2(ring: readonly Position[]): number {
  const n = ring.length;
  if (n < 3) return 0;
  const base = zoneM2(ring[0]![1]);
  let sum = 0;
  let [lng, lat] = ring[n - 1]!;
  let zone = zoneM2(lat) - base;
  for (let i = 0; i < n; i++) {
    const [nextLng, nextLat] = ring[i]!;
    const nextZone = zoneM2(nextLat) - base;
    if (nextLng !== lng) {
      const middle = nextLat === lat ? zone : zoneM2((lat + nextLat) / 2) - base;
      sum -= (nextLng - lng) * (zone + 4 * middle + nextZone);
    }
    lng = nextLng;
    lat = nextLat;
    zone = nextZone;
  }
  return (sum / 6) * RADIANS;
}

/**
 * Signed area in m² between an edge, walked eastwards, and a latitude below it; what lies below that counts against it. A
 * ring's area is what the edges walked westwards have less what those walked eastwards have.
 */
export function landBelowM2(a: Position, b: Position, baseLat: number): number {
  const base = zoneM2(baseLat);
  const middle = zoneM2((a[1] + b[1]) / 2) - base;
  return (((b[0] - a[0]) * (zoneM2(a[1]) - base + 4 * middle + zoneM2(b[1]) - base)) / 6) * RADIANS;
}

/**
 * Area of a MultiPolygon in m² on the WGS84 ellipsoid: outer rings less holes, whichever way each
 * ring runs.
 */
export function areaM2(coordinates: MultiPolygonCoordinates): number {
  let sum = 0;
  for (const polygon of coordinates)
    polygon.forEach((ring, i) => {
      const area = Math.abs(ringAreaM2(ring));
      sum += i === 0 ? area : -area;
    });
  return sum;
}
