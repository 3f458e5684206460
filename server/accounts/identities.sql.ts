import type { Db } from '#server/db/database.ts';

/** Somebody who was sent to the provider. */
export interface StoredTry {
  state: string;
  nonce: string;
  verifier: string;
  next: string;
  /** To be linked to this account; null: to sign in. */
  accountId: string | null;
}

/** Keep a way to the provider; those whose time is over go. */
export async function insertTry(
  db: Db,
  tried: StoredTry & { secretHash: Buffer; at: Date; endsAt: Date },
): Promise<void> {
  await db.query('DELETE FROM provider_tries WHERE ends_at <= $1', [tried.at]);
  await db.query(
    `INSERT INTO provider_tries (secret_hash, state, nonce, verifier, next, account_id, ends_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [tried.secretHash, tried.state, tried.nonce, tried.verifier, tried.next, tried.accountId, tried.endsAt], // prettier-ignore
  );
}

/** Take a way to the provider: it is good once. Null where there is none that holds. */
export async function takeTry(db: Db, secretHash: Buffer, at: Date): Promise<StoredTry | null> {
  const { rows } = await db.query<StoredTry>(
    `DELETE FROM provider_tries WHERE secret_hash = $1 AND ends_at > $2
     RETURNING state, nonce, verifier, next, account_id AS "accountId"`,
    [secretHash, at],
  );
  return rows[0] ?? null;
}

/** The account of a subject that may sign in; null where there is none. */
export async function selectIdentified(
  db: Db,
  issuer: string,
  subject: string,
): Promise<{ id: string; name: string } | null> {
  const { rows } = await db.query<{ id: string; name: string }>(
    `SELECT a.id, a.name FROM identities i JOIN accounts a ON a.id = i.account_id
     WHERE i.issuer = $1 AND i.subject = $2 AND a.disabled_at IS NULL AND NOT a.demo`,
    [issuer, subject],
  );
  return rows[0] ?? null;
}

/** Since when an account is linked; null where it is not. */
export async function selectLinkedAt(db: Db, issuer: string, accountId: string): Promise<Date | null> {
  const { rows } = await db.query<{ at: Date }>('SELECT made_at AS at FROM identities WHERE issuer = $1 AND account_id = $2', [issuer, accountId]); // prettier-ignore
  return rows[0]?.at ?? null;
} // prettier-ignore

/** Link a subject to an account; false where one of them is linked already. */
export async function insertIdentity(
  db: Db,
  identity: { issuer: string; subject: string; accountId: string; at: Date },
): Promise<boolean> {
  const { rowCount } = await db.query(
    'INSERT INTO identities (issuer, subject, account_id, made_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [identity.issuer, identity.subject, identity.accountId, identity.at],
  );
  return rowCount === 1;
}

/** Unlink an account; false where it was not linked. */
export async function deleteIdentity(db: Db, issuer: string, accountId: string): Promise<boolean> {
  const { rowCount } = await db.query('DELETE FROM identities WHERE issuer = $1 AND account_id = $2', [issuer, accountId]); // prettier-ignore
  return rowCount === 1;
}
