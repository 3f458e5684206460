import type { Db } from '#server/db/database.ts';

import type { AuditRow } from './hash-row.ts';

export interface StoredRow extends AuditRow {
  hash: Buffer;
}

/** "AUDIT": of two who append one waits until the other has committed. */
const LOCK = 0x4155444954;

const ROW = `no::float8 AS no, at, account_id AS "accountId", account_name AS "accountName", person_id AS "personId", address, act, noun, thing, said, hash`;

/** The last row's number and hash; the next one is whoever's asks, until its transaction ends. */
export async function lockHead(db: Db): Promise<{ no: number; hash: Buffer } | null> {
  await db.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
  return selectHead(db);
}

/** The last row's number and hash; null where there is none. */
export async function selectHead(db: Db): Promise<{ no: number; hash: Buffer } | null> {
  const { rows } = await db.query<{ no: number; hash: Buffer }>('SELECT no::float8 AS no, hash FROM audit ORDER BY audit.no DESC LIMIT 1'); // prettier-ignore
  return rows[0] ?? null;
}

/** Rows of one doer at one time, in their order; one at least. */
export async function insertRows(db: Db, rows: readonly StoredRow[]): Promise<void> {
  const { at, accountId, accountName, personId, address } = rows[0]!;
  const column = <K extends keyof StoredRow>(key: K): StoredRow[K][] => rows.map((row) => row[key]);
  await db.query(
    `INSERT INTO audit (no, at, account_id, account_name, person_id, address, act, noun, thing, said, hash)
     SELECT n.no, $1, $2, $3, $4, $5, n.act, n.noun, n.thing, n.said, n.hash
     FROM unnest($6::bigint[], $7::text[], $8::text[], $9::text[], $10::text[], $11::bytea[]) AS n (no, act, noun, thing, said, hash)
     ORDER BY n.no`,
    [at, accountId, accountName, personId, address, column('no'), column('act'), column('noun'), column('thing'), column('said'), column('hash')], // prettier-ignore
  );
}

/** Rows after one, oldest first. */
export async function selectRows(db: Db, after: number, most: number): Promise<StoredRow[]> {
  const { rows } = await db.query<StoredRow>(`SELECT ${ROW} FROM audit WHERE audit.no > $1 ORDER BY audit.no LIMIT $2`, [after, most]); // prettier-ignore
  return rows;
}
