import { expect, test } from 'vitest';

import { PROBLEM_KINDS, type Problem } from '#data/plans/problems/problem.ts';

import { wordsOf } from '../../words/words.ts';

import { adviceOf, MENDED } from './problem-text.ts';

const problem = (kind: Problem['kind'], size: number): Problem => ({ kind, areas: [1], buildings: [], compoundId: null, at: [0, 0], size }); // prettier-ignore

test('of each problem that no act mends a person is told what to do, and of others nothing', () => {
  for (const language of ['zh-CN', 'en'] as const)
    for (const kind of PROBLEM_KINDS)
      expect(adviceOf(problem(kind, -1), wordsOf(language)) === '', kind).toBe(MENDED.has(kind));
});

test('of too few points another thing than of too many', () => {
  const words = wordsOf('en');
  expect(adviceOf(problem('management-points', -2), words)).toContain('Set up points');
  expect(adviceOf(problem('management-points', 3), words)).toContain('Split the grid');
});
