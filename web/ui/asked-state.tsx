import { useEffect } from 'react';

import { refusalSentence, useWords } from '../words/words.ts';

import { isDenied, type Asked } from './use-answer.ts';

/** Why nothing was answered that will be, once there is a way to the server again. */
const PASSES = ['unreachable', 'timed-out', 'starting', 'busy'];
const TRY_MS = 10_000;

/**
 * Where an answer stands while it is not there: on its way, or why not, and how to go on; of what is there, that it could
 * not be made new. Where only the way is missing it is asked again by itself.
 */
export function AskedState({
  asked: { value, reason, again },
}: {
  asked: Pick<Asked<unknown>, 'value' | 'reason' | 'again'>;
}) {
  const { words } = useWords();
  const passes = reason !== null && PASSES.includes(reason);
  useEffect(() => {
    if (!passes) return;
    const timer = setInterval(again, TRY_MS);
    window.addEventListener('online', again);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', again);
    };
  }, [passes, again]);
  if (reason === null || reason === 'signed-out')
    return value === null ? (
      <p className="asked-state waits" role="status">
        {words.card.loading}
      </p>
    ) : null;
  return (
    <div className="asked-state">
      <p className="refused" role="alert">
        {refusalSentence(words, reason)} {value !== null && words.card.stale}
      </p>
      {isDenied(reason) ? (
        <a className="button small" href="/account">
          {words.accounts.title}
        </a>
      ) : (
        <button type="button" className="button small" onClick={again}>
          {words.panels.editions.again}
        </button>
      )}
    </div>
  );
}
