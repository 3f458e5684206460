import { expect, test } from 'vitest';

import type { PlanAct } from '#data/plans/plan-act.ts';
import type { Problem } from '#data/plans/problems/problem.ts';

import { problemKey } from './problem-text.ts';
import { SeenFixes } from './seen-fixes.ts';

const problem = (id: number): Problem => ({ kind: 'empty', areas: [id], buildings: [], compoundId: null, at: [0, 0], size: 1 }); // prettier-ignore
const mends: PlanAct = { verb: 'reassign', areas: [1], parentId: 2 };

/** Even ones are mended; what was asked about, and how far it goes when it is let. */
function asker() {
  const asked: number[] = [];
  const waiting: (() => void)[] = [];
  let [atOnce, most] = [0, 0];
  const fixes = new SeenFixes({
    fixOf: async ({ areas: [id] }) => {
      asked.push(id!);
      most = Math.max(most, ++atOnce);
      await Promise.resolve();
      atOnce--;
      if (id === 13) throw new Error('no plan is open');
      return id! % 2 === 0 ? mends : null;
    },
    rest: () => new Promise((resolve) => waiting.push(resolve)),
  });
  const frame = async (): Promise<void> => {
    waiting.shift()?.();
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  const known = (): string[] => [...fixes.store.getState()].map(([key, has]) => `${key.split(' ')[1]}: ${has}`); // prettier-ignore
  return { fixes, asked, frame, known, most: () => most, waits: () => waiting.length };
}

test('one is asked about in a frame, those in sight alone, in the order in which they came', async () => {
  const { fixes, asked, frame, known, most, waits } = asker();
  const leave = [1, 2, 3, 4].map((id) => fixes.see(problem(id)));
  expect(asked).toEqual([]);
  await frame();
  expect(asked).toEqual([1]);
  leave[2]!();
  await frame();
  await frame();
  expect(asked).toEqual([1, 2, 4]);
  expect(known()).toEqual(['1: false', '2: true', '4: true']);
  await frame();
  // Nothing is left: nothing waits, and a row that comes later is asked about all the same.
  expect(waits()).toBe(0);
  fixes.see(problem(6));
  await frame();
  expect(known()).toContain('6: true');
  expect(most()).toBe(1);
});

test('while a hand draws nothing is asked', async () => {
  const { fixes, asked } = asker();
  fixes.see(problem(2));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(asked).toEqual([]);
});

test('a row that is seen anew keeps its answer until there is another, and tells nobody of the same one', async () => {
  const { fixes, frame, known } = asker();
  const leave = fixes.see(problem(2));
  await frame();
  let told = 0;
  fixes.store.subscribe(() => told++);
  const again = problem(2);
  fixes.see(again);
  // The row as it was goes after the new one has come: that is still asked about.
  leave();
  expect(known()).toEqual(['2: true']);
  await frame();
  await frame();
  expect(known()).toEqual(['2: true']);
  expect(told).toBe(0);
  expect(fixes.store.getState().get(problemKey(again))).toBe(true);
});

test('a desk that fails has no fix, and the others are asked about', async () => {
  const { fixes, frame, known } = asker();
  fixes.see(problem(13));
  fixes.see(problem(14));
  await frame();
  await frame();
  expect(known()).toEqual(['13: false', '14: true']);
});
