import type { AuditAct } from '#data/audit/audit-entry.ts';
import type { Db } from '#server/db/database.ts';

import { insertRow, lockHead } from './audit.sql.ts';
import { hashRow, NO_HASH } from './hash-row.ts';

/** The house itself: at a start, by an import. */
const NOBODY: AuditWho = { accountId: null, accountName: null, personId: null, address: '' };

/** Who did it, as far as is known, and from where. */
export interface AuditWho {
  accountId: string | null;
  accountName: string | null;
  personId: number | null;
  address: string;
}

/**
 * Whether it is known who does something. What moves by the minute is kept of them alone: of the simulator, and of whoever
 * comes where nobody signs in, the audit has nothing to say.
 */
export function isKnown(who: AuditWho | undefined): who is AuditWho {
  return who != null && who.accountName !== null;
}

/**
 * Keep what was done, in the transaction that does it: both are there or neither. Others who append wait for its end, so
 * call it last, but for the change that tells of it: whoever holds the stream waits for nobody. Of what is personal only that it was seen or changed may be said.
 */
export async function appendAudit(
  db: Db,
  at: Date,
  who: AuditWho | undefined,
  done: { act: AuditAct; noun: string; thing: string; said?: Record<string, unknown> },
): Promise<void> {
  const head = await lockHead(db);
  const { accountId, accountName, personId, address } = who ?? NOBODY;
  const row = { no: (head?.no ?? 0) + 1, at, accountId, accountName, personId, address: address.slice(0, 64), act: done.act, noun: done.noun, thing: done.thing.slice(0, 100), said: JSON.stringify(done.said ?? {}) }; // prettier-ignore
  await insertRow(db, { ...row, hash: hashRow(head?.hash ?? NO_HASH, row) });
}
