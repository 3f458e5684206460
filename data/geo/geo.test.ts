import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { areaM2, ringAreaM2 } from './area-m2.ts';
import { boundsMeet, boundsOf, joinBounds } from './bounds.ts';
import { distanceM } from './distance-m.ts';
import type { Ring } from './geometry.ts';
import { labelPoint } from './label-point.ts';
import { toDegrees, toLattice } from './lattice.ts';
import { compareDirections, MAX_REACH, orientation } from './orientation.ts';
import { pointInRing, ringArea2, ringArea2Big } from './ring.ts';

const box = (w: number, s: number, e: number, n: number): Ring => [
  [w, s],
  [e, s],
  [e, n],
  [w, n],
  [w, s],
];
const reach = fc.integer({ min: -MAX_REACH, max: MAX_REACH });

describe('geo', () => {
  test('a lattice point survives degrees', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_800_000_000, max: 1_800_000_000 }), (q) => {
        expect(toLattice(toDegrees(q))).toBe(q);
      }),
    );
  });

  test('orientation and area are exact at the ends of their reach', () => {
    fc.assert(
      fc.property(reach, reach, reach, reach, reach, reach, (ax, ay, bx, by, cx, cy) => {
        const exact = ringArea2Big([ax, ay, bx, by, cx, cy]);
        expect(BigInt(orientation(ax, ay, bx, by, cx, cy))).toBe(exact);
        expect(BigInt(ringArea2([ax, ay, bx, by, cx, cy]))).toBe(exact);
      }),
    );
  });

  test('directions are in order of their angle', () => {
    const turns = [
      [1, 0],
      [2, 1],
      [0, 3],
      [-1, 1],
      [-5, 0],
      [-1, -1],
      [0, -2],
      [3, -1],
    ];
    const shuffled = turns.toReversed();
    shuffled.sort((a, b) => compareDirections(a[0]!, a[1]!, b[0]!, b[1]!));
    expect(shuffled).toEqual(turns);
    expect(compareDirections(1, 2, 2, 4)).toBe(0);
  });

  test('a point in, on and outside a ring with a notch', () => {
    const ring = [0, 0, 10, 0, 10, 10, 5, 5, 0, 10];
    const cases: [number, number, number][] = [
      [5, 2, 1],
      [5, 5, 0],
      [5, 6, -1],
      [7, 7, 0],
      [0, 3, 0],
      [3, 0, 0],
      [-1, 0, -1],
      [11, 0, -1],
      [10, 10, 0],
      [1, 5, 1],
      [-2, 10, -1],
    ];
    for (const [x, y, side] of cases) expect(pointInRing(x, y, ring), `${x}, ${y}`).toBe(side);
  });

  // Expected values by GeographicLib (PostGIS ST_Area and ST_Distance on geography).
  test('m² on the ellipsoid', () => {
    expect(ringAreaM2(box(0, 0, 1, 1)) / 1e6).toBeCloseTo(12308.778, 0);
    expect(ringAreaM2(box(0, 0, 1, 1).reverse())).toBeLessThan(0);
    const hole = [box(118.8, 32, 118.9, 32.1), box(118.84, 32.04, 118.86, 32.06).reverse()];
    const whole = areaM2([[hole[0]!]]);
    expect(areaM2([hole])).toBeCloseTo(whole - areaM2([[hole[1]!]]), 3);
  });

  test('the earth has its area', () => {
    // WGS84: 510 065 621.724 km².
    const bands = Array.from({ length: 180 }, (_, i) => ringAreaM2(box(0, i - 90, 1, i - 89)));
    expect((bands.reduce((a, b) => a + b, 0) * 360) / 1e6).toBeCloseTo(510065621.724, 1);
  });

  test('metres on the ellipsoid', () => {
    expect(distanceM([0, 0], [1, 0])).toBeCloseTo(111319.491, 2);
    expect(distanceM([0, 0], [0, 1]) / 110574.389).toBeCloseTo(1, 6);
    expect(distanceM([118.8, 32], [118.8, 32])).toBe(0);
    expect(distanceM([118.8, 32], [118.81, 32.01]) / 1456.5).toBeCloseTo(1, 3);
  });

  test('bounds', () => {
    const a = boundsOf([[box(1, 2, 3, 4)]]);
    expect(a).toEqual([1, 2, 3, 4]);
    expect(joinBounds(a, [0, 3, 2, 9])).toEqual([0, 2, 3, 9]);
    expect(boundsMeet(a, [3, 4, 5, 5])).toBe(true);
    expect(boundsMeet(a, [3.1, 4, 5, 5])).toBe(false);
  });

  test('a label sits inside, far from every border', () => {
    const horseshoe: Ring = [
      [0, 0], [9, 0], [9, 9], [6, 9], [6, 1], [3, 1], [3, 9], [0, 9], [0, 0],
    ]; // prettier-ignore
    const [x, y] = labelPoint([[horseshoe]]);
    expect(
      pointInRing(
        Math.round(x * 1e6),
        Math.round(y * 1e6),
        horseshoe.flat().map((q) => q * 1e6),
      ),
    ).toBe(1);
    expect(Math.min(Math.abs(x - 1.5), Math.abs(x - 7.5))).toBeLessThan(0.3);
    expect(() => labelPoint([])).toThrow(RangeError);
  });
});
