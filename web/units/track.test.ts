import { describe, expect, it } from 'vitest';

import { FIX_REASONS } from '#data/units/fix.ts';

import { extendTrack, splitTrack, trackPoints, type TrackFix, type TrackPoint } from './track.ts';

const fix = (minute: number, reason: TrackFix['reason'] = null): TrackFix => ({
  at: [119 + minute / 1000, 32],
  measuredAt: new Date(60_000 * minute).toISOString(),
  reason,
});

describe('a track', () => {
  it('goes where the unit was, late fixes in their place, and nowhere else', () => {
    const points = trackPoints([fix(1), fix(4), fix(2, 'late'), fix(3)]);
    expect(points.map((p) => p[2] / 60_000)).toEqual([1, 2, 3, 4]);
    expect(points[1]).toEqual([119.002, 32, 120_000]);
    for (const reason of FIX_REASONS.filter((r) => r !== 'late'))
      expect(trackPoints([fix(1, reason)])).toEqual([]);
  });

  it('is not drawn across a silence', () => {
    const points = trackPoints([fix(1), fix(3), fix(13), fix(24), fix(25), fix(40)]);
    expect(splitTrack(points).map((piece) => piece.map((p) => p[2] / 60_000))).toEqual([
      [1, 3, 13],
      [24, 25],
      [40],
    ]);
    expect(splitTrack([])).toEqual([]);
  });

  it('grows by each newer fix only', () => {
    const points = trackPoints([fix(1), fix(2)]);
    const newer: TrackPoint = [119.003, 32, 180_000];
    expect(extendTrack(points, newer)).toEqual([...points, newer]);
    expect(extendTrack(points, [119.1, 32, 120_000])).toBe(points);
    expect(extendTrack(points, null)).toBe(points);
    expect(extendTrack([], newer)).toEqual([newer]);
  });
});
