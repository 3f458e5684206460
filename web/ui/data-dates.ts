import type { District, Feed } from '#data/wire/messages.ts';

import type { Words } from '../words/words.ts';

/** Which feed tells of which noun: where it has reported, the noun's date is its age and no date is shown. */
const FEED_OF: Record<string, Feed['key']> = {
  units: 'fixes',
  incidents: 'intake',
  sites: 'cameras',
};
const ORDER = [
  'areas',
  'features',
  'buildings',
  'sites',
  'units',
  'incidents',
  'people',
  'figures',
];

/** What may have a date: the nouns that are imported. */
export type DatedNoun = 'areas' | 'features' | 'buildings' | 'sites' | 'units' | 'incidents' | 'people'; // prettier-ignore

/** The date of a noun's data: as its import said it, or the day that a made-up city is of. Null where nobody said one. */
export function dataDate(
  { dataDates, sample }: Pick<District, 'dataDates' | 'sample'>,
  noun: DatedNoun,
): { date: string; made: boolean } | null {
  const date = dataDates[noun];
  if (date) return { date, made: false };
  return sample && { date: sample.endDate, made: true };
}

/** Dates of data that never reports, nouns of the same date together, in the order of the nouns. */
export function dataDateLines(
  dates: Record<string, string>,
  feeds: readonly Feed[],
  names: Words['data'],
): { date: string; nouns: string[] }[] {
  const lines: { date: string; nouns: string[] }[] = [];
  const rank = (noun: string): number => (ORDER.includes(noun) ? ORDER.indexOf(noun) : 99);
  for (const noun of Object.keys(dates).sort((a, b) => rank(a) - rank(b))) {
    const feed = feeds.find((f) => f.key === FEED_OF[noun]);
    if (feed?.newestAt) continue;
    const date = dates[noun]!;
    const name = (names as Record<string, string>)[noun] ?? noun;
    const line = lines.find((l) => l.date === date);
    if (line) line.nouns.push(name);
    else lines.push({ date, nouns: [name] });
  }
  return lines;
}
