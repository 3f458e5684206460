import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { distanceM } from './distance-m.ts';
import { distanceToBorderM } from './distance-to-border-m.ts';
import type { Position, Ring } from './geometry.ts';

const square = (west: number, south: number, size: number): Ring => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];

describe('distanceToBorderM', () => {
  it('is that of the nearest edge, corner, polygon or hole', () => {
    const shape = [[square(119, 32, 0.01)]];
    const east: Position = [119.02, 32.005];
    expect(distanceToBorderM(east, shape)).toBeCloseTo(distanceM(east, [119.01, 32.005]), 0);
    const corner: Position = [119.02, 32.02];
    expect(distanceToBorderM(corner, shape)).toBeCloseTo(distanceM(corner, [119.01, 32.01]), -1);
    expect(distanceToBorderM([119.01, 32.004], shape)).toBeLessThan(1e-6);
    const two = [[square(119, 32, 0.01)], [square(119.03, 32, 0.01)]];
    expect(distanceToBorderM([119.028, 32.005], two)).toBeCloseTo(
      distanceM([119.028, 32.005], [119.03, 32.005]),
      0,
    );
    const holed = [[square(119, 32, 0.01), square(119.004, 32.004, 0.002)]];
    expect(distanceToBorderM([119.005, 32.0055], holed)).toBeCloseTo(
      distanceM([119.005, 32.0055], [119.005, 32.006]),
      0,
    );
    expect(distanceToBorderM(east, [])).toBe(Infinity);
  });

  it('agrees with the ellipsoid to a thousandth up to 15 km', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -65, max: 65, noNaN: true }),
        fc.double({ min: -0.09, max: 0.09, noNaN: true }),
        fc.double({ min: -0.09, max: 0.09, noNaN: true }),
        (lat, dx, dy) => {
          const at: Position = [10, lat];
          const to: Position = [10 + dx, lat + dy];
          const truth = distanceM(at, to);
          const found = distanceToBorderM(at, [[[to, to]]]);
          expect(Math.abs(found - truth)).toBeLessThanOrEqual(0.001 * truth + 0.01);
        },
      ),
      { numRuns: 500 },
    );
  });
});
