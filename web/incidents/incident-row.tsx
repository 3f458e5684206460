import type { Incident, Severity } from '#data/incidents/incident.ts';

import { labelOf } from '../areas/area-label.ts';
import { areaStore } from '../live/stores.ts';
import { useDistrict, useStore } from '../ui/use-live.ts';
import { formatAge, shortCommunity, shortStreet } from '../words/format.ts';
import { langOf, type Language, nameIn, useWords } from '../words/words.ts';

import type { Listed } from './arrange-list.ts';
import { SeveritySymbol } from './severity-symbol.tsx';

/** So long a report counts as just in. */
const FRESH_MS = 60_000;

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

/** The grid (level 4) of an area, less its community's name, which stands above it; '' where unknown. */
function gridName(
  chain: readonly { level: number; name: string; nameEn: string | null }[],
  language: Language,
): string {
  const [community, grid] = [3, 4].map((level) => {
    const area = chain.find((a) => a.level === level);
    return area && { level, name: nameIn(language, area) };
  });
  return grid ? labelOf(grid, community) : '';
}

/** A line of the list. In the list of what was closed its age is that of the closing. */
export function IncidentRow(props: {
  incident: Incident;
  listed: Listed;
  now: number;
  /** Unanswered on this screen; `flash` for the newest of those. */
  alarm?: 'flash' | 'steady' | null;
  /** Below the line of its community. */
  grouped?: boolean;
}) {
  const { incident, listed, now, alarm = null, grouped = false } = props;
  const { words, language } = useWords();
  const zone = useDistrict()?.timeZone ?? 'UTC';
  const chainOf = useStore(areaStore, (s) => s.chainOf);
  const closed = incident.state === 'closed';
  const at = Date.parse((listed === 'closed' && incident.closedAt) || incident.reportedAt);
  const where =
    incident.areaId !== null
      ? (grouped ? gridName : placeName)(chainOf(incident.areaId), language)
      : incident.at
        ? words.incidents.outside
        : words.incidents.unplaced;
  return (
    <div className={`incident-row${closed ? ' closed' : ''}${alarm ? ` alarm ${alarm}` : ''}`}>
      <span className="symbol-place">
        <SeveritySymbol severity={incident.severity} size={incident.severity === 1 ? 20 : 17} />
      </span>
      <span className="title">
        <span className="unseen">{words.severity[incident.severity as Severity]} </span>
        <span lang={langOf(incident.title)}>{incident.title}</span>
      </span>
      <span className={`age${now - at < FRESH_MS ? ' fresh' : ''}`}>
        {formatAge(at, now, zone, language)}
      </span>
      <span className="where">
        <span lang={langOf(where)}>{where}</span>
        <b>{` · ${incident.no}`}</b>
      </span>
      <span className="origin">
        {alarm
          ? words.alarm.unanswered
          : closed && listed !== 'closed'
            ? words.incidents.states.closed
            : words.incidents.origins[incident.origin]}
      </span>
    </div>
  );
}
