import { useEffect, useMemo, useState } from 'react';

import { areaStore, incidentStore, serverNow, type RecentChange } from '../live/stores.ts';
import { useDistrict, useStore } from '../ui/use-live.ts';
import { formatDay, formatTime, isoDate } from '../words/format.ts';
import { langOf, useWords } from '../words/words.ts';

import { tickerPages } from './wall-layout.ts';
import { placeShort } from './wall-place.ts';

const SHOWN_MS = 8_000;

/** What was reported and closed, one line: replaced every eight seconds, and at once by what is new. */
export function WallTicker({ columns, numbered }: { columns: number; numbered: boolean }) {
  const { words } = useWords();
  const recent = useStore(incidentStore, (s) => s.recent);
  const pages = useMemo(() => tickerPages(recent, columns), [recent, columns]);
  const [page, setPage] = useState(0);
  useEffect(() => {
    setPage(0);
    const timer = setInterval(() => setPage((n) => n + 1), SHOWN_MS);
    return () => clearInterval(timer);
  }, [pages]);
  const shown = pages.length > 0 ? pages[page % pages.length]! : [];
  return (
    <footer className="wall-ticker">
      {shown.length === 0 && <p>{words.wall.quietTicker}</p>}
      {shown.map((change) => (
        <Message key={`${change.incident.id} ${change.kind}`} change={change} numbered={numbered} />
      ))}
    </footer>
  );
}

function Message({ change, numbered }: { change: RecentChange; numbered: boolean }) {
  const { words, language } = useWords();
  const zone = useDistrict()?.timeZone ?? 'UTC';
  const areas = useStore(areaStore);
  const { incident } = change;
  const at = Date.parse(change.at);
  const now = serverNow();
  const today = isoDate(at, zone) === isoDate(now, zone);
  const says = change.kind === 'reported' ? words.wall.reported : words.wall.closed;
  return (
    <p>
      <time>{today ? formatTime(at, zone, false) : formatDay(at, now, zone, language)}</time>
      <span className="place">{placeShort(incident, areas, words, language)}</span>
      <span className="says">
        {says}
        <span lang={langOf(incident.title)}>{incident.title}</span>
      </span>
      {numbered && <span className="no">{incident.no}</span>}
    </p>
  );
}
