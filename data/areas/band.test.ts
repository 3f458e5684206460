import { describe, expect, it } from 'vitest';

import { bandStep, BANDS } from './band.ts';

const band = BANDS['grid']!;
const by = (households: number | null, residents: number | null = null) =>
  bandStep(band, { households, residents });

describe('the band of a grid', () => {
  it('is kept by households or by residents, either of them, ends included', () => {
    expect([by(300), by(500), by(400, 9_000)]).toEqual([0, 0, 0]);
    // 513 flats a grid are too many, but their 1,034 people are not.
    expect([by(513, 1034), by(250, 1000), by(900, 1500)]).toEqual([0, 0, 0]);
  });
  it('is left in three steps on either side, told by households', () => {
    expect([501, 560, 561, 640, 641].map((n) => by(n, 3_000))).toEqual([1, 1, 2, 2, 3]);
    expect([299, 250, 249, 200, 199, 0].map((n) => by(n, 400))).toEqual([-1, -1, -2, -2, -3, -3]);
  });
  it('is told by residents where nothing else is known, and by nothing where nothing is', () => {
    expect([by(null, 1200), by(null, 1501), by(null, 1921), by(null, 669)]).toEqual([0, 1, 3, -3]);
    expect(by(null)).toBeNull();
  });
});
