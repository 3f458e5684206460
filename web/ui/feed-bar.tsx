import './feed-bar.css';

import { useMemo } from 'react';

import type { Feed } from '#data/wire/messages.ts';

import { feedStore } from '../live/stores.ts';
import type { LayerKey } from '../map/scene.ts';
import { formatList, formatSilence, formatSpan } from '../words/format.ts';
import { useWords } from '../words/words.ts';

import { feedAge, silentFeeds, type FeedAge } from './feed-age.ts';
import { useConnection, useServerSecond, useStore } from './use-live.ts';
import { useSees } from './use-sees.ts';

const NONE: readonly Feed[] = [];
/** The layer that lives by a feed. */
const LAYER_OF: Record<Feed['key'], LayerKey> = { fixes: 'units', intake: 'incidents', cameras: 'cameras' }; // prettier-ignore

/** Feeds that have anything for whoever is here: of the others an age says nothing. */
function useFeeds(): readonly Feed[] {
  const feeds = useStore(feedStore, (s) => s.message?.feeds ?? NONE);
  const { layer } = useSees();
  return useMemo(() => feeds.filter(({ key }) => layer(LAYER_OF[key])), [feeds, layer]);
}

/** Age of each feed now, by the server's clock; renewed each second. */
export function useFeedAges(): FeedAge[] {
  const feeds = useFeeds();
  const now = useServerSecond();
  return feeds.map((feed) => feedAge(feed, now));
}

/**
 * Each feed with its age bar; a silent one becomes an outlined chip in words, and several are one chip where there is
 * little room. One that never reported is no feed.
 */
export function FeedBar() {
  const { words, language } = useWords();
  const feeds = useFeeds();
  const ages = useFeedAges();
  // Cut off, nobody knows whether they are silent: the bar says that the picture stopped, and here how old it is.
  const lost = useConnection() === 'lost';
  const silent = silentFeeds(feeds, useServerSecond());
  const say = (name: string, ageMs: number): string => {
    const age = formatSilence(ageMs, language);
    return lost ? `${name} ${age}` : words.feedSilent(name, age);
  };
  /** Of several, longest silent first: for how long all of them, where they differ. */
  const sayAll = (of: typeof silent): string => {
    const names = formatList(
      of.map((age) => words.feeds[age.key]),
      language,
    );
    const [longest, shortest] = [of[0]!.ageMs, of.at(-1)!.ageMs];
    const least = formatSilence(shortest, language);
    if (formatSilence(longest, language) === least) return say(names, shortest);
    return (lost ? words.feedsAge : words.feedsSilent)(names, least);
  };
  return (
    <ul className="feed-bar" aria-label={words.bar.feeds}>
      {silent.length > 1 && (
        <li
          className="feed silent joined"
          title={silent.map((age) => say(words.feeds[age.key], age.ageMs)).join('\n')}
        >
          {sayAll(silent)}
        </li>
      )}
      {ages.map((age) => {
        const name = words.feeds[age.key];
        const due = words.feedTitle(feeds.find((f) => f.key === age.key)!.intervalS);
        if (age.kind === 'never') return null;
        if (age.kind === 'silent')
          return (
            <li key={age.key} className="feed silent" title={due} data-feed={age.key}>
              {say(name, age.ageMs)}
            </li>
          );
        return (
          <li key={age.key} className="feed" title={due} data-feed={age.key}>
            {name}
            <svg width="26" height="4" viewBox="0 0 26 4" aria-hidden="true">
              <rect className="track" width="26" height="4" rx="1" />
              <rect className="age" width={26 * age.share} height="4" rx="1" />
            </svg>
            <span className="ago">{formatSpan(age.ageMs, language)}</span>
          </li>
        );
      })}
    </ul>
  );
}
