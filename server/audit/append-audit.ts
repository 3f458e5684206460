import type { AuditAct } from '#data/audit/audit-entry.ts';
import type { Db } from '#server/db/database.ts';

import { insertRows, lockHead } from './audit.sql.ts';
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

/** What was done, on which thing. */
export interface AuditDone {
  act: AuditAct;
  noun: string;
  thing: string;
  said?: Record<string, unknown>;
}

/**
 * Keep what was done, in the transaction that does it: both are there or neither. Others who append wait for its end, so
 * call it last, but for the change that tells of it: whoever holds the stream waits for nobody. Of what is personal only that it was seen or changed may be said.
 *
 * @returns the row's number
 */
export async function appendAudit(
  db: Db,
  at: Date,
  who: AuditWho | undefined,
  done: AuditDone,
): Promise<number> {
  return appendAudits(db, at, who, [done]);
}

/**
 * The same of several things at once, one after the other.
 *
 * @param done one at least
 * @returns the last row's number
 */
export async function appendAudits(
  db: Db,
  at: Date,
  who: AuditWho | undefined,
  done: readonly AuditDone[],
): Promise<number> {
  const head = await lockHead(db);
  const { accountId, accountName, personId, address } = who ?? NOBODY;
  let last = { no: head?.no ?? 0, hash: head?.hash ?? NO_HASH };
  const rows = done.map(({ act, noun, thing, said = {} }) => {
    const row = { no: last.no + 1, at, accountId, accountName, personId, address: address.slice(0, 64), act, noun, thing: thing.slice(0, 100), said: JSON.stringify(said) }; // prettier-ignore
    last = { no: row.no, hash: hashRow(last.hash, row) };
    return { ...row, hash: last.hash };
  });
  await insertRows(db, rows);
  return last.no;
}
