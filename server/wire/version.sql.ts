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

/**
 * A higher number for each noun that changed; all versions come back, as they are now. Numbers are seconds since 2020
 * where that is higher: bytes are kept by browsers for good under host and version, and a database made anew on the
 * same host must not meet the numbers of the one before.
 */
export async function bumpVersions(db: Db, nouns: readonly (keyof Versions)[]): Promise<Versions> {
  await db.query(
    `UPDATE versions SET version = GREATEST(version + 1, (extract(epoch FROM clock_timestamp()) - 1577836800)::integer)
     WHERE noun = ANY ($1)`,
    [nouns],
  );
  const { rows } = await db.query<{ noun: keyof Versions; version: number }>(
    'SELECT noun, version FROM versions',
  );
  return Object.fromEntries(rows.map((row) => [row.noun, row.version])) as unknown as Versions;
}
