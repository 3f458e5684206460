import { useCallback, useEffect, useRef, useState } from 'react';

import { SEARCH_QUERY_MAX } from '#data/search/thing.ts';
import type { SearchAnswer, SearchAnswers } from '#data/wire/search.ts';

import { askServer } from '../live/ask-server.ts';

/** After the last key, ms: a person who types on is not answered in between. */
const REST_MS = 90;
/** Nothing is said of waiting before it has lasted so long. */
const PATIENCE_MS = 400;

export interface Searching {
  /** Of the text that they are for; kept while the next are asked for. */
  answers: SearchAnswer[];
  /** The text that has been answered; '' when none. */
  answered: string;
  /** Asked for long enough that it is to be said. */
  waiting: boolean;
  /** Why there is no answer; null when there is one. */
  reason: string | null;
  again: () => void;
}

const NOTHING = { answers: [] as SearchAnswer[], answered: '', reason: null as string | null };

/**
 * Answers to a text as it is typed: asked for when the keys rest, the newest alone.
 *
 * @param near where the map looks
 */
export function useSearch(text: string, near: () => [number, number] | null): Searching {
  const [held, setHeld] = useState(NOTHING);
  const [waiting, setWaiting] = useState(false);
  const [no, setNo] = useState(0);
  // Where the map looks is asked for then; that it moves is no new search.
  const nearNow = useRef(near);
  useEffect(() => {
    nearNow.current = near;
  });
  const wanted = text.trim().slice(0, SEARCH_QUERY_MAX);
  useEffect(() => {
    setWaiting(false);
    if (wanted === '') {
      setHeld(NOTHING);
      return;
    }
    const stop = new AbortController();
    const patience = setTimeout(() => setWaiting(true), REST_MS + PATIENCE_MS);
    const rest = setTimeout(() => {
      const at = nearNow.current();
      const query = new URLSearchParams({ q: wanted });
      if (at) {
        query.set('lng', at[0].toFixed(5));
        query.set('lat', at[1].toFixed(5));
      }
      void askServer<SearchAnswers>(`/api/search?${query.toString()}`, {
        signal: stop.signal,
      }).then((answer) => {
        if (stop.signal.aborted) return;
        clearTimeout(patience);
        setWaiting(false);
        setHeld(
          answer.ok
            ? { answers: answer.value.answers, answered: wanted, reason: null }
            : { answers: [], answered: wanted, reason: answer.reason },
        );
      });
    }, REST_MS);
    return () => {
      stop.abort();
      clearTimeout(rest);
      clearTimeout(patience);
    };
  }, [wanted, no]);
  const again = useCallback(() => setNo((n) => n + 1), []);
  return { ...held, waiting, again };
}
