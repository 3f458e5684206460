import type { Db } from '#server/db/database.ts';

/** A session with the account it is of. */
export interface StoredSession {
  id: string;
  accountId: string;
  name: string;
  personId: number;
  personName: string;
  demo: boolean;
  madeAt: Date;
  seenAt: Date;
}

/** The session of a secret that holds: made and seen after these times, of an account that is not disabled; else null. */
export async function selectSession(
  db: Db,
  secretHash: Buffer,
  after: { madeAt: Date; seenAt: Date },
): Promise<StoredSession | null> {
  const { rows } = await db.query<StoredSession>(
    `SELECT s.id, s.account_id AS "accountId", a.name, a.person_id AS "personId", p.name AS "personName", a.demo,
       s.made_at AS "madeAt", s.seen_at AS "seenAt"
     FROM sessions s JOIN accounts a ON a.id = s.account_id JOIN people p ON p.id = a.person_id
     WHERE s.secret_hash = $1 AND s.made_at > $2 AND s.seen_at > $3 AND a.disabled_at IS NULL`,
    [secretHash, after.madeAt, after.seenAt],
  );
  return rows[0] ?? null;
}

/** It was seen again. */
export async function updateSeen(db: Db, id: string, at: Date): Promise<void> {
  await db.query('UPDATE sessions SET seen_at = $2 WHERE id = $1 AND seen_at < $2', [id, at]);
}

/** A new session. */
export async function insertSession(
  db: Db,
  session: { secretHash: Buffer; id: string; accountId: string; at: Date; address: string; agent: string }, // prettier-ignore
): Promise<void> {
  await db.query(
    `INSERT INTO sessions (secret_hash, id, account_id, made_at, seen_at, address, agent)
     VALUES ($1, $2, $3, $4, $4, left($5, 64), left($6, 300))`,
    [session.secretHash, session.id, session.accountId, session.at, session.address, session.agent],
  );
}

/** End the session of a secret. */
export async function deleteSessionOf(db: Db, secretHash: Buffer): Promise<void> {
  await db.query('DELETE FROM sessions WHERE secret_hash = $1', [secretHash]);
}

/** End sessions of an account: one by its id, or all. Answers how many there were. */
export async function deleteSessions(
  db: Db,
  accountId: string,
  id: string | null,
): Promise<number> {
  const { rowCount } = await db.query(
    'DELETE FROM sessions WHERE account_id = $1 AND ($2::uuid IS NULL OR id = $2)',
    [accountId, id],
  );
  return rowCount ?? 0;
}

/** End what is over anyway. */
export async function deleteOver(db: Db, after: { madeAt: Date; seenAt: Date }): Promise<void> {
  await db.query('DELETE FROM sessions WHERE made_at <= $1 OR seen_at <= $2', [after.madeAt, after.seenAt]); // prettier-ignore
}

/** The sessions of an account that hold, the one last seen first. */
export async function selectSessions(
  db: Db,
  accountId: string,
  after: { madeAt: Date; seenAt: Date },
): Promise<{ id: string; madeAt: Date; seenAt: Date; address: string; agent: string }[]> {
  const { rows } = await db.query<{ id: string; madeAt: Date; seenAt: Date; address: string; agent: string }>(
    `SELECT id, made_at AS "madeAt", seen_at AS "seenAt", address, agent FROM sessions
     WHERE account_id = $1 AND made_at > $2 AND seen_at > $3 ORDER BY seen_at DESC, id LIMIT 100`,
    [accountId, after.madeAt, after.seenAt],
  ); // prettier-ignore
  return rows;
}
