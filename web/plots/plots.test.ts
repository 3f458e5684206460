import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { dailyMeans, isComparable, peakOf, shortenCategories, trailingMeans, weekdayOf } from './count-facts.ts'; // prettier-ignore
import { barsPath, linePath, lyingPath, stairsPath } from './marks.ts';
import { bandsIn, scaleLinear, topOf } from './scales.ts';

describe('scales', () => {
  it('are straight, and still where nothing differs', () => {
    const y = scaleLinear([0, 10], [100, 0]);
    expect([y(0), y(5), y(10), y(12)]).toEqual([100, 50, 0, -20]);
    expect(scaleLinear([3, 3], [7, 9])(3)).toBe(7);
  });
  it('end at a round number that is not below the most, and less than twice and a half of it', () => {
    expect([0, 1, 2, 3, 7, 9, 10, 11, 41, 99, 101, 7_300].map(topOf)).toEqual([1, 1, 2, 4, 8, 10, 10, 20, 60, 100, 200, 8_000]); // prettier-ignore
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 10_000_000 }), (most) => {
        const top = topOf(most);
        expect(top).toBeGreaterThanOrEqual(most);
        expect(top).toBeLessThan(2.5 * most);
        expect(Number.isInteger(top / 2)).toBe(true);
      }),
    );
  });
  it('part a width into places: every pixel is of the place that is drawn there', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 200, max: 1_900 }),
        fc.integer({ min: 0, max: 40 }),
        (count, wide, from) => {
          const x = bandsIn(count, [from, from + wide], 0.6);
          for (let i = 0; i < count; i++) {
            expect(x.indexAt(x.middleAt(i))).toBe(i);
            expect(Number.isInteger(x.barAt(i)) && Number.isInteger(x.bar)).toBe(true);
            if (i > 0) expect(x.barAt(i)).toBeGreaterThanOrEqual(x.barAt(i - 1) + x.bar);
          }
          expect([x.indexAt(-99), x.indexAt(9_999)]).toEqual([0, count - 1]);
          expect(x.edgeAt(count)).toBeCloseTo(from + wide);
        },
      ),
    );
  });
});

describe('marks', () => {
  const x = bandsIn(4, [0, 40], 0.5);
  const y = scaleLinear([0, 10], [20, 0]);
  it('are bars on the base, none for 0, never invisible, and only those wanted', () => {
    expect(barsPath([5, 0, 0.01, 10], x, y)).toBe('M3 20V10h5V20ZM23 20V19h5V20ZM33 20V0h5V20Z');
    expect(barsPath([5, 5, 5, 5], x, y, (i) => i === 3)).toBe('M33 20V10h5V20Z');
    expect(barsPath([], x, y)).toBe('');
  });
  it('are lines through the middles that break where nothing is known', () => {
    expect(linePath([null, 10, 5, null], x, y)).toBe('M15 0L25 10');
    expect(linePath([1, null, 5, 5], x, y)).toBe('M5 18M25 10L35 10');
  });
  it('are stairs over whole places, and lying bars', () => {
    expect(stairsPath([0, 10], bandsIn(2, [0, 20], 0.5), y)).toBe('M0 20V20H10V0H20');
    expect([lyingPath(0, 30, 4, 8), lyingPath(5, 5, 4, 8)]).toEqual(['M0 4H30v8H0Z', '']);
  });
});

describe('facts', () => {
  it('know the weekday of a calendar day', () => {
    expect(['2026-11-23', '2026-11-28', '2026-11-29'].map(weekdayOf)).toEqual([0, 5, 6]);
  });
  it('compare with a period only that was wholly recorded', () => {
    const before = '2026-01-01T00:00:00Z';
    expect(isComparable({ before, since: '2026-01-01T00:00:00Z' })).toBe(true);
    expect(isComparable({ before, since: '2026-01-01T00:00:01Z' })).toBe(false);
    expect(isComparable({ before, since: null })).toBe(false);
  });
  it('smooth over whole spans of recorded days, up to the one that has ended', () => {
    expect(trailingMeans([1, 2, 3, 4, 5], 3)).toEqual([null, null, 2, 3, 4]);
    expect(trailingMeans([9, 0, 3, 6, 5], 3, 1, 4)).toEqual([null, null, null, 3, null]);
  });
  it('find the most, workdays and weekends', () => {
    expect([peakOf([0, 3, 5, 5]), peakOf([0, 0]), peakOf([])]).toEqual([2, null, null]);
    const week = [10, 10, 10, 10, 10, 4, 2].map((n) => [n]);
    expect(dailyMeans(week, 2)).toEqual({ workday: 5, weekend: 1.5 });
  });
  it('add up the categories that have no room, and lose none', () => {
    const all = [5, 4, 3, 2].map((count) => ({ key: `c${count}`, count, countBefore: 1 }));
    expect(shortenCategories(all, 4)).toEqual({ shown: all, rest: null });
    expect(shortenCategories(all, 3)).toEqual({ shown: all.slice(0, 2), rest: { kinds: 2, count: 5, countBefore: 2 } }); // prettier-ignore
  });
});
