import './alarm.css';

import { useMemo } from 'react';

import { alarmStore, FLASH_MS, flashing, unanswered } from '../live/alarms.ts';
import { useStore } from '../ui/use-live.ts';

/** Unanswered alarms, the newest first, and which of them flash. */
export function useAlarms(): { ids: readonly string[]; flashing: ReadonlySet<string> } {
  const byId = useStore(alarmStore, (s) => s.byId);
  return useMemo(() => ({ ids: unanswered(byId), flashing: new Set(flashing(byId)) }), [byId]);
}

/** Begins an animation of FLASH_MS in step with all others on the screen, the map's too. */
export function inStep(element: HTMLElement | null): void {
  element?.style.setProperty('--flash-delay', `${-(Date.now() % FLASH_MS)}ms`);
}
