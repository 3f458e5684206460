import { describe, expect, it } from 'vitest';

import { createRandom } from '#data/fixtures/random-cells.ts';

import { grows, trendOf } from './trend.ts';

/** An hour of 30 samples: a line with noise of ± 1. */
const samples = (slope: number, seed: number) => {
  const draw = createRandom(seed);
  return Array.from({ length: 30 }, (_, i) => ({
    x: i / 30,
    y: 40 + (slope * i) / 30 + 2 * draw() - 1,
  }));
};

describe('a trend', () => {
  it('is the slope of a line and no error where there is no noise', () => {
    const { slope, error } = trendOf([0, 1, 2, 3].map((x) => ({ x, y: 5 + 2 * x })));
    expect(slope).toBeCloseTo(2, 12);
    expect(error).toBeCloseTo(0, 12);
  });
  it('has an error that says how far it may be off', () => {
    let within = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const { slope, error } = trendOf(samples(3, seed));
      if (Math.abs(slope - 3) < 2 * error) within++;
    }
    // Two standard errors of about a normal distribution: 95 of 100.
    expect(within).toBeGreaterThan(180);
    expect(within).toBeLessThan(200);
  });
  it('is growth where it is surely above its bound, and but for one time in a hundred only there', () => {
    let falsely = 0;
    for (let seed = 1; seed <= 1_000; seed++) {
      expect(grows(trendOf(samples(6, seed)), 1)).toBe(true);
      expect(grows(trendOf(samples(-6, seed)), 1)).toBe(false);
      expect(grows(trendOf(samples(6, seed)), 9)).toBe(false);
      if (grows(trendOf(samples(0, seed)), 1)) falsely++;
    }
    // Three standard errors of a distribution with 28 degrees of freedom: 3 of 1,000 are expected.
    expect(falsely).toBeLessThan(10);
    expect(grows(trendOf([{ x: 0, y: 0 }, { x: 1, y: 100 }]), 1)).toBe(false); // prettier-ignore
  });
});
