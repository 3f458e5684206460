import type { Sample } from '#data/sample/sample.ts';

import { measureGridsInBand } from './grids-in-band.ts';
import type { Measure } from './measure.ts';
import { survey, type Survey } from './survey.ts';

/** One question a file. */
const QUESTIONS: ((survey: Survey) => Measure | Measure[])[] = [measureGridsInBand];

/** What makes a sample believable, measured on what it has: nothing of how it was made is known here. */
export function reportSample(sample: Sample): Measure[] {
  const all = survey(sample);
  return QUESTIONS.flatMap((question) => question(all));
}
