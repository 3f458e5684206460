import { describe, expect, it } from 'vitest';

import { bearingDeg } from '#data/geo/bearing-deg.ts';
import { distanceM } from '#data/geo/distance-m.ts';

import { seesPoint, SIGHT_M } from './sees-point.ts';

const HERE: [number, number] = [118.9, 32.1];
const M_LAT = 1 / 110_884;
const M_LNG = M_LAT / Math.cos((32.1 * Math.PI) / 180);
/** A point `m` metres away from here, in a direction. */
const away = (m: number, deg: number): [number, number] => [
  HERE[0] + m * Math.sin((deg * Math.PI) / 180) * M_LNG,
  HERE[1] + m * Math.cos((deg * Math.PI) / 180) * M_LAT,
];
const facing = (azimuthDeg: number | null, kind = 'fixed') => ({
  at: HERE,
  azimuthDeg,
  class: kind,
});

describe('the bearing of a point', () => {
  it.each([0, 45, 90, 135, 180, 225, 270, 315, 359])('is %i° where it lies there', (deg) => {
    expect(bearingDeg(HERE, away(50, deg))).toBeCloseTo(deg, 1);
  });
});

describe('a camera', () => {
  it.each([
    [0, 0, true],
    [0, 29.5, true],
    [0, 30.5, false],
    [0, 330.5, true],
    [0, 329.5, false],
    // Across north from the other side.
    [350, 10, true],
    [350, 21, false],
    [90, 270, false],
    [180, 200, true],
  ])('that faces %i° sees what lies at %f°: %s', (azimuth, bearing, sees) => {
    expect(seesPoint(facing(azimuth), away(40, bearing))).toBe(sees);
  });
  it('sees as far as its range and no farther', () => {
    expect(distanceM(HERE, away(SIGHT_M, 90))).toBeCloseTo(SIGHT_M, 0);
    expect(seesPoint(facing(90), away(SIGHT_M - 1, 90))).toBe(true);
    expect(seesPoint(facing(90), away(SIGHT_M + 1, 90))).toBe(false);
  });
  it('without a direction looks round when it is a dome, and else is not said to see', () => {
    for (const bearing of [0, 120, 240]) {
      expect(seesPoint(facing(null, 'dome'), away(40, bearing))).toBe(true);
      expect(seesPoint(facing(null), away(40, bearing))).toBe(false);
    }
    expect(seesPoint(facing(null, 'dome'), away(SIGHT_M + 1, 0))).toBe(false);
  });
  it('sees what is right below it', () => {
    expect(seesPoint(facing(77), HERE)).toBe(true);
  });
});
