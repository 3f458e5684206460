import { useCallback, useEffect, useState } from 'react';

import type { Directory, PersonLine } from '#data/people/managing.ts';
import type { PostRole } from '#data/people/person.ts';

import { askServer } from '../live/ask-server.ts';
import { isDenied } from '../ui/use-answer.ts';

/** After the last letter. */
const TYPED_MS = 250;

/** What of the list of people is asked for. */
export interface DirectoryFilter {
  q: string;
  role: PostRole | '';
  only: 'no-post' | 'account' | 'no-account' | '';
  /** Of it and those below it. */
  organisationId?: number;
}

export const EVERYBODY: DirectoryFilter = { q: '', role: '', only: '' };

function directoryPath(
  { q, role, only, organisationId }: DirectoryFilter,
  after: number | null,
): string {
  const query = new URLSearchParams();
  if (q.trim()) query.set('q', q.trim());
  if (role) query.set('role', role);
  if (only) query.set('only', only);
  if (organisationId !== undefined) query.set('organisationId', String(organisationId));
  if (after !== null) query.set('after', String(after));
  return `/api/people/directory?${query.toString()}`;
}

/** People as they are asked for, page by page. */
export function useDirectory(filter: DirectoryFilter): {
  people: PersonLine[] | null;
  count: number;
  reason: string | null;
  mayAskMore: boolean;
  again: () => void;
  showMore: () => Promise<void>;
} {
  const [page, setPage] = useState<Directory | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(() => {
      void askServer<Directory>(directoryPath(filter, null), { signal: stop.signal }).then(
        (answer) => {
          if (stop.signal.aborted) return;
          setReason(answer.ok ? null : answer.reason);
          // What is there stays, but for whoever may not see it any more.
          if (answer.ok) setPage(answer.value);
          else if (isDenied(answer.reason)) setPage(null);
        },
      );
    }, TYPED_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [filter, turn]);
  return {
    people: page?.people ?? null,
    count: page?.count ?? 0,
    reason,
    mayAskMore: page?.next != null,
    again: useCallback(() => setTurn((n) => n + 1), []),
    showMore: async () => {
      if (!page || page.next === null) return;
      const answer = await askServer<Directory>(directoryPath(filter, page.next));
      if (!answer.ok) return setReason(answer.reason);
      // Of another question meanwhile it is no page.
      setPage((was) => (was === page ? { ...answer.value, people: [...was.people, ...answer.value.people] } : was)); // prettier-ignore
    },
  };
}
