import { describe, expect, it } from 'vitest';

import { overWater, watersOf } from './over-water.ts';

const box = (w: number, n: number, e: number, s: number): number[] => [w, n, e, n, e, s, w, s, w, n]; // prettier-ignore
const MILLION = 1_000_000;

describe('overWater', () => {
  const river = watersOf([{ ring: box(0, MILLION, 5 * MILLION, MILLION + 900), of: 0 }]);
  it('is the stretch between the banks and a little beyond', () => {
    expect(overWater([500, 0, 500, 2 * MILLION], river, 20)).toEqual([
      [500, MILLION - 20, 500, MILLION + 920],
    ]);
  });
  it('follows a bend in mid stream, and is nothing on land', () => {
    const line = [500, MILLION - 100, 500, MILLION + 400, 900, MILLION + 450, 900, MILLION + 2000];
    expect(overWater(line, river, 0)).toEqual([
      [500, MILLION, 500, MILLION + 400, 900, MILLION + 450, 900, MILLION + 900],
    ]);
    expect(overWater([0, 0, 5 * MILLION, 10], river, 20)).toEqual([]);
  });
  it('is not over an island, and is over what two waters share', () => {
    const lake = watersOf([
      { ring: box(0, 0, 1000, 1000), of: 0 },
      { ring: box(400, 400, 600, 600), of: 0 },
    ]);
    expect(overWater([-100, 500, 1100, 500], lake, 0)).toEqual([
      [0, 500, 400, 500],
      [600, 500, 1000, 500],
    ]);
    const twice = watersOf([
      { ring: box(0, 0, 1000, 1000), of: 0 },
      { ring: box(500, 0, 2000, 1000), of: 1 },
    ]);
    expect(overWater([-100, 500, 2100, 500], twice, 0)).toEqual([[0, 500, 500, 500, 1000, 500, 2000, 500]]); // prettier-ignore
  });
});
