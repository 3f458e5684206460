import { expect, it } from 'vitest';

import { spreadDiscs, type Disc } from './spread-symbols.ts';

const disc = (x: number, y: number, rank = 4, r = 10): Disc => ({ x, y, r, rank });
const gap = (a: Disc, b: Disc): number => Math.hypot(a.x - b.x, a.y - b.y) - a.r - b.r;

it('moves two of a rank apart by the same way each, until they touch', () => {
  const [a, b] = [disc(0, 0), disc(12, 0)];
  spreadDiscs([a, b]);
  expect(gap(a, b)).toBeCloseTo(0, 5);
  expect([a.x, b.x]).toEqual([-4, 16]);
});

it('lets the graver one stay, and leaves alone what touches nothing', () => {
  const [grave, quiet, far] = [disc(0, 0, 1), disc(0, 5, 4), disc(90, 0)];
  spreadDiscs([quiet, far, grave]);
  expect(grave).toEqual(disc(0, 0, 1));
  expect(far).toEqual(disc(90, 0));
  expect(quiet.y).toBeCloseTo(20, 5);
});

it('parts two at the very same place, always in the same way', () => {
  const ends = [0, 1].map(() => {
    const both = [disc(5, 5), disc(5, 5)] as const;
    spreadDiscs(both);
    expect(gap(...both)).toBeCloseTo(0, 5);
    return both;
  });
  expect(ends[0]).toEqual(ends[1]);
});

it('leaves none overlapping among five, and none farther from its place than it is wide', () => {
  const five = [disc(0, 0), disc(3, 1), disc(-4, 2), disc(1, -5), disc(0, 6)];
  const homes = five.map(({ x, y }) => [x, y] as const);
  spreadDiscs(five);
  five.forEach((a, i) => {
    for (const b of five.slice(i + 1)) expect(gap(a, b)).toBeGreaterThan(-0.7);
    expect(Math.hypot(a.x - homes[i]![0], a.y - homes[i]![1])).toBeLessThanOrEqual(20.001);
  });
});
