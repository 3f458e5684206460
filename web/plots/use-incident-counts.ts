import { useEffect, useRef, useState } from 'react';

import type { CountedWeeks, IncidentCounts } from '#data/wire/incident-counts.ts';

import { incidentStore } from '../live/stores.ts';
import { useAnswer, type Asked } from '../ui/use-answer.ts';
import { useStore, useVersions } from '../ui/use-live.ts';

/** After a report is heard of, counts are asked again, but not more often than this: an hour brings forty, a bad one hundreds. */
const COUNTS_EACH_MS = 15_000;
/** The period ends now: without any report it moves on too. */
const MOVES_ON_MS = 60_000;

/** Counts of an area (null: the district), kept as new as reports are. */
export function useIncidentCounts(
  areaId: number | null,
  weeks: CountedWeeks,
): Asked<IncidentCounts> {
  const heard = usePaced(useStore(incidentStore, (s) => s.version), COUNTS_EACH_MS); // prettier-ignore
  const versions = useVersions();
  const ground = useRef({ versions, no: 0 });
  if (ground.current.versions !== versions)
    ground.current = { versions, no: ground.current.no + 1 };
  const path = `/api/incidents/counts?weeks=${weeks}${areaId === null ? '' : `&area=${areaId}`}`;
  return useAnswer<IncidentCounts>(path, `${heard} ${ground.current.no}`, MOVES_ON_MS);
}

/** A value that changes at most once in so many ms: at once after a rest, else when its time has come. */
export function usePaced<T>(value: T, eachMs: number): T {
  const [paced, setPaced] = useState(value);
  const changedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    if (Object.is(value, paced)) return;
    const wait = Math.max(0, changedAt.current + eachMs - performance.now());
    const timer = setTimeout(() => {
      changedAt.current = performance.now();
      setPaced(value);
    }, wait);
    return () => clearTimeout(timer);
  }, [value, paced, eachMs]);
  return paced;
}
