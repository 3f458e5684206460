import { createHash } from 'node:crypto';

/** A row of the audit as it is hashed. */
export interface AuditRow {
  no: number;
  at: Date;
  accountId: string | null;
  accountName: string | null;
  personId: number | null;
  address: string;
  act: string;
  noun: string;
  thing: string;
  said: string;
}

/** Before the first row. */
export const NO_HASH = Buffer.alloc(32);

/**
 * The hash of a row: SHA-256 over the hash of the row before it and this one's fields as a JSON array, in this order. So a
 * row that is changed, left out or put elsewhere does not go with the one after it.
 */
export function hashRow(before: Buffer, row: AuditRow): Buffer {
  const { no, at, accountId, accountName, personId, address, act, noun, thing, said } = row;
  const text = JSON.stringify([no, at.toISOString(), accountId, accountName, personId, address, act, noun, thing, said]); // prettier-ignore
  return createHash('sha256').update(before).update(text).digest();
}
