import { AUDIT_ACTS, type AuditAct } from '#data/audit/audit-entry.ts';

import { dayBegins, dayEnds } from '../words/days.ts';

/** What of the audit is asked for. */
export interface AuditFilter {
  act: AuditAct | '';
  account: string;
  thing: string;
  /** Days of the district, `2026-11-23`; '' for none. */
  from: string;
  to: string;
}

export const NO_FILTER: AuditFilter = { act: '', account: '', thing: '', from: '', to: '' };

/** The address of a page of the audit: rows before one, or the newest. */
export function auditPath(filter: AuditFilter, timeZone: string, before: number | null): string {
  const { act, account, thing, from, to } = filter;
  const query = new URLSearchParams();
  if (AUDIT_ACTS.includes(act as AuditAct)) query.set('act', act);
  if (account.trim()) query.set('account', account.trim());
  if (thing.trim()) query.set('thing', thing.trim());
  const first = dayBegins(from, timeZone);
  const last = dayEnds(to, timeZone);
  if (first !== null) query.set('from', new Date(first).toISOString());
  // The whole of its last day.
  if (last !== null) query.set('to', new Date(last).toISOString());
  if (before !== null) query.set('before', String(before));
  const text = query.toString();
  return `/api/audit${text ? `?${text}` : ''}`;
}
