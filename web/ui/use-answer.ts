import { useCallback, useEffect, useState } from 'react';

import { DENIALS } from '#data/access/may.ts';

import { askServer } from '../live/ask-server.ts';

export interface Asked<T> {
  /** The last answer for this path, kept while it is asked again; null before the first. */
  value: T | null;
  /** Why the last asking failed. */
  reason: string | null;
  loading: boolean;
  again: () => void;
}

/** Whether a reason says that it may not be seen by whoever is here. */
export const isDenied = (reason: string): boolean =>
  (DENIALS as readonly string[]).includes(reason);

/** What is no longer there, or no longer to be seen, is not shown as it was. */
function isGone(reason: string): boolean {
  return reason.startsWith('unknown-') || reason === 'not-found' || isDenied(reason);
}

/**
 * GET of a path, asked anew when the path or `version` changes and each `everyMs`; null asks nothing.
 * What is shown stays until the newer answer is there; of another path nothing is kept.
 */
export function useAnswer<T>(path: string | null, version: unknown = 0, everyMs = 0): Asked<T> {
  const [held, setHeld] = useState<{
    path: string | null;
    value: T | null;
    reason: string | null;
  }>({ path: null, value: null, reason: null });
  const [asking, setAsking] = useState(0);
  const [no, setNo] = useState(0);
  useEffect(() => {
    if (path === null) return;
    const stop = new AbortController();
    setAsking((n) => n + 1);
    void askServer<T>(path, { signal: stop.signal }).then((answer) => {
      setAsking((n) => n - 1);
      if (stop.signal.aborted) return;
      if (answer.ok) setHeld({ path, value: answer.value, reason: null });
      else
        setHeld((was) => ({
          path,
          value: was.path === path && !isGone(answer.reason) ? was.value : null,
          reason: answer.reason,
        }));
    });
    return () => stop.abort();
  }, [path, version, no]);
  useEffect(() => {
    if (path === null || everyMs <= 0) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') setNo((n) => n + 1);
    }, everyMs);
    return () => clearInterval(timer);
  }, [path, everyMs]);
  const again = useCallback(() => setNo((n) => n + 1), []);
  const mine = held.path === path;
  return {
    value: mine ? held.value : null,
    reason: mine ? held.reason : null,
    loading: asking > 0,
    again,
  };
}
