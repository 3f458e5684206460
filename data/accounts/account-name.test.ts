import { expect, it } from 'vitest';

import { accountNameOf } from './account-name.ts';

it.each([
  ['wang.yi', 'wang.yi'],
  [' 王一 ', '王一'],
  ['li_er-2@qinglan.gov.cn', 'li_er-2@qinglan.gov.cn'],
  ['ｗａｎｇ２', 'wang2'],
  ['𠮷田', '𠮷田'],
  ['x'.repeat(64), 'x'.repeat(64)],
])('%s is kept as %s', (said, kept) => {
  expect(accountNameOf(said)).toBe(kept);
});

it.each([
  '',
  'x',
  '𠮷',
  ' ',
  'wang yi',
  '王　一',
  'a\tb',
  'a\u200bb',
  'a\u00a0b',
  '<b>',
  "o'neil",
  'a/b',
  'wang#1',
  'wang，yi',
  'İx',
  'x'.repeat(65),
  'ﷺ'.repeat(5),
])('%j is none', (said) => {
  expect(accountNameOf(said)).toBeNull();
});
