import './alarm.css';

import { useMemo } from 'react';

import { alarmStore, flashing, unanswered, type Alarm } from '../live/alarms.ts';
import { useStore } from '../ui/use-live.ts';

/** Unanswered alarms, the newest first, which of them flash, and all that are open, answered or not. */
export function useAlarms(): {
  ids: readonly string[];
  flashing: ReadonlySet<string>;
  all: ReadonlyMap<string, Alarm>;
} {
  const all = useStore(alarmStore, (s) => s.byId);
  return useMemo(() => ({ ids: unanswered(all), flashing: new Set(flashing(all)), all }), [all]);
}
