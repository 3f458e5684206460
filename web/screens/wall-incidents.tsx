import { useEffect, useMemo } from 'react';

import type { Incident, Severity } from '#data/incidents/incident.ts';

import { alarmsFirst, arrangeList, FIRST_ARRANGEMENT } from '../incidents/arrange-list.ts';
import { SeveritySymbol } from '../incidents/severity-symbol.tsx';
import { useAlarms } from '../incidents/use-alarms.ts';
import { reportedLately } from '../live/alarm-flood.ts';
import { alarmStore, stillAlarms } from '../live/alarms.ts';
import { areaStore, incidentStore } from '../live/stores.ts';
import { useServerSecond, useStore } from '../ui/use-live.ts';
import { formatAgo, formatCount, formatSpan } from '../words/format.ts';
import { langOf, useWords } from '../words/words.ts';

import { LEGEND_ROW_PX, legendTops, listRows, offSeams } from './wall-layout.ts';
import { placeShort } from './wall-place.ts';

/** A wall flashes for so long about one incident: long enough for a look away, short enough for twelve hours. */
const STILLED_AFTER_MS = 2 * 60_000;
/** The gravest open incidents, as many as there is room for between two heights (design px). */
export function WallIncidents(props: {
  top: number;
  bottom: number;
  seams: readonly number[];
  k: number;
}) {
  const { words } = useWords();
  const open = useStore(incidentStore, (s) => s.byId);
  const known = useStore(incidentStore, (s) => s.figures !== null);
  const now = useServerSecond();
  const alarms = useAlarms();
  const flood = useStore(alarmStore, (s) => s.flood !== null);
  const reports = useStore(alarmStore, (s) => s.reports);
  const ordered = useMemo(() => {
    const all = [...open.values()];
    return alarmsFirst(
      arrangeList(all, FIRST_ARRANGEMENT, () => ''),
      all,
      alarms.ids,
    );
  }, [open, alarms.ids]);
  // Nobody stands at a wall to answer: it stills by itself.
  useEffect(() => void stillAlarms(now - STILLED_AFTER_MS), [now]);
  if (!known) return null;
  // Where some are left out, the last line says how many; of alarms that are more than are seen, the first.
  const foot = legendTops(1, props.bottom, props.seams)[0]!;
  const head = offSeams(props.top, LEGEND_ROW_PX, props.seams);
  const rowsFrom = (top: number): ReturnType<typeof listRows> => {
    const all = listRows(top, props.bottom, props.seams);
    return ordered.length > all.length ? listRows(top, foot, props.seams) : all;
  };
  let rows = rowsFrom(props.top);
  const many = flood || alarms.ids.length > rows.length;
  if (many) rows = rowsFrom(head + LEGEND_ROW_PX);
  const left = ordered.length - rows.length;
  if (ordered.length === 0)
    return (
      <p className="wall-none" style={{ top: `calc(${props.top}px * var(--k))` }}>
        {words.wall.none}
      </p>
    );
  return (
    <>
      {many && (
        <p className="wall-alarms" style={{ top: `calc(${head}px * var(--k))` }}>
          {alarms.ids.length > 0
            ? words.wall.unanswered(formatCount(alarms.ids.length))
            : words.wall.flood(formatCount(reportedLately(reports, now)))}
        </p>
      )}
      <ol className="wall-incidents" aria-label={words.incidents.lists.open}>
        {ordered.slice(0, rows.length).map((incident, i) => (
          <li
            key={incident.id}
            style={{
              top: `calc(${rows[i]!.top}px * var(--k))`,
              height: `calc(${rows[i]!.height}px * var(--k))`,
            }}
          >
            <Row
              incident={incident}
              now={now}
              k={props.k}
              alarm={alarms.ids.includes(incident.id)}
              flash={alarms.flashing.has(incident.id)}
            />
          </li>
        ))}
      </ol>
      {left > 0 && (
        <p className="wall-more" style={{ top: `calc(${foot}px * var(--k))` }}>
          {words.wall.moreOpen(formatCount(left))}
        </p>
      )}
    </>
  );
}

function Row(props: {
  incident: Incident;
  now: number;
  k: number;
  alarm: boolean;
  flash: boolean;
}) {
  const { incident, now, k, alarm, flash } = props;
  const { words, language } = useWords();
  const areas = useStore(areaStore);
  // Digits are the larger: they are what is read from afar.
  const age = now - Date.parse(incident.reportedAt);
  // In English "ago" takes the room that the place needs.
  const ago = language === 'en' ? formatSpan(age, language) : formatAgo(age, language);
  const [digits, ...rest] = ago.split(/(?<=\d)(?=\D)/);
  return (
    <div
      className={`wall-incident${alarm ? ' alarm' : ''}${flash ? ' flash' : ''}`}
      data-incident={incident.id}
    >
      <SeveritySymbol severity={incident.severity as Severity} size={30 * k} />
      <strong lang={langOf(incident.title)}>{incident.title}</strong>
      <span className="place">{placeShort(incident, areas, words, language)}</span>
      <span className="ago">
        <b>{digits}</b>
        {rest.join('')}
      </span>
    </div>
  );
}
