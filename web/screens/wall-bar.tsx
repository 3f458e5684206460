import { useContext, useRef } from 'react';

import type { Feed } from '#data/wire/messages.ts';

import { VisitorSafe } from '../devices/visitor-safe.ts';
import { feedStore } from '../live/stores.ts';
import { dataDateLines } from '../ui/data-dates.ts';
import { feedAge, silentFeeds } from '../ui/feed-age.ts';
import { ConnectionAlert, StandingAlerts } from '../ui/top-bar.tsx';
import { useConnection, useDistrict, useServerSecond, useStore } from '../ui/use-live.ts';
import { formatDate, formatSpan, formatTime } from '../words/format.ts';
import { nameIn, useWords } from '../words/words.ts';

import { useOffSeams } from './use-off-seams.ts';

const NO_FEEDS: readonly Feed[] = [];
/** What a wall looks live in: where it was imported, its date is said. */
const LIVE_NOUNS = ['units', 'incidents'];

/** Whose district, what time, how old each feed is. A silent feed takes the right end, in words. */
export function WallBar({ seams, k }: { seams: readonly number[]; k: number }) {
  const { language } = useWords();
  const district = useDistrict();
  const now = useServerSecond();
  const bar = useRef<HTMLElement>(null);
  useOffSeams(bar, seams, k);
  return (
    <header className="wall-bar" ref={bar}>
      {district && (
        <>
          <h1 data-piece="left">{nameIn(language, district)}</h1>
          <time data-piece="left">{formatTime(now, district.timeZone, false)}</time>
          <span className="date" data-piece="left">
            {formatDate(now, district.timeZone, language)}
          </span>
        </>
      )}
      <span data-piece="left">
        <ConnectionAlert />
      </span>
      <WallFeeds now={now} />
    </header>
  );
}

/** On the map's upper left, outside the district: in the bar it would take the room of a name. */
export function WallStanding({ seams, k }: { seams: readonly number[]; k: number }) {
  const { words } = useWords();
  const isSafe = useContext(VisitorSafe);
  const row = useRef<HTMLParagraphElement>(null);
  useOffSeams(row, seams, k);
  return (
    <p className="wall-standing" ref={row}>
      {isSafe && <span className="chip">{words.devices.visitorSafe}</span>}
      <StandingAlerts />
    </p>
  );
}

/** Whose data is shown, at the foot of the map: for who stands before the wall. */
export function WallCredit(props: { seams: readonly number[]; k: number; credits: string }) {
  const row = useRef<HTMLParagraphElement>(null);
  useOffSeams(row, props.seams, props.k);
  return (
    <p className="wall-credit" ref={row}>
      <span data-piece="right">{props.credits}</span>
    </p>
  );
}

function WallFeeds({ now }: { now: number }) {
  const { words, language } = useWords();
  const district = useDistrict();
  const lost = useConnection() === 'lost';
  const feeds = useStore(feedStore, (s) => s.message?.feeds ?? NO_FEEDS);
  const silent = silentFeeds(feeds, now);
  const dates = Object.entries(district?.dataDates ?? {}).filter(([n]) => LIVE_NOUNS.includes(n));
  return (
    <ul className="wall-feeds" aria-label={words.bar.feeds}>
      {dataDateLines(Object.fromEntries(dates), feeds, words.data).map((line) => (
        <li key={line.date} data-piece="right">
          {words.bar.dataOf(line.nouns.join(' '), line.date)}
        </li>
      ))}
      {/* With two silent ones there is room for words only, the longest silent in full. */}
      {!lost &&
        silent.length < 2 &&
        feeds.map((feed) => {
          const age = feedAge(feed, now);
          if (age.kind !== 'fresh') return null;
          const ago = formatSpan(age.ageMs, language);
          return (
            <li key={feed.key} data-feed={feed.key} data-piece="right">
              {words.feeds[feed.key]} <span className="ago">{ago}</span>
            </li>
          );
        })}
      {silent.slice(0, 1).map((age) => (
        <li key={age.key} className="silent" data-feed={age.key} data-piece="right">
          {words.wall.silent(words.feeds[age.key], formatSpan(age.ageMs, language))}
        </li>
      ))}
      {!lost && silent.length > 1 && (
        <li className="silent" data-piece="right">
          {words.wall.more(String(silent.length - 1))}
        </li>
      )}
    </ul>
  );
}
