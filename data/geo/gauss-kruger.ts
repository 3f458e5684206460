/** CGCS2000's ellipsoid; on GRS 80 the figures are the same to a tenth of a millimetre. */
const A_M = 6_378_137;
const FLATTENING = 1 / 298.257222101;

const n = FLATTENING / (2 - FLATTENING);
/** Of the meridian's rectified radius, and of Krüger's series from the plane back to the sphere. */
const RADIUS_M = (A_M / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64);
const BETA = [
  n / 2 - (2 / 3) * n ** 2 + (37 / 96) * n ** 3,
  n ** 2 / 48 + n ** 3 / 15,
  (17 / 480) * n ** 3,
];
const DELTA = [
  2 * n - (2 / 3) * n ** 2 - 2 * n ** 3,
  (7 / 3) * n ** 2 - (8 / 5) * n ** 3,
  (56 / 15) * n ** 3,
];

const FALSE_EASTING_M = 500_000;

/**
 * Degrees [lng, lat] of Gauss–Krüger coordinates in metres about a central meridian, its easting beginning at 500 km and
 * its scale 1. Within a zone true to a millimetre. Krüger's series to n³, as in L. Krüger, Konforme Abbildung des
 * Erdellipsoids in der Ebene (1912).
 */
export function fromGaussKruger(
  eastingM: number,
  northingM: number,
  centralDeg: number,
): [lng: number, lat: number] {
  const xi = northingM / RADIUS_M;
  const eta = (eastingM - FALSE_EASTING_M) / RADIUS_M;
  let xiOn = xi;
  let etaOn = eta;
  BETA.forEach((beta, i) => {
    const k = 2 * (i + 1);
    xiOn -= beta * Math.sin(k * xi) * Math.cosh(k * eta);
    etaOn -= beta * Math.cos(k * xi) * Math.sinh(k * eta);
  });
  const chi = Math.asin(Math.sin(xiOn) / Math.cosh(etaOn));
  let lat = chi;
  DELTA.forEach((delta, i) => (lat += delta * Math.sin(2 * (i + 1) * chi)));
  const lng = Math.atan2(Math.sinh(etaOn), Math.cos(xiOn));
  return [centralDeg + (lng * 180) / Math.PI, (lat * 180) / Math.PI];
}
