import { CODE_TRIES, DESK_TRIES, DESK_TRIES_MS } from '#data/devices/pairing-code.ts';
import type { Db } from '#server/db/database.ts';

/** So many walls wait at once: beyond that somebody only fills the table. */
const WAITING_MAX = 5_000;

/** A wall waits under a code; false where the code is another's, or too many wait. */
export async function insertPairing(
  db: Db,
  pairing: { codeHash: Buffer; secretHash: Buffer; endsAt: Date },
  at: Date,
): Promise<boolean> {
  await db.query('DELETE FROM device_pairings WHERE ends_at <= $1', [at]);
  const { rowCount } = await db.query(
    `INSERT INTO device_pairings (code_hash, secret_hash, ends_at)
     SELECT $1, $2, $3 WHERE (SELECT count(*) FROM device_pairings) < ${WAITING_MAX}
     ON CONFLICT DO NOTHING`,
    [pairing.codeHash, pairing.secretHash, pairing.endsAt],
  );
  return rowCount === 1;
}

/** Count a try at a code before it is looked at; false where no wall shows it, and where it was tried too often. */
export async function countCodeTry(db: Db, codeHash: Buffer, at: Date): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE device_pairings SET tries = tries + 1
     WHERE code_hash = $1 AND ends_at > $2 AND tries < ${CODE_TRIES} AND device_id IS NULL`,
    [codeHash, at],
  );
  return rowCount === 1;
}

/** The wall of a code is a device now, and may fetch its token until then; false where it has become one meanwhile. */
export async function updatePaired(
  db: Db,
  codeHash: Buffer,
  deviceId: string,
  endsAt: Date,
): Promise<boolean> {
  const { rowCount } = await db.query(
    'UPDATE device_pairings SET device_id = $2, ends_at = $3 WHERE code_hash = $1 AND device_id IS NULL',
    [codeHash, deviceId, endsAt],
  );
  return rowCount === 1;
}

/** What a wall that waits asks for: which device it is; null where it is none yet, undefined where its code is over. */
export async function selectPaired(
  db: Db,
  secretHash: Buffer,
  at: Date,
): Promise<string | null | undefined> {
  const { rows } = await db.query<{ deviceId: string | null }>(
    `SELECT device_id AS "deviceId" FROM device_pairings
     WHERE secret_hash = $1 AND ends_at > $2 AND (device_id IS NOT NULL OR tries < ${CODE_TRIES})`,
    [secretHash, at],
  );
  return rows[0] && rows[0].deviceId;
}

/** A wall's first token, or another while none was used: an answer may be lost. False where it was, or it is revoked. */
export async function updateSecret(db: Db, deviceId: string, secretHash: Buffer): Promise<boolean> {
  const { rowCount } = await db.query(
    'UPDATE devices SET secret_hash = $2 WHERE id = $1 AND used_at IS NULL AND revoked_at IS NULL',
    [deviceId, secretHash],
  );
  return rowCount === 1;
}

/**
 * Count a try of a desk as one that found nothing, before anything is looked at: in one statement, so that thirty at once are
 * thirty. Answers 0, or the milliseconds to wait where there were too many; then it is not counted.
 */
export async function countDeskTry(db: Db, accountId: string, at: Date): Promise<number> {
  const after = new Date(at.getTime() - DESK_TRIES_MS);
  const { rowCount } = await db.query(
    `INSERT INTO pairing_tries AS t (account_id, at) VALUES ($1, ARRAY[$2::timestamptz])
     ON CONFLICT (account_id) DO UPDATE SET at = ARRAY(SELECT one FROM unnest(t.at) AS one WHERE one > $3) || $2::timestamptz
     WHERE cardinality(ARRAY(SELECT one FROM unnest(t.at) AS one WHERE one > $3)) < ${DESK_TRIES}`,
    [accountId, at, after],
  );
  if (rowCount === 1) return 0;
  const { rows } = await db.query<{ first: Date }>(
    'SELECT min(one) AS first FROM pairing_tries, unnest(at) AS one WHERE account_id = $1 AND one > $2',
    [accountId, after],
  );
  return Math.max(1, (rows[0]?.first ?? after).getTime() + DESK_TRIES_MS - at.getTime());
}

/** A try of a desk found something: it does not count. */
export async function takeBackDeskTry(db: Db, accountId: string, at: Date): Promise<void> {
  await db.query(
    `UPDATE pairing_tries SET at = at[:array_position(at, $2::timestamptz) - 1] || at[array_position(at, $2::timestamptz) + 1:]
     WHERE account_id = $1 AND array_position(at, $2::timestamptz) IS NOT NULL`,
    [accountId, at],
  );
}
