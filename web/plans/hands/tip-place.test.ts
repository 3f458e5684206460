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
  test('goes to a side where it lies over no name, if there is one', () => {
    const below = { x: 340, y: 340 };
    const above = { x: 340, y: 265 };
    const at = { x: 250, y: 300 };
    expect(tipPlace(at, tip, map, 1, [{ x: 20, y: 20 }])).toEqual({ x: 268, y: 314 });
    expect(tipPlace(at, tip, map, 1, [below])).toEqual({ x: 268, y: 236 });
    expect(tipPlace(at, tip, map, 1, [below, above])).toEqual({ x: 32, y: 314 });
    const all = [below, above, { x: 100, y: 340 }, { x: 100, y: 265 }];
    expect(tipPlace(at, tip, map, 1, all)).toEqual({ x: 268, y: 314 });
  });
});
