import { useCallback, useEffect, useState } from 'react';

import { askServer } from '../live/ask-server.ts';

import { isDenied, type Asked } from './use-answer.ts';

/** After the last letter. */
const TYPED_MS = 250;

/** A list that is read page by page. */
export interface Pages<P> extends Pick<Asked<P>, 'value' | 'reason' | 'again'> {
  mayAskMore: boolean;
  showMore: () => Promise<void>;
  /** What is there becomes another. */
  change: (to: (was: P) => P) => void;
}

/**
 * A list that is asked for page by page: the first once its address has rested for a moment, as typing changes it; what is
 * there stays meanwhile, but for whoever may not see it any more. `null` asks nothing.
 *
 * @param pathOf the address of the page after one that was read, or of the first; of what was read last, null at the end
 * @param join a page and the one after it
 */
export function usePages<P>(
  first: string | null,
  pathOf: (last: P) => string | null,
  join: (was: P, more: P) => P,
): Pages<P> {
  const [page, setPage] = useState<P | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (first === null) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      void askServer<P>(first, { signal: stop.signal }).then((answer) => {
        if (stop.signal.aborted) return;
        setReason(answer.ok ? null : answer.reason);
        if (answer.ok) setPage(answer.value);
        else if (isDenied(answer.reason)) setPage(null);
      });
    }, TYPED_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [first, turn]);
  const next = page === null ? null : pathOf(page);
  return {
    value: page,
    reason,
    again: useCallback(() => setTurn((n) => n + 1), []),
    mayAskMore: next !== null,
    showMore: async () => {
      if (next === null) return;
      const answer = await askServer<P>(next);
      if (!answer.ok) return setReason(answer.reason);
      // Of another question meanwhile it is no page.
      setPage((was) => (was !== null && was === page ? join(was, answer.value) : was));
    },
    change: (to) => setPage((was) => (was === null ? was : to(was))),
  };
}
