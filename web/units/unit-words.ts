import type { AreaOnWire } from '#data/wire/packed.ts';

import { formatDistance } from '../words/format.ts';
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

/** A chain of areas below the district, the district itself where there is nothing below: `长亭街道 › 鹤塘社区`. */
export function chainWords(chain: readonly AreaOnWire[], language: Language): string {
  const below = chain.length > 1 ? chain.slice(1) : chain;
  return below.map((area) => nameIn(language, area)).join(' › ');
}
