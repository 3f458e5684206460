import { expect, it } from 'vitest';

import type { MultiPolygonCoordinates, Position } from '#data/geo/geometry.ts';

import { createFindHolders } from './find-holders.ts';

const ring = (w: number, s: number, e: number, n: number): Position[] => [[w, s], [e, s], [e, n], [w, n], [w, s]]; // prettier-ignore
const box = (...sides: [number, number, number, number]): MultiPolygonCoordinates => [[ring(...sides)]]; // prettier-ignore

it('an area is of the shape that holds its inmost point: of none in a hole or outside, of both where they overlap', () => {
  const find = createFindHolders([
    { code: 'west', coordinates: box(118, 32, 118.1, 32.1) },
    { code: 'east', coordinates: [[ring(118.1, 32, 118.2, 32.1), ring(118.14, 32.04, 118.16, 32.06)]] }, // prettier-ignore
    { code: 'over', coordinates: box(118.18, 32, 118.3, 32.1) },
  ]);
  expect(find(box(118.01, 32.01, 118.02, 32.02))).toEqual(['west']);
  // Most of it is east of the border.
  expect(find(box(118.09, 32.01, 118.12, 32.02))).toEqual(['east']);
  expect(find(box(118.145, 32.045, 118.155, 32.055))).toEqual([]);
  expect(find(box(118.185, 32.01, 118.195, 32.02))).toEqual(['east', 'over']);
  expect(find(box(119, 32, 119.1, 32.1))).toEqual([]);
});
