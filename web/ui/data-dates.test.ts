import { expect, it } from 'vitest';

import { zhCN } from '../words/zh-cn.ts';

import { dataDateLines } from './data-dates.ts';

const feed = (newestAt: string | null) =>
  [
    { key: 'fixes', intervalS: 10, newestAt },
    { key: 'intake', intervalS: 10, newestAt: null },
  ] as const;
const dates = { units: '2026-01-02', areas: '2021-03-31', features: '2026-01-02', extra: '2000-01-01' }; // prettier-ignore

it('dates what never reports, nouns of one date together, and leaves out what a feed tells of', () => {
  expect(dataDateLines(dates, feed(null), zhCN.data)).toEqual([
    { date: '2021-03-31', nouns: ['边界'] },
    { date: '2026-01-02', nouns: ['底图', '人员'] },
    { date: '2000-01-01', nouns: ['extra'] },
  ]);
  expect(
    dataDateLines(dates, feed('2026-01-02T00:00:00Z'), zhCN.data).flatMap((l) => l.nouns),
  ).not.toContain('人员');
});
