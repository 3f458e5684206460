import { expect, test } from 'vitest';

import { numberNames } from './part-names.ts';

test('only names that several have are numbered, in their order', () => {
  const names = numberNames([[9, '02微网格'], [3, '03微网格'], [4, '02微网格'], [5, ''], [6, '']]); // prettier-ignore
  expect([...names]).toEqual([[9, '02微网格①'], [3, '03微网格'], [4, '02微网格②'], [5, ''], [6, '']]); // prettier-ignore
});

test('the tenth part of one name has a number still', () => {
  const all = Array.from({ length: 10 }, (_, id) => [id, 'Grid 2'] as const);
  expect([...numberNames(all).values()].slice(8)).toEqual(['Grid 2⑨', 'Grid 2 (10)']);
});
