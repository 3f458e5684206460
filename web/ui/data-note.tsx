import './data-note.css';

import type { Feed } from '#data/wire/messages.ts';

import { feedStore } from '../live/stores.ts';
import { useWords } from '../words/words.ts';

import { dataDateLines } from './data-dates.ts';
import { useDistrict, useStore } from './use-live.ts';

const NONE: readonly Feed[] = [];

/**
 * At the map's foot: the dates of imported data that never reports, and whose the data are. `raster`: the raster base
 * map is switched on, whose terms ask to be named.
 */
export function DataNote({ raster }: { raster: boolean }) {
  const { words, language } = useWords();
  const district = useDistrict();
  const feeds = useStore(feedStore, (s) => s.message?.feeds ?? NONE);
  if (!district || district.empty) return null;
  const lines = dataDateLines(district.dataDates, feeds, words.data);
  const credits = [district.attribution, raster ? (district.tiles?.attribution ?? '') : ''].filter(Boolean); // prettier-ignore
  if (lines.length === 0 && credits.length === 0) return null;
  const join = language === 'en' ? ', ' : '、';
  return (
    <p className="data-note" data-over-map>
      {lines.map(({ date, nouns }) => (
        <span key={date} data-date={date} title={words.bar.dataOfTitle(nouns.join(join), date)}>
          {words.bar.dataOf(nouns.join(join), date)}
        </span>
      ))}
      {credits.map((credit) => (
        <span key={credit}>{credit}</span>
      ))}
    </p>
  );
}
