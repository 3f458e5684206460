import { expect, it } from 'vitest';

import { remember } from './remember.ts';

it('makes a thing once for the same inputs, and anew for any other', () => {
  let made = 0;
  const pair = remember((a: object, n: number) => ({ a, n, made: ++made }));
  const [one, other] = [{}, {}];
  const first = pair(one, 1);
  expect(pair(one, 1)).toBe(first);
  expect(pair(other, 1)).not.toBe(first);
  expect(pair(other, 2).made).toBe(3);
  // Only the last is kept.
  expect(pair(one, 1).made).toBe(4);
});

it('remembers nothing of a making that failed', () => {
  let fails = true;
  const verb = remember((n: number) => {
    if (fails) throw new Error('not yet');
    return n;
  });
  expect(() => verb(1)).toThrow('not yet');
  fails = false;
  expect(verb(1)).toBe(1);
});
