import { useCallback, useState } from 'react';

import { newDraft, readDraft, type ReportDraft } from '../incidents/report-draft.ts';
import { newUuid } from '../live/new-uuid.ts';

const KEY = 'jingwei.report';

function keep(draft: ReportDraft | null): void {
  try {
    if (draft) sessionStorage.setItem(KEY, JSON.stringify(draft));
    else sessionStorage.removeItem(KEY);
  } catch {
    // It then lives as long as the page.
  }
}
function kept(): ReportDraft | null {
  try {
    return readDraft(sessionStorage.getItem(KEY));
  } catch {
    return null;
  }
}

export interface ReportDraftHold {
  draft: ReportDraft | null;
  /** It was left unsent before this page was loaded. */
  restored: boolean;
  /** Begin one, at a place or at none; where one is open already only its place changes. */
  open: (at: [number, number] | null) => void;
  change: (part: Partial<ReportDraft>) => void;
  close: () => void;
}

/** The report being written, kept over a reload of the page until it is sent or given up. */
export function useReportDraft(): ReportDraftHold {
  const [{ draft, restored }, set] = useState(() => {
    const held = kept();
    return { draft: held, restored: held !== null };
  });
  const update = useCallback((make: (was: ReportDraft | null) => ReportDraft | null) => {
    set((was) => {
      const next = make(was.draft);
      keep(next);
      return { draft: next, restored: was.restored && next !== null };
    });
  }, []);
  const open = useCallback(
    (at: [number, number] | null) =>
      update((was) => (was ? { ...was, at: at ?? was.at } : newDraft(newUuid(), at))),
    [update],
  );
  const change = useCallback(
    (part: Partial<ReportDraft>) => update((was) => was && { ...was, ...part }),
    [update],
  );
  const close = useCallback(() => update(() => null), [update]);
  return { draft, restored, open, change, close };
}
