import { useState } from 'react';

import { askServer, type Asking } from '../live/ask-server.ts';
import { refusalSentence, useWords } from '../words/words.ts';

/**
 * One question to the server at a time, and why the last one was not granted, in words; `own`: those that a reason has in
 * this place.
 */
export function useSending(own: Readonly<Record<string, string>> = {}): {
  isBusy: boolean;
  refusal: string | null;
  refuse: (sentence: string | null) => void;
  /** Null where it was refused. */
  send: <T>(path: string, asking: Asking) => Promise<T | null>;
} {
  const { words } = useWords();
  const [isBusy, setBusy] = useState(false);
  const [refusal, refuse] = useState<string | null>(null);
  const send = async <T>(path: string, asking: Asking): Promise<T | null> => {
    setBusy(true);
    refuse(null);
    const answer = await askServer<T>(path, asking);
    setBusy(false);
    if (answer.ok) return answer.value;
    const seconds = /^in (\d+) s$/.exec(answer.detail)?.[1];
    const { signIn } = words.accounts;
    const usual = refusalSentence(words, answer.reason);
    refuse(answer.reason === 'sign-in-slowed' && seconds ? signIn.slowed(seconds) : own[answer.reason] ?? usual); // prettier-ignore
    return null;
  };
  return { isBusy, refusal, refuse, send };
}
