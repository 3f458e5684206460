import { useEffect, useMemo } from 'react';

import type { Incident } from '#data/incidents/incident.ts';

import { loadClosed } from '../live/load-closed.ts';
import { incidentStore, type LoadState } from '../live/stores.ts';
import { useDistrict, useServerSecond, useStore } from '../ui/use-live.ts';
import { isoDate } from '../words/format.ts';

import { listedOf, type Listed } from './arrange-list.ts';

/** What is listed, kept live; what was closed today is asked for when it is first looked at and on each new day. */
export function useListed(listed: Listed): {
  incidents: readonly Incident[];
  load: LoadState;
  again: () => void;
} {
  const zone = useDistrict()?.timeZone;
  const now = useServerSecond();
  const today = zone === undefined ? null : isoDate(now, zone);
  const open = useStore(incidentStore, (s) => s.byId);
  const closed = useStore(incidentStore, (s) => s.closed);
  const known = useStore(incidentStore, (s) => s.figures !== null);
  const due = listed !== 'open' && today !== null && closed.day !== today;
  useEffect(() => {
    if (due) void loadClosed(today);
  }, [due, today]);
  const incidents = useMemo(
    () =>
      listedOf(
        listed,
        open.values(),
        closed.byId.values(),
        (at) => zone !== undefined && isoDate(Date.parse(at), zone) === today,
      ),
    [listed, open, closed.byId, zone, today],
  );
  return {
    incidents,
    load: !known || due ? 'loading' : listed === 'open' ? 'ready' : closed.load,
    again: () => void (today !== null && loadClosed(today)),
  };
}
