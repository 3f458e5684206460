import { expect, it } from 'vitest';

import { createRandom } from '#data/fixtures/random-cells.ts';

import { judgeHeap, type HeapSample } from './judge-heap.ts';

/** An hour of 30 samples with noise of ± 0.05 MB; each part by the hour. */
function hourOf(parts: Record<'own' | 'code' | 'rest', (hours: number) => number>): HeapSample[] {
  const draw = createRandom(5);
  const noise = (): number => 0.1 * draw() - 0.05;
  return Array.from({ length: 30 }, (_, i) => {
    const hours = i / 30;
    return {
      hours,
      own: parts.own(hours) + noise(),
      code: parts.code(hours) + noise(),
      rest: parts.rest(hours) + noise(),
    };
  });
}
const still = { own: () => 20, code: () => 8, rest: () => 6 };
const failuresOf = (parts: Partial<typeof still> | Record<string, (hours: number) => number>) =>
  judgeHeap(hourOf({ ...still, ...parts })).failures;

it('passes a heap that stands still, and one whose code slows down', () => {
  expect(failuresOf({})).toEqual([]);
  expect(failuresOf({ code: (h: number) => 8 + 3 * (1 - Math.exp(-4 * h)) })).toEqual([]);
  expect(judgeHeap(hourOf(still)).notes).toHaveLength(3);
});

it('fails a heap in which the page, or the browser for it, keeps more and more', () => {
  const [own] = failuresOf({ own: (h: number) => 20 + 0.5 * h });
  expect(own).toMatch(/^grows: the page's own values: 0\.[45]\d* ± /);
  expect(failuresOf({ rest: (h: number) => 6 + 2 * h })).toEqual([
    expect.stringMatching(/^grows: the page's own and the browser's: /),
  ]);
});

it('fails code that is made on and on, or ever faster', () => {
  expect(failuresOf({ code: (h: number) => 8 + 3 * h })).toEqual([
    expect.stringMatching(/^goes on: the engine's code: /),
  ]);
  expect(failuresOf({ code: (h: number) => 8 + 0.5 * h * h })).toEqual([
    expect.stringMatching(/^grows ever faster: /),
  ]);
});
