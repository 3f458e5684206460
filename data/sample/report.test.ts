import { expect, test } from 'vitest';

import { makeSample } from '#data/fixtures/made-sample.ts';

import { reportSample } from './report/report-sample.ts';

/** What is asked and not met yet. */
const NOT_YET = [
  'footprints that overlap a road or a railway',
  'buildings without a road within 60 m that leads to them',
  'micro-grids without a building that are no named open land',
  'lake, creeks, city wall and moat, railway and yard, campus, works, hill, sports grounds, ring road',
];

test('the district has what makes a sample believable', () => {
  const measures = reportSample(makeSample('district'));
  expect(measures.filter(({ met }) => !met).map(({ name }) => name)).toEqual(NOT_YET);
}, 300_000);
