import { useEffect, useState } from 'react';

import type { AuditEntry } from '#data/audit/audit-entry.ts';

import { askServer } from '../live/ask-server.ts';

import { auditPath, type AuditFilter } from './audit-query.ts';

/** After the last letter. */
const TYPED_MS = 300;
/** So many rows are held: who wants more asks for fewer days. */
const HELD_MAX = 5000;

interface Page {
  entries: AuditEntry[];
  more: boolean;
}

/** The audit as it is asked for, page by page. */
export function useAudit(filter: AuditFilter, timeZone: string | null) {
  const [page, setPage] = useState<Page | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (timeZone === null) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      void askServer<Page>(auditPath(filter, timeZone, null), { signal: stop.signal }).then(
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
  }, [filter, timeZone, turn]);
  const last = page?.entries.at(-1)?.no ?? null;
  const showMore = async (): Promise<void> => {
    if (timeZone === null || last === null) return;
    const answer = await askServer<Page>(auditPath(filter, timeZone, last));
    if (!answer.ok) return setReason(answer.reason);
    // What was asked for may have become another meanwhile.
    setPage((was) => was?.entries.at(-1)?.no === last ? { entries: [...was.entries, ...answer.value.entries], more: answer.value.more } : was); // prettier-ignore
  };
  return {
    entries: page?.entries ?? null,
    mayAskMore: (page?.more ?? false) && (page?.entries.length ?? 0) < HELD_MAX,
    reason,
    showMore,
    again: () => setTurn((n) => n + 1),
  };
}
