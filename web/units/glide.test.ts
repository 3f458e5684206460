import { describe, expect, it } from 'vitest';

import { createColumns } from '#data/wire/columns.ts';

import { createGlide, stepGlide } from './glide.ts';
import { boundsOfSlots, createUnitMarks, drawnWithin, markUnits } from './unit-marks.ts';

function columnsOf(...at: [id: number, lng: number, lat: number][]) {
  const c = createColumns(8);
  at.forEach(([id, lng, lat], i) => {
    c.ids[i] = id;
    c.positions.set([lng, lat], 2 * i);
  });
  c.count = at.length;
  return c;
}
/** Where a dot is drawn at a time, as the shader computes it. */
function drawnAt(g: ReturnType<typeof createGlide>, slot: number, nowMs: number): number {
  const left = Math.min(1, Math.max(0, 1 - (nowMs / 1000 - g.values[4 * slot + 3]!) / (g.durationMs / 1000))); // prettier-ignore
  return g.seen[2 * slot]! + g.values[4 * slot]! * left;
}

describe('glide', () => {
  it('goes from the old place to the new within the duration and stays there', () => {
    const g = createGlide(8, 0, 1000);
    const c = columnsOf([1, 10, 50], [2, 11, 50]);
    stepGlide(g, c, 0);
    expect(g.values.every((v) => v === 0)).toBe(true);
    c.positions[0] = 10.001;
    stepGlide(g, c, 5_000);
    expect(drawnAt(g, 0, 5_000)).toBeCloseTo(10, 6);
    expect(drawnAt(g, 0, 5_500)).toBeCloseTo(10.0005, 6);
    expect(drawnAt(g, 0, 6_000)).toBe(10.001);
    expect(drawnAt(g, 0, 60_000)).toBe(10.001);
    expect(drawnAt(g, 1, 5_500)).toBe(11);
    expect(g.until).toBe(6_000);
  });

  it('goes on from where it is when a new fix comes on the way', () => {
    const g = createGlide(8, 0, 1000);
    const c = columnsOf([1, 10, 50]);
    stepGlide(g, c, 0);
    c.positions[0] = 10.001;
    stepGlide(g, c, 1_000);
    const before = drawnAt(g, 0, 1_400);
    c.positions[0] = 10.002;
    stepGlide(g, c, 1_400);
    expect(drawnAt(g, 0, 1_400)).toBeCloseTo(before, 6);
    expect(drawnAt(g, 0, 2_400)).toBe(10.002);
  });

  it('does not walk a jump, nor from another unit that held the slot, and grows', () => {
    const g = createGlide(1, 0, 1000);
    const c = columnsOf([1, 10, 50], [2, 11, 50], [3, 12, 50]);
    expect(stepGlide(g, c, 0)).toBe(true);
    c.positions[0] = 10.5;
    expect(stepGlide(g, c, 100)).toBe(false);
    expect(drawnAt(g, 0, 100)).toBe(10.5);
    c.ids[1] = 9;
    c.positions[2] = 11.001;
    expect(stepGlide(g, c, 200)).toBe(true);
    expect(drawnAt(g, 1, 200)).toBe(11.001);
  });
});

describe('a place that comes and goes', () => {
  it('is told of once, and is not walked to', () => {
    const c = columnsOf([1, 10, 50]);
    const g = createGlide(8, 0, 1000);
    stepGlide(g, c, 0);
    c.positions.fill(Number.NaN, 0, 2);
    expect(stepGlide(g, c, 100)).toBe(true);
    expect(stepGlide(g, c, 200)).toBe(false);
    c.positions.set([10.001, 50], 0);
    expect(stepGlide(g, c, 300)).toBe(true);
    expect(drawnAt(g, 0, 300)).toBe(10.001);
  });
});

describe('marks', () => {
  const unit = (id: number, onDuty = true) => ({ id, code: `${id}`, kind: 'worker' as const, name: '', personId: null, homeAreaId: null, onDuty }); // prettier-ignore
  it('draw fresh solid, old hollow, and neither the gone nor those off duty', () => {
    const c = columnsOf([1, 10, 50], [2, 10, 50], [3, 10, 50], [4, 10, 50], [5, 30, 50]);
    const now = 10_000_000;
    c.measuredAt.set([now - 1_000, now - 60_000, now - 300_000, now - 3_600_000, now]);
    const units = new Map([1, 2, 3, 4].map((id) => [id, unit(id)]));
    units.set(5, unit(5, false));
    const rules = { theme: 'dark', now, onlyUnits: null, opacity: 1, always: new Set<number>() } as const; // prettier-ignore
    const m = markUnits(createUnitMarks(8), c, units, rules);
    expect(m.ages).toEqual(['fresh', 'aging', 'stale', 'gone', 'fresh']);
    expect([...m.radius.slice(0, 5)]).toEqual([1, 1, 1, 0, 0]);
    expect([m.fill[3], m.fill[7]]).toEqual([255, 153]);
    expect(m.fill[11]).toBeLessThan(153);
    expect(drawnWithin(m, c, [9, 49, 11, 51])).toEqual([0, 1, 2]);
    expect([boundsOfSlots([0, 4], c), boundsOfSlots([], c)]).toEqual([[10, 50, 30, 50], [0, 0, 0, 0]]); // prettier-ignore
    // Without a place nothing is drawn, also before it is heard that somebody went off duty, and though it is selected.
    c.positions.fill(Number.NaN, 0, 2);
    const always = new Set([1]);
    expect(markUnits(createUnitMarks(8), c, units, { ...rules, always }).radius[0]).toBe(0);
    c.positions.set([10, 50], 0);
    const team = markUnits(m, c, units, {
      ...rules,
      onlyUnits: new Set([2]),
      always: new Set([4]),
    });
    expect([...team.radius.slice(0, 5)]).toEqual([0, 1, 0, 1, 0]);
  });
});
