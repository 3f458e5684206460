import { expect, it } from 'vitest';

import { nameKey, whyWeak } from './account.ts';
import { waitAfter } from './slow-down.ts';

it.each([
  ['short1', 'wang', 'short'],
  ['网格网格网格网格网', 'wang', 'short'],
  ['aaaaaaaaaaaaaaaa', 'wang', 'pattern'],
  ['ababababababab', 'wang', 'pattern'],
  ['Wang-of-the-watch', 'wang', 'name'],
  ['ＷＡＮＧ-of-the-watch', 'wang', 'name'],
  ['correct horse', 'wang', null],
  ['江山如此多娇引无数英雄', '王', null],
])('a password %s of %s is %s', (password, name, why) => {
  expect(whyWeak(password, name)).toBe(why);
});

it('compares names without regard to case, width or blanks about them', () => {
  expect(nameKey(' Ｗang ')).toBe('wang');
  expect(nameKey('WANG')).toBe('wang');
  expect(nameKey('wang li')).not.toBe(nameKey('wangli'));
});

it('waits from the fifth failure on, twice as long each time, up to a minute', () => {
  expect([1, 4, 5, 6, 7, 10, 11, 12, 1_000].map(waitAfter)).toEqual([
    0, 0, 1, 2, 4, 32, 60, 60, 60,
  ]);
});
