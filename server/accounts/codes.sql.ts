import type { Db } from '#server/db/database.ts';

/** The second step of an account: its secret, sealed; not confirmed it does not count. */
export interface StoredCode {
  sealed: Buffer;
  confirmedAt: Date | null;
}

export async function selectCode(db: Db, accountId: string): Promise<StoredCode | null> {
  const { rows } = await db.query<StoredCode>('SELECT sealed, confirmed_at AS "confirmedAt" FROM account_codes WHERE account_id = $1', [accountId]); // prettier-ignore
  return rows[0] ?? null;
}

/** A secret that waits for its first code; false where one is in force already. */
export async function insertCode(
  db: Db,
  accountId: string,
  sealed: Buffer,
  at: Date,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `INSERT INTO account_codes AS c (account_id, sealed, made_at) VALUES ($1, $2, $3)
     ON CONFLICT (account_id) DO UPDATE SET sealed = $2, made_at = $3, used_step = 0 WHERE c.confirmed_at IS NULL`,
    [accountId, sealed, at],
  );
  return rowCount === 1;
}

/** Use the code of a step of thirty seconds, once; false where that step or a later one has been used. */
export async function useStep(db: Db, accountId: string, step: number): Promise<boolean> {
  const { rowCount } = await db.query('UPDATE account_codes SET used_step = $2 WHERE account_id = $1 AND used_step < $2', [accountId, step]); // prettier-ignore
  return rowCount === 1;
}

/** From now on it counts; false where it did already, or there is none any more. */
export async function confirmCode(db: Db, accountId: string, at: Date): Promise<boolean> {
  const { rowCount } = await db.query('UPDATE account_codes SET confirmed_at = $2 WHERE account_id = $1 AND confirmed_at IS NULL', [accountId, at]); // prettier-ignore
  return rowCount === 1;
}

/** Take the second step away, with its recovery codes; false where none was in force. */
export async function deleteCode(db: Db, accountId: string): Promise<boolean> {
  const { rowCount } = await db.query('DELETE FROM account_codes WHERE account_id = $1 AND confirmed_at IS NOT NULL', [accountId]); // prettier-ignore
  return rowCount === 1;
}

export async function insertRecovery(db: Db, accountId: string, hashes: Buffer[]): Promise<void> {
  await db.query(
    'INSERT INTO recovery_codes (account_id, code_hash) SELECT $1, unnest($2::bytea[])',
    [accountId, hashes],
  );
}

/** Use a recovery code: it is gone with the transaction; false where there is none such. */
export async function takeRecovery(db: Db, accountId: string, hash: Buffer): Promise<boolean> {
  const { rowCount } = await db.query('DELETE FROM recovery_codes WHERE account_id = $1 AND code_hash = $2', [accountId, hash]); // prettier-ignore
  return rowCount === 1;
}

export async function countRecovery(db: Db, accountId: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>('SELECT count(*)::integer AS n FROM recovery_codes WHERE account_id = $1', [accountId]); // prettier-ignore
  return rows[0]!.n;
}

/** Somebody has said the right password; those whose time is over go. */
export async function insertSignInStep(
  db: Db,
  step: { secretHash: Buffer; accountId: string; at: Date; endsAt: Date },
): Promise<void> {
  await db.query('DELETE FROM sign_in_steps WHERE ends_at <= $1', [step.at]);
  await db.query(
    'INSERT INTO sign_in_steps (secret_hash, account_id, ends_at) VALUES ($1, $2, $3)',
    [step.secretHash, step.accountId, step.endsAt],
  );
}

/** Whose password was said under a secret, with the account as it is now; null where that is over. */
export async function selectSignInStep(
  db: Db,
  secretHash: Buffer,
  at: Date,
): Promise<{ accountId: string; name: string } | null> {
  const { rows } = await db.query<{ accountId: string; name: string }>(
    `SELECT a.id AS "accountId", a.name FROM sign_in_steps s JOIN accounts a ON a.id = s.account_id
     WHERE s.secret_hash = $1 AND s.ends_at > $2 AND a.disabled_at IS NULL`,
    [secretHash, at],
  );
  return rows[0] ?? null;
}

/** The step is made; false where it was already. */
export async function deleteSignInStep(db: Db, secretHash: Buffer): Promise<boolean> {
  const { rowCount } = await db.query('DELETE FROM sign_in_steps WHERE secret_hash = $1', [
    secretHash,
  ]);
  return rowCount === 1;
}
