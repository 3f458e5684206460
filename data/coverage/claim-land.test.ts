import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { points, tryEdit, type Corner } from '#data/fixtures/try-edit.ts';

import { claimLand, type ClaimInput } from './claim-land.ts';
import type { LatticePoint } from './edge-set.ts';
import { isSimpleRing } from './is-simple-ring.ts';

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

  test('by a ring that turns the other way takes what it goes round', () => {
    expect(claim('AB/AB', square(-800, -500, -300, 500).reverse())).toMatchObject({
      areas: { 1: 3e6, 100: 1e6 },
    });
  });

  test('by a corner said twice in a row, or one on a straight side, is as without it', () => {
    const [a, b, c, d] = square(-800, -500, -300, 500) as [Corner, Corner, Corner, Corner];
    const bare = claim('AB/AB', [a, b, c, d]);
    expect(claim('AB/AB', [a, a, b, c, c, c, d, a])).toEqual(bare);
    expect(claim('AB/AB', [a, b, [-300, 0], c, d])).toMatchObject({ areas: { 1: 3e6, 100: 1e6 } });
  });

  test('nothing, or by no ring, is refused', () => {
    expect(claim('AB/AB', square(5000, 0, 6000, 1000))).toBe('changes-nothing');
    expect(claim('AB/AB', [[0, 0], [500, 0]])).toBe('ring-not-simple'); // prettier-ignore
    expect(claim('AB/AB', square(-500, -500, 500, 500), { of: [9] })).toBe('no-such-cell');
  });
});

/** Each of them goes round land of A, and meets itself. */
const meeting: Record<string, Corner[]> = {
  'bow-tie': [[-800, -500], [-300, 500], [-300, -500], [-800, 500]],
  'two loops that touch at a corner': [[-800, -500], [-550, 0], [-800, 500], [-300, 500], [-550, 0], [-300, -500]],
  'corner that touches the inside of a side': [[-800, -500], [-300, -500], [-300, 500], [-550, -500], [-800, 500]],
  'spike of no width outwards': [[-800, -500], [-300, -500], [-300, 0], [-100, 0], [-300, 0], [-300, 500], [-800, 500]],
  'spike of no width inwards, shorter on the way back': [[-800, -500], [-300, -500], [-300, 500], [-600, 500], [-400, 500], [-800, 500]],
  'ring walked twice': [...square(-800, -500, -300, 500), ...square(-800, -500, -300, 500)],
  'two loops joined by a way walked there and back': [[-800, -500], [-500, -500], [-500, -200], [-500, 200], [-500, 500], [-800, 500], [-800, 200], [-500, 200], [-500, -200], [-800, -200]],
  'crossing less than a step wide': [[-800, -500], [-300, 500], [-299, 500], [-800, -499], [-800, 500], [-700, 500]],
  'line there and back': [[-800, -500], [-300, 500], [-550, 0]],
  'one place three times': [[-500, 0], [-500, 0], [-500, 0]],
}; // prettier-ignore

describe.each(Object.entries(meeting))('a ring that meets itself: %s', (_, ring) => {
  test.each([
    ['carved', {}],
    ['carved out of one cell', { of: [1] }],
    ['drawn', { of: [0] }],
    ['given', { to: 2 }],
  ])('is refused when it is %s', (_, more) => {
    expect(claim('AB/AB', ring, more)).toBe('ring-not-simple');
    expect(claim('AB/AB', ring.toReversed(), more)).toBe('ring-not-simple');
    expect(claim('AB/AB', [...ring.slice(2), ...ring.slice(0, 2)], more)).toBe('ring-not-simple');
  });
});

test('a ring of loops that are joined is taken where it is said to be one', () => {
  const ring = meeting['two loops joined by a way walked there and back']!;
  expect(claim('AB/AB', ring, { joinsLoops: true })).toMatchObject({ areas: { 1: 3.64e6, 100: 0.36e6 } }); // prettier-ignore
});

test('any ring is taken as simple just where every two of its sides meet in a corner that follows, or not at all', () => {
  const corner = fc.record({ x: fc.integer({ min: -4, max: 4 }), y: fc.integer({ min: -4, max: 4 }) }); // prettier-ignore
  const seen = { simple: 0, not: 0 };
  fc.assert(
    fc.property(fc.array(corner, { minLength: 3, maxLength: 7 }), (ring) => {
      const simple = isSimpleRing(ring);
      seen[simple ? 'simple' : 'not']++;
      expect(simple).toBe(meetsOnlyNext(ring));
    }),
    { numRuns: 20_000, seed: 5 },
  );
  expect(Math.min(seen.simple, seen.not)).toBeGreaterThan(1000);
});

/** The same by the definition: all points that two sides have in common, as fractions, every side against every other. */
function meetsOnlyNext(ring: readonly LatticePoint[]): boolean {
  const way = ring.filter((p, i) => p.x !== ring.at(i - 1)!.x || p.y !== ring.at(i - 1)!.y);
  if (way.length < 3) return false;
  const side = (i: number): [LatticePoint, LatticePoint] => [way[i]!, way[(i + 1) % way.length]!];
  for (let i = 0; i < way.length; i++)
    for (let j = i + 1; j < way.length; j++) {
      const [[a, b], [c, d]] = [side(i), side(j)];
      const [rx, ry, sx, sy] = [b.x - a.x, b.y - a.y, d.x - c.x, d.y - c.y];
      const by = rx * sy - ry * sx;
      const [qx, qy] = [c.x - a.x, c.y - a.y];
      const isNext = j === i + 1 || (i === 0 && j === way.length - 1);
      if (by !== 0) {
        // Where on each of the two they meet, in parts of `by`.
        const [t, u] = [(qx * sy - qy * sx) / by, (qx * ry - qy * rx) / by];
        if (!isNext && t >= 0 && t <= 1 && u >= 0 && u <= 1) return false;
      } else if (qx * ry - qy * rx === 0) {
        const along = (p: LatticePoint): number => (p.x - a.x) * rx + (p.y - a.y) * ry;
        const [low, high] = [Math.min(along(c), along(d)), Math.max(along(c), along(d))];
        const common = Math.min(high, along(b)) - Math.max(low, 0);
        if (common > 0 || (common === 0 && !isNext)) return false;
      }
    }
  return true;
}

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
