import type { Feed } from '#data/wire/messages.ts';

import { feedStore } from '../live/stores.ts';
import type { FadeKey } from '../map/opacity.ts';
import { tallyStore } from '../map/tally.ts';
import { formatCount, formatSilence, formatSpan } from '../words/format.ts';
import { useWords } from '../words/words.ts';

import { dataDate, type DatedNoun } from './data-dates.ts';
import { useFeedAges } from './feed-bar.tsx';
import { useDistrict, useStore } from './use-live.ts';

/**
 * How many of a layer are drawn of how many are in the map's frame: `312 / 1,725`, or one number where all are, with
 * what to do where none is unless `hint` says no. Nothing of what is not known.
 */
export function LayerCount({ of, on, hint = true }: { of: FadeKey; on: boolean; hint?: boolean }) {
  const { words } = useWords();
  const tally = useStore(tallyStore, (tallies) => tallies[of]);
  if (!tally) return null;
  // People who are not drawn, though not counted by area either, have been silent for too long: no zoom shows them.
  const isNearer = tally.shown === 0 && (of !== 'units' || tally.byArea === true);
  const [shown, inView] = [formatCount(tally.shown), formatCount(tally.inView)];
  if (!on || tally.shown === tally.inView)
    return <span title={words.layers.counted(shown, inView)}>{inView}</span>;
  return (
    <span title={words.layers.counted(shown, inView)}>
      {`${shown} / ${inView}`}
      {hint && isNearer && <small>{words.layers.closer}</small>}
    </span>
  );
}

/** What tells how old a layer is: the feed that reports it, else the date of what was imported. */
export interface LayerSource {
  feed?: Feed['key'];
  noun?: DatedNoun;
}

/** How old a layer is: of what reports its age, loud when a report is overdue; of what never does the date of its data. */
export function LayerAge({ feed, noun }: LayerSource) {
  const reported = useStore(feedStore, ({ message }) => message?.feeds.some((f) => f.key === feed && f.newestAt !== null)); // prettier-ignore
  if (feed && reported) return <FeedAge feed={feed} />;
  return <DataDate noun={noun} toReport={feed !== undefined} />;
}

/** Renewed each second, which a date needs not be. */
function FeedAge({ feed }: { feed: Feed['key'] }) {
  const { words, language } = useWords();
  const age = useFeedAges().find((a) => a.key === feed);
  if (!age || age.kind === 'never') return null;
  const silent = age.kind === 'silent';
  const span = silent ? formatSilence(age.ageMs, language) : formatSpan(age.ageMs, language);
  return (
    <span
      className={`layer-age${silent ? ' silent' : ''}`}
      title={silent ? words.layers.silent(span) : words.layers.age(span)}
    >
      {span}
    </span>
  );
}

/** `toReport`: it is to report and has not yet, and so is no import whose date was forgotten. */
function DataDate({ noun, toReport }: { noun: DatedNoun | undefined; toReport: boolean }) {
  const { words } = useWords();
  const district = useDistrict();
  if (!district || district.empty) return null;
  const dated = noun && dataDate(district, noun);
  if (dated) {
    const title = dated.made ? words.layers.madeOn(dated.date) : words.layers.dataOf(dated.date);
    return (
      <time className="layer-age" dateTime={dated.date} title={title}>
        {dated.date}
      </time>
    );
  }
  if (toReport) return null;
  return (
    <span className="layer-age" title={noun ? words.layers.noDate : words.layers.noDateOfTiles}>
      {words.layers.undated}
    </span>
  );
}
