import './incident-list.css';

import { useEffect, useMemo, useState, type ReactNode, type Ref } from 'react';

import type { Incident } from '#data/incidents/incident.ts';

import { alarmStore } from '../live/alarms.ts';
import { areaStore, connectionStore } from '../live/stores.ts';
import { useServerSecond, useStore } from '../ui/use-live.ts';
import { useMay } from '../ui/use-may.ts';
import { VirtualList, type TreePlace } from '../ui/virtual-list.tsx';
import { useWords } from '../words/words.ts';

import { alarmsFirst, arrangeList, type Arrangement } from './arrange-list.ts';
import { FloodLine } from './flood-line.tsx';
import { groupedRows, groupList, type GroupedRow } from './group-list.ts';
import { IncidentGroup } from './incident-group.tsx';
import { IncidentListHead } from './incident-list-head.tsx';
import { IncidentRow } from './incident-row.tsx';
import { useAlarms } from './use-alarms.ts';
import { useListed } from './use-listed.ts';

const ROW_PX = 57;
/** One line; on a touch screen a finger's width. */
const GROUP_PX = 44;
/** Communities and streets are above the grid, and what is finer. */
const COMMUNITY_LEVEL = 3;

type ListRow = GroupedRow | { group: null; incident: Incident };
const keyOf = (row: ListRow): string => row.incident?.id ?? row.group!.key;

/**
 * Incidents, open or of today: filtered, sorted, kept live; arrows, Enter and Esc as in any list. In a flood of alarms
 * what is open is grouped by community, unless the reader would rather not.
 */
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
  const [maySee, mayReport] = [useMay('see-incidents'), useMay('report-incident')];
  const flood = useStore(alarmStore, (s) => s.flood !== null) && listed === 'open';
  const [ungrouped, setUngrouped] = useState(false);
  const [folded, setFolded] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const shown = useMemo(() => {
    const paths = new Map<number, string>();
    const pathOf = (areaId: number): string => {
      let path = paths.get(areaId);
      if (path === undefined)
        paths.set(areaId, (path = chainOf(areaId).map((a) => a.code).join('/'))); // prettier-ignore
      return path;
    };
    return alarmsFirst(arrangeList(incidents, arrangement, pathOf), incidents, alarms.first);
  }, [incidents, arrangement, chainOf, alarms.first]);
  const groups = useMemo(() => {
    if (!flood || ungrouped) return null;
    const communityOf = (areaId: number): number | null =>
      chainOf(areaId).findLast((a) => a.level <= COMMUNITY_LEVEL)?.id ?? null;
    return groupList(shown, communityOf, new Set(alarms.first));
  }, [flood, ungrouped, shown, chainOf, alarms.first]);
  const rows = useMemo(
    (): ListRow[] =>
      groups
        ? groupedRows(groups, folded, props.selectedId)
        : shown.map((incident) => ({ group: null, incident })),
    [groups, folded, shown, props.selectedId],
  );
  useEffect(() => {
    if (activeKey !== null && !rows.some((row) => keyOf(row) === activeKey)) setActiveKey(null);
  }, [rows, activeKey]);
  const alarmOf = (id: string) =>
    alarms.flashing.has(id) ? 'flash' : alarms.ids.includes(id) ? 'steady' : null;
  const onFold = ({ group }: ListRow, open: boolean): void =>
    setFolded((was) => new Map(was).set(group!.key, open));
  return (
    <section className="incident-list" aria-label={words.incidents.title} data-listed={listed}>
      {maySee && (
        <IncidentListHead
          shown={shown.length}
          all={incidents.length}
          arrangement={arrangement}
          onArrange={onArrange}
          more={props.more}
        />
      )}
      {load === 'failed' && (
        <p className="failed" role="alert">
          {words.incidents.closedFailed}
          <button type="button" className="button small" onClick={again}>
            {words.card.retry}
          </button>
        </p>
      )}
      {flood && <FloodLine grouped={!ungrouped} onGroup={(on) => setUngrouped(!on)} />}
      {rows.length > 0 ? (
        <VirtualList
          rows={rows}
          keyOf={keyOf}
          rowHeight={(row) => (row.incident ? ROW_PX : GROUP_PX)}
          activeKey={activeKey}
          selectedKey={props.selectedId}
          label={words.incidents.lists[listed]}
          onActive={setActiveKey}
          onSelect={({ incident }) => incident && props.onSelect(incident)}
          onEscape={props.onEscape}
          tree={groups ? { placeOf, onFold } : undefined}
          row={(row) =>
            row.incident ? (
              <IncidentRow
                incident={row.incident}
                listed={listed}
                now={now}
                alarm={alarmOf(row.incident.id)}
                grouped={row.group !== null}
              />
            ) : (
              <IncidentGroup {...row} unanswered={alarms.ids} flashing={alarms.flashing} />
            )
          }
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
          <p>{maySee ? words.incidents.none[listed] : words.incidents.notShown}</p>
          {mayReport && listed !== 'closed' && <p>{words.incidents.noneNext}</p>}
        </div>
      )}
    </section>
  );
}

function placeOf(row: ListRow): TreePlace {
  const { at, of } = row.group ? row : { at: 1, of: 1 };
  return row.incident ? { level: 2, open: null, at, of } : { level: 1, open: row.open, at, of };
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
