import type { AreaOnWire } from '#data/wire/packed.ts';

import { labelOf } from '../areas/area-label.ts';
import { formatDistance, shortCommunity } from '../words/format.ts';
import { nameIn, type Language, type Words } from '../words/words.ts';

import type { UnitPlace } from './team.ts';

/** In or out of its own area, in words; '' off duty. */
export function placeWords(place: UnitPlace, words: Words, language: Language): string {
  switch (place.kind) {
    case 'hidden':
      return '';
    case 'unknown':
      return words.units.unknownPlace;
    case 'inside':
      return words.units.inside;
    case 'outside':
      return words.units.outsideBy(formatDistance(place.outM, language));
  }
}

/** A chain of areas below the district, the district itself where there is nothing below: `长亭街道 › 鹤塘 › 第7网格`. */
export function chainWords(chain: readonly AreaOnWire[], language: Language): string {
  const steps = (chain.length > 1 ? chain.slice(1) : chain).map((area) =>
    inLanguage(area, language),
  );
  return steps.map((step, i) => labelOf(step, steps[i - 1])).join(' › ');
}

/** A unit's own area in the fewest words that tell it from the others of the team of `teamAreaId`: `鹤塘 第7网格`, within its community `第7网格`. */
export function homeWords(
  chain: readonly AreaOnWire[],
  teamAreaId: number | null,
  language: Language,
): string {
  const home = chain.at(-1);
  if (!home) return '';
  const parent = chain.at(-2);
  const own = labelOf(inLanguage(home, language), parent && inLanguage(parent, language));
  const known = chain.findIndex((area) => area.id === teamAreaId);
  if (home.level < 4 || !parent || known >= chain.length - 2) return own;
  return `${shortCommunity(inLanguage(parent, language).name)} ${own}`;
}

function inLanguage(area: AreaOnWire, language: Language): { level: number; name: string } {
  return { level: area.level, name: nameIn(language, area) };
}
