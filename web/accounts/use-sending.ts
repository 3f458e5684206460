import { useState } from 'react';

import { askServer, type Asking } from '../live/ask-server.ts';
import { refusalSentence, useWords } from '../words/words.ts';

/** One question to the server at a time, and why the last one was not granted, in words. */
export function useSending(): {
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
    refuse(answer.reason === 'sign-in-slowed' && seconds ? signIn.slowed(seconds) : refusalSentence(words, answer.reason)); // prettier-ignore
    return null;
  };
  return { isBusy, refusal, refuse, send };
}
