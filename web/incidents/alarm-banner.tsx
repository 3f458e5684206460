import './alarm-banner.css';

import type { Incident } from '#data/incidents/incident.ts';

import { alarmStore, stillAlarms } from '../live/alarms.ts';
import { incidentStore } from '../live/stores.ts';
import { useStore } from '../ui/use-live.ts';
import { formatCount } from '../words/format.ts';
import { langOf, useWords } from '../words/words.ts';

import { useAlarms } from './use-alarms.ts';

/** What is unanswered, and how it is answered: there as long as something is. */
export function AlarmBanner({ onShow }: { onShow: (incident: Incident) => void }) {
  const { words } = useWords();
  const { ids, flashing } = useAlarms();
  const flood = useStore(alarmStore, (s) => s.flood !== null);
  const byId = useStore(incidentStore, (s) => s.byId);
  const newest = ids[0] === undefined ? undefined : byId.get(ids[0]);
  return (
    <div className="alarm-place" role="alert">
      {newest && (
        <div className="alarm-banner" data-alarms={ids.length} data-over-map>
          <i className="alarm-mark" aria-hidden="true" />
          <button type="button" className="alarm-what" onClick={() => onShow(newest)}>
            <b>{words.alarm.banner(formatCount(ids.length))}</b>
            <span lang={langOf(newest.title)}>{newest.title}</span>
            {ids.length > flashing.size && (
              <span>{flood ? words.alarm.othersGrouped : words.alarm.othersSteady}</span>
            )}
          </button>
          <button type="button" className="button small" onClick={() => stillAlarms()}>
            <kbd>{words.alarm.key}</kbd>
            {words.alarm.still}
          </button>
        </div>
      )}
    </div>
  );
}
