import type { Incident } from '#data/incidents/incident.ts';

import type { AreaState } from '../live/stores.ts';
import { shortCommunity, shortStreet } from '../words/format.ts';
import { nameIn, type Language, type Words } from '../words/words.ts';

/** Where an incident is in the fewest words that a wall's reader needs: `长亭 鹤塘`; in English, whose names are longer, the community alone. */
export function placeShort(
  incident: Incident,
  areas: Pick<AreaState, 'chainOf' | 'cellAt' | 'packed'>,
  words: Words,
  language: Language,
): string {
  if (!areas.packed) return '';
  const cell = incident.areaId ?? (incident.at ? areas.cellAt(incident.at[0], incident.at[1]) : 0);
  const chain = areas.chainOf(cell);
  if (chain.length === 0) return incident.at ? words.incidents.outside : words.incidents.unplaced;
  const below = chain.filter((area) => area.level === 2 || area.level === 3);
  const shown = below.length > 0 ? below : chain.slice(-1);
  if (language === 'en')
    return nameIn(language, shown.at(-1)!).replace(/ (Community|Subdistrict)$/, '');
  return shown
    .map((area) => (area.level === 2 ? shortStreet(area.name) : shortCommunity(area.name)))
    .join(' ');
}
