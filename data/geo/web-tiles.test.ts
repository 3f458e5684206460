import { expect, it } from 'vitest';

import { boundsMeet } from './bounds.ts';
import { surroundingsOf, tileBounds } from './web-tiles.ts';

it('a tile shows what its place in the grid says', () => {
  expect(tileBounds(0, 0, 0).map((d) => Number(d.toFixed(4)))).toEqual([-180, -85.0511, 180, 85.0511]); // prettier-ignore
  // Nanjing, as any slippy map has it.
  const [west, south, east, north] = tileBounds(12, 3399, 1662);
  expect(west < 118.8 && 118.8 < east && south < 32.04 && 32.04 < north).toBe(true);
  expect(tileBounds(12, 3400, 1662)[0]).toBe(east);
  expect(tileBounds(12, 3399, 1663)[3]).toBe(south);
});

it('surroundings reach as far again as the district, and never over the edge', () => {
  const near = surroundingsOf([118.7, 32, 118.8, 32.05]);
  expect(near.map((d) => Number(d.toFixed(9)))).toEqual([118.6, 31.9, 118.9, 32.15]);
  expect(surroundingsOf([10, 20, 10, 20])).toEqual([9.98, 19.98, 10.02, 20.02]);
  expect(surroundingsOf([-179.9, -85, 179, 85])).toEqual([-180, -85.0511, 180, 85.0511]);
  expect(boundsMeet(near, tileBounds(1, 1, 0))).toBe(true);
  expect(boundsMeet(near, tileBounds(12, 3388, 1662))).toBe(false);
});
