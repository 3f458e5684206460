import { AUDIT_ACTS, type AuditAct } from '#data/audit/audit-entry.ts';

import type { Words } from '../words/words.ts';

/** What an act is called; one that this page does not know yet, as it is kept. */
export function actWords(words: Words, act: string): string {
  return AUDIT_ACTS.includes(act as AuditAct) ? words.audit.acts[act as AuditAct] : act;
}
