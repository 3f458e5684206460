import type { Severity } from '#data/incidents/incident.ts';

import { areaStore } from '../live/stores.ts';
import { useStore } from '../ui/use-live.ts';
import { formatCount } from '../words/format.ts';
import { langOf, nameIn, useWords } from '../words/words.ts';

import type { Group } from './group-list.ts';
import { placeName } from './incident-row.tsx';
import { SeveritySymbol } from './severity-symbol.tsx';

/** The line of a community in a grouped list: its gravest, its name, how many it has. What is folded away still flashes. */
export function IncidentGroup(props: {
  group: Group;
  open: boolean;
  /** Incident ids. */
  unanswered: readonly string[];
  flashing: ReadonlySet<string>;
}) {
  const { group, open, flashing } = props;
  const { words, language } = useWords();
  const chainOf = useStore(areaStore, (s) => s.chainOf);
  const chain = group.areaId === null ? [] : chainOf(group.areaId);
  const area = chain.at(-1);
  const name = area
    ? placeName(chain, language) || nameIn(language, area)
    : words.alarm.noCommunity;
  const { incidents } = group;
  const gravest = Math.min(...incidents.map((i) => i.severity)) as Severity;
  const unanswered = incidents.filter((i) => props.unanswered.includes(i.id));
  const hidden = open || unanswered.length === 0 ? '' : unanswered.some((i) => flashing.has(i.id)) ? ' alarm flash' : ' alarm'; // prettier-ignore
  return (
    <div className={`incident-group${open ? ' open' : ''}${hidden}`}>
      <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
        <path d="M3 1l4 4-4 4" />
      </svg>
      <SeveritySymbol severity={gravest} size={15} />
      <span className="name" lang={langOf(name)}>
        {name}
      </span>
      {unanswered.length > 0 && <b>{words.alarm.unansweredIn(formatCount(unanswered.length))}</b>}
      <span className="count">{words.alarm.incidentsIn(formatCount(incidents.length))}</span>
    </div>
  );
}
