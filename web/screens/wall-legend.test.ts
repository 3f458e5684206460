import { expect, it } from 'vitest';

import { marksOnWall } from './wall-legend.tsx';

const ALL = ['incidents', 'units', 'areas', 'base'] as const;

it('names on a wall what its map shows at its zoom, and nothing else', () => {
  // As it is first shown: Ⅲ and Ⅳ in time are left out far out.
  expect(marksOnWall(ALL, 11.5)).toEqual([1, 2, 'dot', 'squad']);
  expect(marksOnWall(ALL, 14)).toEqual([1, 2, 3, 4, 'dot', 'squad']);
  // A large city, where all but Ⅰ is counted.
  expect(marksOnWall(ALL, 9)).toEqual([1, 'incident-count', 'unit-count']);
  expect(marksOnWall(['areas', 'base'], 11.5)).toEqual([]);
});
