import { expect, it } from 'vitest';

import { buildingPoint } from './building-point.ts';

it('a rectangle is where its middle is', () => {
  const at = buildingPoint([[[[10, 20], [14, 20], [14, 22], [10, 22], [10, 20]]]]); // prettier-ignore
  expect(at[0]).toBeCloseTo(12, 9);
  expect(at[1]).toBeCloseTo(21, 9);
});

it('a U, whose centroid is outside, is where it is thickest', () => {
  const u: [number, number][] = [[0, 0], [9, 0], [9, 9], [8, 9], [8, 1], [1, 1], [1, 9], [0, 9], [0, 0]]; // prettier-ignore
  const [x, y] = buildingPoint([[u]]);
  expect(x < 1 || x > 8 || y < 1).toBe(true);
});

it('a courtyard is never in its hole', () => {
  const [x, y] = buildingPoint([
    [
      [[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]], // prettier-ignore
      [[2, 2], [2, 7], [7, 7], [7, 2], [2, 2]], // prettier-ignore
    ],
  ]);
  expect(x > 2 && x < 7 && y > 2 && y < 7).toBe(false);
});

it('a footprint without area still has a place', () => {
  expect(buildingPoint([[[[1, 1], [2, 2], [1, 1], [1, 1]]]])).toEqual([1, 1]); // prettier-ignore
});
