import type { Sample } from '#data/sample/sample.ts';

import { measureBordersAlongLines } from './borders-along-lines.ts';
import { measureBuildingsByRoad } from './buildings-by-road.ts';
import { measureCategoriesByPlace } from './categories-by-place.ts';
import { measureCellsUsed } from './cells-used.ts';
import { measureCompoundsWhole } from './compounds-whole.ts';
import { measureDayAndWeek } from './day-and-week.ts';
import { measureFootprintsApart } from './footprints-apart.ts';
import { measureGridsInBand } from './grids-in-band.ts';
import { measureHotPlaces } from './hot-places.ts';
import { measureHouseNumbers } from './house-numbers.ts';
import { measureLandmarks } from './landmarks.ts';
import type { Measure } from './measure.ts';
import { measureNamesOnce } from './names-once.ts';
import { measureRoadsBeyond } from './roads-beyond.ts';
import { measureRoadsConnected } from './roads-connected.ts';
import { measureRoadsOverWater } from './roads-over-water.ts';
import { measureSeason } from './season.ts';
import { survey, type Survey } from './survey.ts';

/** One question a file. */
const QUESTIONS: ((survey: Survey) => Measure | Measure[])[] = [
  measureGridsInBand,
  measureBordersAlongLines,
  measureCompoundsWhole,
  measureFootprintsApart,
  measureBuildingsByRoad,
  measureCellsUsed,
  measureRoadsConnected,
  measureRoadsOverWater,
  measureRoadsBeyond,
  measureLandmarks,
  measureNamesOnce,
  measureHouseNumbers,
  measureDayAndWeek,
  measureSeason,
  measureHotPlaces,
  measureCategoriesByPlace,
];

/** What makes a sample believable, measured on what it has: nothing of how it was made is known here. */
export function reportSample(sample: Sample): Measure[] {
  const all = survey(sample);
  return QUESTIONS.flatMap((question) => question(all));
}
