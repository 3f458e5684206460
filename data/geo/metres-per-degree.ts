const RADIANS = Math.PI / 180;
/** Radii of curvature of WGS84 (Bowring 1987). */
const EQUATORIAL_M = 6378137;
const E2 = 0.00669437999014;

/** Metres that a degree of longitude and one of latitude are on the ellipsoid, at a latitude. */
export function metresPerDegree(lat: number): { perLng: number; perLat: number } {
  const sin = Math.sin(lat * RADIANS);
  const w2 = 1 - E2 * sin * sin;
  return {
    perLng: (EQUATORIAL_M / Math.sqrt(w2)) * Math.cos(lat * RADIANS) * RADIANS,
    perLat: ((EQUATORIAL_M * (1 - E2)) / w2 ** 1.5) * RADIANS,
  };
}
