import './alarm.css';

import { useMemo } from 'react';

import { alarmStore, flashing, unanswered } from '../live/alarms.ts';
import { useStore } from '../ui/use-live.ts';

/** Unanswered alarms, the newest first, and which of them flash. */
export function useAlarms(): { ids: readonly string[]; flashing: ReadonlySet<string> } {
  const byId = useStore(alarmStore, (s) => s.byId);
  return useMemo(() => ({ ids: unanswered(byId), flashing: new Set(flashing(byId)) }), [byId]);
}
