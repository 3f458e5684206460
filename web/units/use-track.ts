import { useCallback, useEffect, useState } from 'react';

import { placeIn } from '#data/wire/columns.ts';
import { slotOf } from '#data/wire/frame.ts';

import { askServer } from '../live/ask-server.ts';
import { areaStore, serverNow, unitColumns, unitStore } from '../live/stores.ts';
import { hereStore } from '../live/who-is-here.ts';
import { useDistrict, useStore } from '../ui/use-live.ts';
import { isoDate } from '../words/format.ts';

import { mayOfUnit } from './may-of-unit.ts';
import { extendTrack, trackPoints, type TrackFix, type TrackPoint } from './track.ts';

/** Today's track of one unit, as far as it has been fetched. */
export interface UnitTrack {
  unitId: number;
  state: 'loading' | 'ready' | 'failed';
  points: TrackPoint[];
}

/** A new day and new fixes are looked for this often. */
const TICK_MS = 1_000;

/**
 * Today's track of a unit, in the district's zone: fetched once, then lengthened by each fix that comes,
 * begun anew at midnight. null for no unit, and for one whose track is not told to whoever is here. `retry` fetches a failed one again.
 */
export function useTrack(selected: number | null): { track: UnitTrack | null; retry: () => void } {
  const unitId = useTracked(selected);
  const zone = useDistrict()?.timeZone;
  const [track, setTrack] = useState<UnitTrack | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [day, setDay] = useState('');

  useEffect(() => {
    if (!zone) return;
    const look = (): void => setDay(isoDate(serverNow(), zone));
    look();
    const timer = setInterval(look, 30_000);
    return () => clearInterval(timer);
  }, [zone]);

  useEffect(() => {
    if (unitId === null || day === '' || !zone) return;
    const gone = new AbortController();
    setTrack({ unitId, state: 'loading', points: [] });
    void askServer<{ fixes: TrackFix[] }>(`/api/units/${unitId}/track?day=${day}`, {
      signal: gone.signal,
    }).then((answer) => {
      if (gone.signal.aborted) return;
      setTrack(
        answer.ok
          ? { unitId, state: 'ready', points: trackPoints(answer.value.fixes) }
          : { unitId, state: 'failed', points: [] },
      );
    });
    const timer = setInterval(() => {
      setTrack((was) => {
        if (was?.unitId !== unitId || was.state !== 'ready') return was;
        const newest = newestOf(unitId);
        const ofToday = newest && isoDate(newest[2], zone) === day ? newest : null;
        const points = extendTrack(was.points, ofToday);
        return points === was.points ? was : { ...was, points };
      });
    }, TICK_MS);
    return () => {
      gone.abort();
      clearInterval(timer);
    };
  }, [unitId, day, zone, attempt]);

  const retry = useCallback(() => setAttempt((n) => n + 1), []);
  return { track: track?.unitId === unitId ? track : null, retry };
}

/** A unit, once it is known that whoever is here is told its track; else null. */
function useTracked(unitId: number | null): number | null {
  useStore(hereStore);
  useStore(areaStore);
  const unit = useStore(unitStore, ({ byId }) => (unitId === null ? undefined : byId.get(unitId)));
  return unit && mayOfUnit('see-tracks', unit) ? unit.id : null;
}

/** Where a unit on duty is now, or null. */
function newestOf(unitId: number): TrackPoint | null {
  const slot = slotOf(unitColumns, unitId);
  if (slot < 0 || !unitStore.getState().byId.get(unitId)?.onDuty) return null;
  const at = placeIn(unitColumns, slot);
  return at && [...at, unitColumns.measuredAt[slot]!];
}
