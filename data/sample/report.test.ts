import { expect, test } from 'vitest';

import { makeSample } from '#data/fixtures/made-sample.ts';

import { reportSample } from './report/report-sample.ts';

test('the district has what makes a sample believable', () => {
  const measures = reportSample(makeSample('district'));
  expect(measures.filter(({ met }) => !met)).toEqual([]);
}, 300_000);
