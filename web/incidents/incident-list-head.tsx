import type { ReactNode } from 'react';

import { SEVERITIES } from '#data/incidents/incident.ts';

import { formatCount } from '../words/format.ts';
import { useWords } from '../words/words.ts';

import { INCIDENT_SORTS, pressSeverity, pressSort, type Arrangement } from './arrange-list.ts';
import { SeveritySymbol } from './severity-symbol.tsx';

/** Above the list: which severities it shows, how many of how many, what it is sorted by. */
export function IncidentListHead(props: {
  shown: number;
  all: number;
  arrangement: Arrangement;
  onArrange: (arrangement: Arrangement) => void;
  /** What a screen adds at its end. */
  more?: ReactNode;
}) {
  const { words } = useWords();
  const { arrangement, onArrange } = props;
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
          {words.incidents.count(formatCount(props.shown), formatCount(props.all))}
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
      {props.more}
    </header>
  );
}
