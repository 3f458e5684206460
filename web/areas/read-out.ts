import { isEstimated, type Measure } from '#data/areas/area-standing.ts';

import { areaStore } from '../live/stores.ts';
import { nameIn, type Language, type Words } from '../words/words.ts';

import { classText, measureWithUnit } from './measure-words.ts';
import { EXEMPT, shadeNow } from './shade.ts';
import { standingsNow } from './standings.ts';

/** What the pointer reads of an area: its name, then its figure with unit, then, where its own level is coloured, its class. */
export function readOut(
  areaId: number,
  shade: Measure | null,
  shadedLevel: number | null,
  words: Words,
  language: Language,
): string[] {
  const area = areaStore.getState().byId.get(areaId);
  if (!area) return [];
  const name = nameIn(language, area);
  const standing = shade && standingsNow().get(areaId);
  if (!shade || !standing) return [name];
  const mark = isEstimated(standing, shade) ? ` ${words.areas.estimated}` : '';
  const lines = [name, `${words.shade.measures[shade]} ${measureWithUnit(standing, shade, words)}${mark}`]; // prettier-ignore
  const of = shade === 'band' || area.level !== shadedLevel ? null : shadeNow(shade, area.level);
  const c = of ? of.classes[of.areas.indexOf(area)] : undefined;
  if (of && c !== undefined && c < EXEMPT && of.breaks.length > 0)
    lines.push(classText(of.breaks, c, words));
  return lines;
}
