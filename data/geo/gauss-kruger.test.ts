import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { fromGaussKruger } from './gauss-kruger.ts';

/** Metres to a degree of latitude, roughly. */
const DEG_M = 111_195;

/** The other way, by another series: in powers of the longitude from the central meridian, as handbooks of survey have it. */
function toPlane(lng: number, lat: number, central: number): [east: number, north: number] {
  const [a, f] = [6_378_137, 1 / 298.257222101];
  const e2 = f * (2 - f);
  const ep2 = e2 / (1 - e2);
  const phi = (lat * Math.PI) / 180;
  const l = ((lng - central) * Math.PI) / 180;
  const [s, c, t] = [Math.sin(phi), Math.cos(phi), Math.tan(phi)];
  const n = a / Math.sqrt(1 - e2 * s * s);
  const eta2 = ep2 * c * c;
  const arc = meridianM(phi, a, e2);
  const north =
    arc +
    (n * t * c ** 2 * l ** 2) / 2 +
    (n * t * c ** 4 * (5 - t ** 2 + 9 * eta2 + 4 * eta2 ** 2) * l ** 4) / 24 +
    (n * t * c ** 6 * (61 - 58 * t ** 2 + t ** 4) * l ** 6) / 720;
  const east =
    n * c * l +
    (n * c ** 3 * (1 - t ** 2 + eta2) * l ** 3) / 6 +
    (n * c ** 5 * (5 - 18 * t ** 2 + t ** 4 + 14 * eta2 - 58 * t ** 2 * eta2) * l ** 5) / 120;
  return [500_000 + east, north];
}

/** Length of the meridian from the equator, by Simpson's rule. */
function meridianM(phi: number, a: number, e2: number): number {
  const steps = 2000;
  const at = (x: number): number => (a * (1 - e2)) / (1 - e2 * Math.sin(x) ** 2) ** 1.5;
  let sum = at(0) + at(phi);
  for (let i = 1; i < steps; i++) sum += at((phi * i) / steps) * (i % 2 === 1 ? 4 : 2);
  return (sum * phi) / steps / 3;
}

describe('fromGaussKruger', () => {
  it('undoes the other series to a millimetre, anywhere in a zone', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1.6, max: 1.6, noNaN: true }),
        fc.double({ min: 3, max: 54, noNaN: true }),
        fc.integer({ min: 25, max: 45 }),
        (off, lat, zone) => {
          const lng = zone * 3 + off;
          const [east, north] = toPlane(lng, lat, zone * 3);
          const back = fromGaussKruger(east, north, zone * 3);
          expect(Math.abs(back[0] - lng) * DEG_M).toBeLessThan(1e-3);
          expect(Math.abs(back[1] - lat) * DEG_M).toBeLessThan(1e-3);
        },
      ),
      { numRuns: 200, seed: 5 },
    );
  });
});
