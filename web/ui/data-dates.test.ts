import { expect, it } from 'vitest';

import { zhCN } from '../words/zh-cn.ts';

import { dataDate, dataDateLines } from './data-dates.ts';

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

it('takes the date that an import said before the day of the sample, and none from nowhere', () => {
  const sample = { size: 'street', seed: 1, endDate: '2026-11-26' };
  expect(dataDate({ dataDates: dates, sample: null }, 'areas')).toEqual({ date: '2021-03-31', made: false }); // prettier-ignore
  expect(dataDate({ dataDates: dates, sample }, 'areas')).toEqual({ date: '2021-03-31', made: false }); // prettier-ignore
  expect(dataDate({ dataDates: dates, sample }, 'buildings')).toEqual({ date: '2026-11-26', made: true }); // prettier-ignore
  expect(dataDate({ dataDates: dates, sample: null }, 'buildings')).toBeNull();
});
