import { FORGET_FAILURES_S, FREE_FAILURES, WAIT_MAX_S } from '#data/accounts/slow-down.ts';
import type { Db } from '#server/db/database.ts';

/** An account, as signing in asks for it. */
export interface StoredAccount {
  id: string;
  name: string;
  passwordHash: string | null;
  demo: boolean;
  disabled: boolean;
}

const ACCOUNT = `SELECT id, name, password_hash AS "passwordHash", demo, disabled_at IS NOT NULL AS disabled FROM accounts`;

/** The account of a name as it is compared; null where there is none. */
export async function selectAccountNamed(db: Db, key: string): Promise<StoredAccount | null> {
  const { rows } = await db.query<StoredAccount>(`${ACCOUNT} WHERE name_key = $1`, [key]);
  return rows[0] ?? null;
}

/** An account, locked: of two who change it one waits. */
export async function selectAccountLocked(db: Db, id: string): Promise<StoredAccount | null> {
  const { rows } = await db.query<StoredAccount>(`${ACCOUNT} WHERE id = $1 FOR UPDATE`, [id]);
  return rows[0] ?? null;
}

/** A new account; false where its name is taken. */
export async function insertAccount(
  db: Db,
  account: { id: string; name: string; key: string; personId: number; passwordHash: string | null; demo: boolean; at: Date }, // prettier-ignore
): Promise<boolean> {
  const { rowCount } = await db.query(
    `INSERT INTO accounts (id, name, name_key, person_id, password_hash, demo, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (name_key) DO NOTHING`,
    [account.id, account.name, account.key, account.personId, account.passwordHash, account.demo, account.at], // prettier-ignore
  );
  return rowCount === 1;
}

/** Links of an account that were not used are over, and whoever had said its password and was asked for a code begins anew. */
export async function deleteLinks(db: Db, id: string): Promise<void> {
  await db.query('DELETE FROM account_links WHERE account_id = $1', [id]);
  await db.query('DELETE FROM sign_in_steps WHERE account_id = $1', [id]);
}

/** A password in place of another; what was begun with that one is over. */
export async function updatePassword(db: Db, id: string, passwordHash: string): Promise<void> {
  await db.query('UPDATE accounts SET password_hash = $2 WHERE id = $1', [id, passwordHash]);
  await deleteLinks(db, id);
}

/** Whether anybody who can sign in, by a password or by the provider of an issuer, holds the post of an administrator, or will. */
export async function selectHasAdministrator(
  db: Db,
  at: Date,
  issuer: string | null,
): Promise<boolean> {
  const { rows } = await db.query<{ has: boolean }>(
    `SELECT EXISTS (
       SELECT FROM posts p JOIN accounts a ON a.person_id = p.person_id
       WHERE p.role = 'administrator' AND (p.to_at IS NULL OR p.to_at > $1) AND a.disabled_at IS NULL
         AND (a.password_hash IS NOT NULL OR EXISTS (SELECT FROM identities i WHERE i.account_id = a.id AND i.issuer = $2))
         AND NOT a.demo) AS has`,
    [at, issuer],
  );
  return rows[0]!.has;
}

/** Take away all demo accounts, with their sessions. */
export async function deleteDemoAccounts(db: Db): Promise<void> {
  await db.query('DELETE FROM accounts WHERE demo');
}

export async function selectDemoNames(db: Db): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>('SELECT name FROM accounts WHERE demo ORDER BY name'); // prettier-ignore
  return rows.map(({ name }) => name);
}

/**
 * Count a try at a name from some place, of `hashTries`, as failed before it is looked at, so that many at once are many; a success takes it back. Answers
 * 0, or the seconds to wait, as `waitAfter` says of those before, and then nothing is counted.
 */
export async function countTry(db: Db, triedHash: Buffer, at: Date): Promise<number> {
  const wait = `make_interval(secs => CASE WHEN f.count < ${FREE_FAILURES} THEN 0 ELSE least(${WAIT_MAX_S}, 2 ^ least(10, f.count - ${FREE_FAILURES})) END)`;
  const { rows } = await db.query(
    `INSERT INTO sign_in_failures AS f (tried_hash, count, last_at) VALUES ($1, 1, $2)
     ON CONFLICT (tried_hash) DO UPDATE SET last_at = $2,
       count = CASE WHEN f.last_at < $2 - interval '${FORGET_FAILURES_S} seconds' THEN 1 ELSE least(f.count + 1, 1000000) END
     WHERE f.last_at + ${wait} <= $2 RETURNING 1`,
    [triedHash, at],
  );
  if (rows.length > 0) return 0;
  const { rows: left } = await db.query<{ seconds: number }>(
    `SELECT extract(epoch FROM f.last_at + ${wait} - $2)::float8 AS seconds FROM sign_in_failures f WHERE tried_hash = $1`,
    [triedHash, at],
  );
  return Math.max(1, Math.ceil(left[0]?.seconds ?? 1));
}

/** A success: what failed before counts no more. */
export async function deleteFailures(db: Db, triedHash: Buffer): Promise<void> {
  await db.query('DELETE FROM sign_in_failures WHERE tried_hash = $1', [triedHash]);
}

/** Forget what would be counted afresh anyway. */
export async function deleteOldFailures(db: Db, at: Date): Promise<void> {
  await db.query(
    `DELETE FROM sign_in_failures WHERE last_at < $1::timestamptz - interval '${FORGET_FAILURES_S} seconds'`,
    [at],
  );
}

/** A link that is used once; it takes the place of those of its purpose and account before it. */
export async function insertLink(
  db: Db,
  link: { secretHash: Buffer; purpose: 'administrator' | 'password'; accountId: string | null; at: Date; endsAt: Date }, // prettier-ignore
): Promise<void> {
  await db.query(
    'DELETE FROM account_links WHERE ends_at <= $3 OR (purpose = $1 AND account_id IS NOT DISTINCT FROM $2)',
    [link.purpose, link.accountId, link.at],
  );
  await db.query(
    'INSERT INTO account_links (secret_hash, purpose, account_id, made_at, ends_at) VALUES ($1, $2, $3, $4, $5)',
    [link.secretHash, link.purpose, link.accountId, link.at, link.endsAt],
  );
}

/** Use a link: it is gone with the transaction; null where there is none that holds. */
export async function takeLink(
  db: Db,
  secretHash: Buffer,
  at: Date,
): Promise<{ purpose: 'administrator' | 'password'; accountId: string | null } | null> {
  const { rows } = await db.query<{ purpose: 'administrator' | 'password'; accountId: string | null }>(
    `DELETE FROM account_links WHERE secret_hash = $1 AND ends_at > $2 RETURNING purpose, account_id AS "accountId"`,
    [secretHash, at],
  ); // prettier-ignore
  return rows[0] ?? null;
}
