import './incident-list.css';

import { useEffect, useMemo, useState, type Ref } from 'react';

import { SEVERITIES, type Incident, type Severity } from '#data/incidents/incident.ts';

import { areaStore, connectionStore, incidentStore } from '../live/stores.ts';
import { Symbol } from '../map/symbol.tsx';
import { useDistrict, useServerSecond, useStore } from '../ui/use-live.ts';
import { VirtualList } from '../ui/virtual-list.tsx';
import { formatAge, formatCount, shortCommunity, shortStreet } from '../words/format.ts';
import { nameIn, useWords, type Language } from '../words/words.ts';

import {
  arrangeList,
  INCIDENT_SORTS,
  pressSeverity,
  pressSort,
  type Arrangement,
} from './arrange-list.ts';
import { INCIDENT_SYMBOLS } from './incident-symbols.ts';

const ROW_PX = 57;
/** So long a report counts as just in. */
const FRESH_MS = 60_000;

/** Open incidents: filtered, sorted, kept live; arrows, Enter and Esc as in any list. */
export function IncidentList(props: {
  arrangement: Arrangement;
  onArrange: (arrangement: Arrangement) => void;
  selectedId: string | null;
  onSelect: (incident: Incident) => void;
  onEscape: () => void;
  listRef?: Ref<HTMLDivElement>;
}) {
  const { words } = useWords();
  const byId = useStore(incidentStore, (s) => s.byId);
  const chainOf = useStore(areaStore, (s) => s.chainOf);
  const known = useStore(incidentStore, (s) => s.figures !== null);
  const now = useServerSecond();
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const { arrangement } = props;
  const rows = useMemo(() => {
    const paths = new Map<number, string>();
    return arrangeList(byId.values(), arrangement, (areaId) => {
      let path = paths.get(areaId);
      if (path === undefined)
        paths.set(areaId, (path = chainOf(areaId).map((a) => a.code).join('/'))); // prettier-ignore
      return path;
    });
  }, [byId, arrangement, chainOf]);
  useEffect(() => {
    if (activeKey !== null && !byId.has(activeKey)) setActiveKey(null);
  }, [byId, activeKey]);
  return (
    <section className="incident-list" aria-label={words.incidents.title}>
      <Head rows={rows} {...props} />
      {rows.length > 0 ? (
        <VirtualList
          rows={rows}
          keyOf={(i) => i.id}
          rowHeight={ROW_PX}
          activeKey={activeKey}
          selectedKey={props.selectedId}
          label={words.incidents.list}
          onActive={setActiveKey}
          onSelect={props.onSelect}
          onEscape={props.onEscape}
          row={(incident) => <IncidentRow incident={incident} now={now} />}
          {...(props.listRef ? { listRef: props.listRef } : {})}
        />
      ) : !known ? (
        <Waiting />
      ) : (
        <div className="none">
          <p>{byId.size > 0 ? words.incidents.noneOfFilter : words.incidents.none}</p>
          {byId.size > 0 ? (
            <button
              type="button"
              className="button small"
              onClick={() => props.onArrange({ ...arrangement, severities: [] })}
            >
              {words.incidents.clearFilter}
            </button>
          ) : (
            <p>{words.incidents.noneNext}</p>
          )}
        </div>
      )}
    </section>
  );
}

/** Grey shapes of the rows' size until the first snapshot. */
function Waiting() {
  const connecting = useStore(connectionStore, (s) => s.state !== 'live');
  return connecting ? (
    <div className="waiting" aria-hidden="true">
      <i />
      <i />
      <i />
      <i />
    </div>
  ) : null;
}

function Head(props: {
  rows: readonly Incident[];
  arrangement: Arrangement;
  onArrange: (arrangement: Arrangement) => void;
}) {
  const { words } = useWords();
  const { arrangement, onArrange } = props;
  const all = useStore(incidentStore, (s) => s.byId.size);
  const names = {
    severity: words.incidents.bySeverity,
    time: words.incidents.byTime,
    area: words.incidents.byArea,
  };
  return (
    <header>
      <div role="group" aria-label={words.incidents.filter}>
        {SEVERITIES.map((severity) => {
          const pressed = arrangement.severities.includes(severity);
          const dimmed = arrangement.severities.length > 0 && !pressed;
          return (
            <button
              key={severity}
              type="button"
              className={`severity-filter${dimmed ? ' dimmed' : ''}`}
              aria-pressed={pressed}
              aria-label={words.severityLong[severity]}
              title={`${words.severityLong[severity]} (${severity})`}
              onClick={() => onArrange(pressSeverity(arrangement, severity))}
            >
              <SeveritySymbol severity={severity} size={14} />
            </button>
          );
        })}
      </div>
      {arrangement.severities.length > 0 && (
        <span className="shown" role="status">
          {words.incidents.count(formatCount(props.rows.length), formatCount(all))}
        </span>
      )}
      <span className="spring" />
      <div role="group" aria-label={words.incidents.sort}>
        {INCIDENT_SORTS.map((sort) => {
          const pressed = arrangement.sort === sort;
          return (
            <button
              key={sort}
              type="button"
              className="sort-button"
              aria-pressed={pressed}
              data-sort={sort}
              onClick={() => onArrange(pressSort(arrangement, sort))}
            >
              {names[sort]}
              <span className="arrow" aria-hidden="true">
                {pressed ? (arrangement.reversed ? '↑' : '↓') : ''}
              </span>
            </button>
          );
        })}
      </div>
    </header>
  );
}

/** A severity's symbol as the map draws it, in time. */
export function SeveritySymbol({ severity, size }: { severity: number; size: number }) {
  return <Symbol painter={INCIDENT_SYMBOLS[`severity-${severity as Severity}`]!} size={size} />;
}

/** Street and community (levels 2 and 3) of an area, in the fewest words; '' where unknown. */
export function placeName(
  chain: readonly { level: number; name: string; nameEn: string | null }[],
  language: Language,
): string {
  return chain
    .filter((a) => a.level === 2 || a.level === 3)
    .map((a) =>
      a.level === 2 ? shortStreet(nameIn(language, a)) : shortCommunity(nameIn(language, a)),
    )
    .join(' ');
}

function IncidentRow({ incident, now }: { incident: Incident; now: number }) {
  const { words, language } = useWords();
  const zone = useDistrict()?.timeZone ?? 'UTC';
  const chainOf = useStore(areaStore, (s) => s.chainOf);
  const reportedAt = Date.parse(incident.reportedAt);
  const where =
    incident.areaId !== null
      ? placeName(chainOf(incident.areaId), language)
      : incident.at
        ? words.incidents.outside
        : words.incidents.unplaced;
  return (
    <div className="incident-row">
      <span className="symbol-place">
        <SeveritySymbol severity={incident.severity} size={incident.severity === 1 ? 20 : 17} />
      </span>
      <span className="title">
        <span className="unseen">{words.severity[incident.severity as Severity]} </span>
        {incident.title}
      </span>
      <span className={`age${now - reportedAt < FRESH_MS ? ' fresh' : ''}`}>
        {formatAge(reportedAt, now, zone, language)}
      </span>
      <span className="where">
        <span>{where}</span>
        <b>{` · ${incident.no}`}</b>
      </span>
      <span className="origin">{words.incidents.origins[incident.origin]}</span>
    </div>
  );
}
