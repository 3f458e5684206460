import type { Feed } from '#data/wire/messages.ts';

import { feedStore, serverNow } from '../live/stores.ts';
import type { FadeKey } from '../map/opacity.ts';
import { tallyStore } from '../map/tally.ts';
import { formatCount, formatDataDate, formatSilence, formatSpan } from '../words/format.ts';
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
  const counted = words.layers.counted(shown, inView);
  if (!on || tally.shown === tally.inView) return <span title={counted}>{inView}</span>;
  const closer = hint && isNearer;
  return (
    <span title={closer ? `${counted} · ${words.layers.closer}` : counted}>
      {`${shown} / ${inView}`}
      {closer && <Closer label={words.layers.closer} />}
    </span>
  );
}

/** What is in the frame is drawn nearer: a lens, for words would not leave the row as it is. */
function Closer({ label }: { label: string }) {
  return (
    <svg
      className="closer"
      width="12"
      height="12"
      viewBox="0 0 12 12"
      role="img"
      aria-label={label}
    >
      <path d="M8.6 5a3.6 3.6 0 1 1-7.2 0 3.6 3.6 0 0 1 7.2 0ZM7.7 7.7 11 11M5 3.3v3.4M3.3 5h3.4" />
    </svg>
  );
}

/** What tells how old a layer is: the feed that reports it, else the date of what was imported. */
export interface LayerSource {
  feed?: Feed['key'];
  noun?: DatedNoun;
}

/**
 * How old a layer is: of what reports its age, loud when a report is overdue; of what never does the date of its data;
 * where nobody says one, that.
 */
export function LayerAge({ feed, noun }: LayerSource) {
  const told = useStore(feedStore, ({ message }) => message !== null);
  const reported = useStore(feedStore, ({ message }) => message?.feeds.some((f) => f.key === feed && f.newestAt !== null)); // prettier-ignore
  if (feed && reported) return <FeedAge feed={feed} />;
  if (feed && !told) return null;
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

/** `toReport`: it may yet report, and has not. */
function DataDate({ noun, toReport }: { noun: DatedNoun | undefined; toReport: boolean }) {
  const { words, language } = useWords();
  const district = useDistrict();
  if (!district || district.empty) return null;
  const dated = noun && dataDate(district, noun);
  if (dated) {
    const title = dated.made ? words.layers.madeOn(dated.date) : words.layers.dataOf(dated.date);
    return (
      <time className="layer-age" dateTime={dated.date} title={title}>
        {formatDataDate(dated.date, serverNow(), language)}
      </time>
    );
  }
  const why = !noun ? 'noDateOfTiles' : toReport ? 'noDateNorReport' : 'noDate';
  return (
    <span className="layer-age" title={words.layers[why]}>
      {words.layers.undated}
    </span>
  );
}
