import './incident-list.css';

import { useEffect, useMemo, useState, type ReactNode, type Ref } from 'react';

import type { Incident } from '#data/incidents/incident.ts';

import { areaStore, connectionStore } from '../live/stores.ts';
import { useServerSecond, useStore } from '../ui/use-live.ts';
import { VirtualList } from '../ui/virtual-list.tsx';
import { useWords } from '../words/words.ts';

import { alarmsFirst, arrangeList, type Arrangement } from './arrange-list.ts';
import { IncidentListHead } from './incident-list-head.tsx';
import { IncidentRow } from './incident-row.tsx';
import { useAlarms } from './use-alarms.ts';
import { useListed } from './use-listed.ts';

const ROW_PX = 57;

/** Incidents, open or of today: filtered, sorted, kept live; arrows, Enter and Esc as in any list. */
export function IncidentList(props: {
  arrangement: Arrangement;
  onArrange: (arrangement: Arrangement) => void;
  selectedId: string | null;
  onSelect: (incident: Incident) => void;
  onEscape: () => void;
  listRef?: Ref<HTMLDivElement>;
  /** What a screen adds to its head. */
  more?: ReactNode;
}) {
  const { words } = useWords();
  const { arrangement, onArrange } = props;
  const { listed } = arrangement;
  const chainOf = useStore(areaStore, (s) => s.chainOf);
  const { incidents, load, again } = useListed(listed);
  const now = useServerSecond();
  const alarms = useAlarms();
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const rows = useMemo(() => {
    const paths = new Map<number, string>();
    const pathOf = (areaId: number): string => {
      let path = paths.get(areaId);
      if (path === undefined)
        paths.set(areaId, (path = chainOf(areaId).map((a) => a.code).join('/'))); // prettier-ignore
      return path;
    };
    return alarmsFirst(arrangeList(incidents, arrangement, pathOf), incidents, alarms.ids);
  }, [incidents, arrangement, chainOf, alarms.ids]);
  const alarmOf = (id: string) =>
    alarms.flashing.has(id) ? 'flash' : alarms.ids.includes(id) ? 'steady' : null;
  useEffect(() => {
    if (activeKey !== null && !incidents.some((i) => i.id === activeKey)) setActiveKey(null);
  }, [incidents, activeKey]);
  return (
    <section className="incident-list" aria-label={words.incidents.title} data-listed={listed}>
      <IncidentListHead
        shown={rows.length}
        all={incidents.length}
        arrangement={arrangement}
        onArrange={onArrange}
        more={props.more}
      />
      {load === 'failed' && (
        <p className="failed" role="alert">
          {words.incidents.closedFailed}
          <button type="button" className="button small" onClick={again}>
            {words.card.retry}
          </button>
        </p>
      )}
      {rows.length > 0 ? (
        <VirtualList
          rows={rows}
          keyOf={(i) => i.id}
          rowHeight={ROW_PX}
          activeKey={activeKey}
          selectedKey={props.selectedId}
          label={words.incidents.lists[listed]}
          onActive={setActiveKey}
          onSelect={props.onSelect}
          onEscape={props.onEscape}
          row={(incident) => (
            <IncidentRow
              incident={incident}
              listed={listed}
              now={now}
              alarm={alarmOf(incident.id)}
            />
          )}
          {...(props.listRef ? { listRef: props.listRef } : {})}
        />
      ) : load === 'loading' ? (
        <Waiting of={listed} />
      ) : load === 'failed' ? null : incidents.length > 0 ? (
        <div className="none">
          <p>{words.incidents.noneOfFilter}</p>
          <button
            type="button"
            className="button small"
            onClick={() => onArrange({ ...arrangement, severities: [] })}
          >
            {words.incidents.clearFilter}
          </button>
        </div>
      ) : (
        <div className="none">
          <p>{words.incidents.none[listed]}</p>
          {listed !== 'closed' && <p>{words.incidents.noneNext}</p>}
        </div>
      )}
    </section>
  );
}

/** Grey shapes of the rows' size until what is listed is there. */
function Waiting({ of }: { of: Arrangement['listed'] }) {
  const connecting = useStore(connectionStore, (s) => s.state !== 'live');
  return connecting || of !== 'open' ? (
    <div className="waiting" aria-hidden="true">
      <i />
      <i />
      <i />
      <i />
    </div>
  ) : null;
}
