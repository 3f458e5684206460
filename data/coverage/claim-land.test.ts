import { describe, expect, test } from 'vitest';

import { points, tryEdit, type Corner } from '#data/fixtures/try-edit.ts';

import { claimLand, type ClaimInput } from './claim-land.ts';

const claim = (drawing: string, ring: readonly Corner[], more: Partial<ClaimInput> = {}) =>
  tryEdit(drawing, (set) => claimLand(set, { ring: points(ring), to: 100, ...more }));
const square = (west: number, south: number, east: number, north: number): Corner[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
];

describe('carving', () => {
  test('within one cell makes a hole that is a cell', () => {
    expect(claim('AB/AB', square(-800, -500, -300, 500))).toMatchObject({
      areas: { 1: 3e6, 2: 4e6, 100: 1e6 },
      created: { 100: [1] },
      retired: [],
      reshaped: [1],
    });
  });

  test('out of several cells takes of each', () => {
    expect(claim('AB/AB', square(-500, -500, 500, 500))).toMatchObject({
      areas: { 1: 3e6, 2: 3e6, 100: 2e6 },
      created: { 100: [1, 2] },
      reshaped: [1, 2],
    });
  });

  test('out of the cells meant takes of them alone', () => {
    expect(claim('AB/AB', square(-500, -500, 500, 500), { of: [2] })).toMatchObject({
      areas: { 1: 4e6, 2: 3e6, 100: 1e6 },
      created: { 100: [2] },
      reshaped: [2],
    });
  });

  test('round whole cells retires them', () => {
    expect(claim('AAA/ABA/AAA', square(-700, -700, 700, 700))).toMatchObject({
      areas: { 1: 18e6 - 3.92e6, 100: 3.92e6 },
      created: { 100: [1, 2] },
      retired: [2],
      reshaped: [1],
    });
    expect(claim('AB/AB', square(-1500, -1500, 0, 1500))).toMatchObject({
      areas: { 2: 4e6, 100: 4e6 },
      retired: [1],
      reshaped: [],
    });
  });

  test('beyond the outline takes what is within, and leaves the outside alone', () => {
    expect(claim('AB/AB', square(-2000, 500, -500, 2000))).toMatchObject({
      areas: { 1: 3.5e6, 2: 4e6, 100: 0.5e6 },
    });
  });

  test('by a ring that turns the other way, or crosses itself, takes what it goes round', () => {
    expect(claim('AB/AB', square(-800, -500, -300, 500).reverse())).toMatchObject({
      areas: { 1: 3e6, 100: 1e6 },
    });
    const bow: Corner[] = [[-800, -500], [-300, 500], [-300, -500], [-800, 500]]; // prettier-ignore
    expect(claim('AB/AB', bow)).toMatchObject({ areas: { 1: 3.5e6, 100: 0.5e6 } });
  });

  test('nothing, or by no ring, is refused', () => {
    expect(claim('AB/AB', square(5000, 0, 6000, 1000))).toBe('changes-nothing');
    expect(claim('AB/AB', [[0, 0], [500, 0]])).toBe('ring-not-simple'); // prettier-ignore
    expect(claim('AB/AB', square(-500, -500, 500, 500), { of: [9] })).toBe('no-such-cell');
  });
});

describe('drawing against the outside', () => {
  test('takes what is nobody’s, up to the cells', () => {
    expect(claim('AB/AB', square(500, -600, 2000, 600), { of: [0] })).toMatchObject({
      areas: { 1: 4e6, 2: 4e6, 100: 2.4e6 },
      created: { 100: [] },
      retired: [],
      reshaped: [],
    });
  });

  test('does not shut in a place of nobody’s', () => {
    const u = 'A.A/AAA';
    expect(claim(u, square(-600, 900, 600, 1500), { of: [0] })).toBe('leaves-a-gap');
    expect(claim(u, square(-600, -500, 600, 1500), { of: [0] })).toMatchObject({
      areas: { 1: 10e6 },
    });
  });
});

describe('giving', () => {
  test('moves land to a cell beside it', () => {
    expect(claim('AB/AB', square(-400, -500, 300, 500), { to: 2 })).toMatchObject({
      areas: { 1: 3.2e6, 2: 4.8e6 },
      created: {},
      retired: [],
      reshaped: [1, 2],
    });
  });

  test('does not move land that lies apart from it', () => {
    expect(claim('AB/AB', square(-800, -500, -300, 500), { to: 2 })).toBe('not-beside');
  });

  test('does not make a cell vanish unsaid: the last of its land retires it', () => {
    expect(claim('AB/AB', square(-1500, -1500, 100, 1500), { to: 2 })).toMatchObject({
      areas: { 2: 8e6 },
      retired: [1],
    });
  });
});
