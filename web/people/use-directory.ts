import { useEffect, useState } from 'react';

import type { Directory, PersonLine } from '#data/people/managing.ts';
import type { PostRole } from '#data/people/person.ts';

import { askServer } from '../live/ask-server.ts';

/** After the last letter. */
const TYPED_MS = 250;

/** What of the list of people is asked for. */
export interface DirectoryFilter {
  q: string;
  role: PostRole | '';
  only: 'no-post' | 'account' | 'no-account' | '';
}

export const EVERYBODY: DirectoryFilter = { q: '', role: '', only: '' };

function directoryPath({ q, role, only }: DirectoryFilter, after: number | null): string {
  const query = new URLSearchParams();
  if (q.trim()) query.set('q', q.trim());
  if (role) query.set('role', role);
  if (only) query.set('only', only);
  if (after !== null) query.set('after', String(after));
  return `/api/people/directory?${query.toString()}`;
}

/** People as they are asked for, page by page. */
export function useDirectory(filter: DirectoryFilter): {
  people: PersonLine[] | null;
  count: number;
  reason: string | null;
  mayAskMore: boolean;
  showMore: () => Promise<void>;
} {
  const [page, setPage] = useState<Directory | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(() => {
      void askServer<Directory>(directoryPath(filter, null), { signal: stop.signal }).then(
        (answer) => {
          if (stop.signal.aborted) return;
          setReason(answer.ok ? null : answer.reason);
          setPage(answer.ok ? answer.value : null);
        },
      );
    }, TYPED_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [filter]);
  return {
    people: page?.people ?? null,
    count: page?.count ?? 0,
    reason,
    mayAskMore: page?.next != null,
    showMore: async () => {
      if (!page || page.next === null) return;
      const answer = await askServer<Directory>(directoryPath(filter, page.next));
      if (!answer.ok) return setReason(answer.reason);
      // Of another question meanwhile it is no page.
      setPage((was) => (was === page ? { ...answer.value, people: [...was.people, ...answer.value.people] } : was)); // prettier-ignore
    },
  };
}
