import type { AuditEntry } from '#data/audit/audit-entry.ts';

import { usePages, type Pages } from '../ui/use-pages.ts';

import { auditPath, type AuditFilter } from './audit-query.ts';

/** So many rows are held: who wants more asks for fewer days. */
const HELD_MAX = 5000;

interface Page {
  entries: AuditEntry[];
  more: boolean;
}

/** The audit as it is asked for, page by page; nothing before the district's zone is known. */
export const useAudit = (filter: AuditFilter, timeZone: string | null): Pages<Page> =>
  usePages<Page>(
    timeZone === null ? null : auditPath(filter, timeZone, null),
    ({ entries, more }) =>
      more && entries.length < HELD_MAX && timeZone !== null
        ? auditPath(filter, timeZone, entries.at(-1)!.no)
        : null,
    (was, more) => ({ ...more, entries: [...was.entries, ...more.entries] }),
  );
