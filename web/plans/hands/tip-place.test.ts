import { describe, expect, test } from 'vitest';

import { tipPlace } from './tip-place.ts';

const map = { width: 560, height: 636 };
const tip = { width: 200, height: 50 };

describe('a tip', () => {
  test('stands to the lower right of its place', () => {
    expect(tipPlace({ x: 100, y: 100 }, tip, map, 1)).toEqual({ x: 118, y: 114 });
    expect(tipPlace({ x: 100, y: 100 }, tip, map, 1.5)).toEqual({ x: 127, y: 121 });
  });
  test('goes to the other side where the map ends', () => {
    expect(tipPlace({ x: 500, y: 600 }, tip, map, 1)).toEqual({ x: 282, y: 536 });
    expect(tipPlace({ x: 500, y: 100 }, tip, map, 1)).toEqual({ x: 282, y: 114 });
  });
  test('is within a map that leaves no side free, and begins within one that is narrower', () => {
    expect(tipPlace({ x: 150, y: 20 }, { width: 280, height: 50 }, { width: 300, height: 90 }, 1)).toEqual({ x: 12, y: 32 }); // prettier-ignore
    expect(tipPlace({ x: 50, y: 20 }, tip, { width: 100, height: 90 }, 1).x).toBe(8);
  });
  test('of a place beyond the map stays on it', () => {
    expect(tipPlace({ x: -300, y: 900 }, tip, map, 1)).toEqual({ x: 8, y: 578 });
  });
});
