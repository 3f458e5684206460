import './alarm.css';

import { useMemo } from 'react';

import { alarmStore, flashing, readFirst, unanswered } from '../live/alarms.ts';
import { useStore } from '../ui/use-live.ts';

/** Unanswered alarms, the newest first, which of them flash, and what is read first (see `readFirst`). */
export function useAlarms(): {
  ids: readonly string[];
  flashing: ReadonlySet<string>;
  first: readonly string[];
} {
  const byId = useStore(alarmStore, (s) => s.byId);
  const flood = useStore(alarmStore, (s) => s.flood);
  return useMemo(
    () => ({
      ids: unanswered(byId),
      flashing: new Set(flashing(byId)),
      first: readFirst({ byId, flood }),
    }),
    [byId, flood],
  );
}
