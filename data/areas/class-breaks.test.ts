import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { classBreaks, classOf } from './class-breaks.ts';

const values = fc.array(
  fc.option(
    fc.oneof(
      fc.nat(12),
      fc.integer({ min: 0, max: 40_000 }),
      fc.double({ min: 0, max: 90, noNaN: true }).map((n) => Math.round(n * 100) / 100),
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY),
    ),
  ),
  { maxLength: 300 },
);
const isRound = (n: number): boolean =>
  /^[125]0*$/.test(n.toExponential(11).replace(/e.*$/, '').replace('.', ''));
const known = (of: readonly (number | null)[]): number[] =>
  of.filter((v): v is number => v !== null && Number.isFinite(v));
const within = (a: readonly number[], v: number): number[] =>
  Array.from({ length: a.length + 1 }, (_, i) => i).filter(
    (i) => (i === 0 || v >= a[i - 1]!) && (i === a.length || v < a[i]!),
  );

describe('breaks between classes', () => {
  it('rise, are at most five and round: equal steps of 1, 2 or 5, or the row 1, 2, 5, 10', () => {
    fc.assert(
      fc.property(values, (of) => {
        const breaks = classBreaks(of);
        expect(breaks.length).toBeLessThanOrEqual(5);
        const steps = breaks.slice(1).map((b, i) => Number((b - breaks[i]!).toPrecision(9)));
        expect(steps.every((s) => s > 0)).toBe(true);
        const equal = steps.every((s) => s === steps[0] && isRound(s));
        expect(equal || breaks.every(isRound), breaks.join()).toBe(true);
        if (equal && steps[0] !== undefined)
          for (const b of breaks) expect(Math.abs(b / steps[0] - Math.round(b / steps[0]))).toBeLessThan(1e-6); // prettier-ignore
      }),
    );
  });
  it('put every value into exactly one class, and leave neither outer class empty', () => {
    fc.assert(
      fc.property(values, (of) => {
        const breaks = classBreaks(of);
        const classes = known(of).map((v) => {
          expect(within(breaks, v)).toEqual([classOf(breaks, v)]);
          return classOf(breaks, v);
        });
        if (breaks.length > 0) {
          expect(classes).toContain(0);
          expect(classes).toContain(breaks.length);
        }
      }),
    );
  });
  it('part any two values that differ', () => {
    fc.assert(
      fc.property(values, (of) => {
        expect(classBreaks(of).length > 0).toBe(new Set(known(of)).size > 1);
      }),
    );
  });
  it('are none where nothing differs or nothing is known', () => {
    for (const of of [[], [null, null], [7, 7, 7], [0], [Number.NaN, null, 3]])
      expect(classBreaks(of)).toEqual([]);
  });
  it('make six classes of an ordinary spread, with steps that people read', () => {
    const even = Array.from({ length: 104 }, (_, i) => 4_000 + 110 * i);
    expect(classBreaks(even)).toEqual([6000, 8000, 10000, 12000, 14000]);
    expect(classBreaks([0, 1, 2, 3])).toEqual([1, 2, 3]);
  });
  it('of many small values and few great ones follow the row, so that the small ones are told apart', () => {
    const skewed = Array.from({ length: 100 }, (_, i) => Math.round(1.045 ** i - 1));
    expect(classBreaks(skewed)).toEqual([2, 5, 10, 20, 50]);
  });
  it('of a moment ago stay while they part well, and go when they no longer do', () => {
    const of = Array.from({ length: 100 }, (_, i) => i % 12);
    const breaks = classBreaks(of);
    expect(classBreaks([...of, 12, 12, 0], 6, breaks)).toBe(breaks);
    const later = of.map((n) => n * 50);
    expect(classBreaks(later, 6, breaks)).not.toEqual(breaks);
    expect(classBreaks([3, 3, 3], 6, breaks)).toEqual([]);
  });
});
