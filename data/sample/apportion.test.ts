import fc from 'fast-check';
import { expect, test } from 'vitest';

import { apportion } from './apportion.ts';

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

test('shares add up, and each is within one of its exact share', () => {
  const weights = fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(fc.nat(100_000), weights, (total, own) => {
      const shares = apportion(total, own);
      expect(sum(shares)).toBe(total);
      shares.forEach((share, i) =>
        expect(Math.abs(share - (total * own[i]!) / sum(own))).toBeLessThan(1.000001),
      );
    }),
  );
});

test('none is below the least or above its cap; caps that hold too little are all full', () => {
  const parts = fc.array(
    fc.record({ weight: fc.double({ min: 0.01, max: 9, noNaN: true }), cap: fc.integer({ min: 2, max: 50 }) }), // prettier-ignore
    { minLength: 1, maxLength: 40 },
  );
  fc.assert(
    fc.property(fc.nat(2_000), parts, (extra, own) => {
      const caps = own.map(({ cap }) => cap);
      const total = 2 * own.length + extra;
      const shares = apportion(total, own.map(({ weight }) => weight), 2, caps); // prettier-ignore
      expect(sum(shares)).toBe(Math.min(total, sum(caps)));
      shares.forEach((share, i) => {
        expect(share).toBeGreaterThanOrEqual(2);
        expect(share).toBeLessThanOrEqual(caps[i]!);
      });
    }),
  );
});

test('largest remainders, the earlier one first', () => {
  expect(apportion(4, [1, 1, 1])).toEqual([2, 1, 1]);
  expect(apportion(10, [5, 3.2, 1.8])).toEqual([5, 3, 2]);
  expect(apportion(3, [0, 1])).toEqual([0, 3]);
});
