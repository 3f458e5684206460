import type { Versions } from '#data/wire/messages.ts';
import type { Db } from '#server/db/database.ts';

/** First in a transaction: everything it reads is of one moment, and it writes nothing. */
export async function readSnapshotOnly(db: Db): Promise<void> {
  await db.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
}

/** Version of a noun's packed bytes. */
export async function selectVersion(db: Db, noun: keyof Versions): Promise<number> {
  const { rows } = await db.query<{ version: number }>(
    'SELECT version FROM versions WHERE noun = $1',
    [noun],
  );
  return rows[0]?.version ?? 0;
}
