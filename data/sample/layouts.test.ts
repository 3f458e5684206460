import fc from 'fast-check';
import { expect, test } from 'vitest';

import { createDraw } from './draw.ts';
import type { Point } from './ground.ts';
import { layOut, type Form } from './layouts.ts';
import { groundWithin, isWithin } from './lots.ts';

/** A convex ring: corners in order round an ellipse. */
const ring = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 0, max: 71 }), { minLength: 3, maxLength: 9 }),
    fc.integer({ min: 30, max: 220 }),
    fc.integer({ min: 30, max: 220 }),
  )
  .map(([steps, a, b]): Point[] =>
    steps
      .toSorted((p, q) => p - q)
      .map((step) => [a * Math.cos((step * Math.PI) / 36), b * Math.sin((step * Math.PI) / 36)]),
  );
const FORMS: Form[] = ['slabs', 'towers', 'old', 'shops', 'offices', 'works', 'school', 'mall', 'station']; // prettier-ignore

test('buildings stand within their ring whatever its shape, and none where they are kept out', () => {
  fc.assert(
    fc.property(ring, fc.constantFrom(...FORMS), fc.integer(), (corners, form, seed) => {
      const draw = createDraw(seed, 'test');
      const pond = ([x, y]: Point): boolean => Math.hypot(x, y) < 15;
      for (const { corners: own } of layOut(form, draw(), corners, draw() - 0.5, draw, pond)) {
        // Nine digits: corners that touch the ring may lie a rounding beyond it.
        const [cx, cy] = [(own[0]![0] + own[2]![0]) / 2, (own[0]![1] + own[2]![1]) / 2];
        for (const [x, y] of own) {
          expect(isWithin(corners, [x + (cx - x) * 1e-9, y + (cy - y) * 1e-9])).toBe(true);
          expect(pond([x, y])).toBe(false);
        }
        // Nor does one stand over the pond, all its corners beside it.
        expect(isWithin(own, [0, 0])).toBe(false);
      }
    }),
  );
});

test('a square holds rows of what it is for', () => {
  const square: Point[] = [[0, 0], [100, 0], [100, 100], [0, 100]]; // prettier-ignore
  const count = (form: Form): number => layOut(form, 0, square, 0, createDraw(1, 'test')).length;
  expect(count('slabs')).toBeGreaterThanOrEqual(6);
  expect(count('old')).toBeGreaterThanOrEqual(30);
  expect(count('works')).toBeGreaterThanOrEqual(1);
  expect(layOut('old', 0, [], 0, createDraw(1, 'test'))).toEqual([]);
});

test('ground within sides: each takes its own, and may leave nothing', () => {
  const sides = (takesM: number) =>
    ([[0, 0], [30, 0], [30, 20], [0, 20]] as Point[]).map((from, i, all) => ({ from, to: all[(i + 1) % 4]!, takesM })); // prettier-ignore
  const xs = groundWithin(sides(4)).map((p) => p[0]);
  expect([Math.min(...xs), Math.max(...xs)]).toEqual([4, 26]);
  expect(groundWithin(sides(11))).toEqual([]);
  expect(groundWithin([])).toEqual([]);
});
