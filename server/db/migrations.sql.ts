import type { Db } from './database.ts';

/** A migration that a database has had. */
export interface AppliedMigration {
  no: number;
  name: string;
  checksum: string;
}

/** What has been applied; null in a database that this product has never touched. */
export async function selectApplied(db: Db): Promise<AppliedMigration[] | null> {
  const { rows: found } = await db.query<{ there: boolean }>(
    `SELECT to_regclass('jingwei.migrations') IS NOT NULL AS there`,
  );
  if (!found[0]!.there) return null;
  const { rows } = await db.query<AppliedMigration>(
    'SELECT no, name, checksum FROM jingwei.migrations ORDER BY no',
  );
  return rows;
}

/** One migration at a time, whoever runs it; held until the connection ends or unlocks. */
export async function lockMigrations(db: Db): Promise<void> {
  await db.query(`SELECT pg_advisory_lock(hashtext('jingwei migrations'))`);
}

export async function unlockMigrations(db: Db): Promise<void> {
  await db.query(`SELECT pg_advisory_unlock(hashtext('jingwei migrations'))`);
}

/** The extensions, as far as they are missing. */
export async function createExtensions(db: Db): Promise<void> {
  for (const extension of ['postgis', 'pg_trgm']) {
    const { rows } = await db.query('SELECT FROM pg_extension WHERE extname = $1', [extension]);
    if (rows.length === 0) await db.query(`CREATE EXTENSION ${extension} SCHEMA public`);
  }
}

/** The schema, the extensions and the table of migrations, as far as they are missing. */
export async function createGround(db: Db): Promise<void> {
  await createExtensions(db);
  await db.query('CREATE SCHEMA IF NOT EXISTS jingwei');
  await db.query(
    `CREATE TABLE IF NOT EXISTS jingwei.migrations (
       no integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, at timestamptz NOT NULL DEFAULT now())`,
  );
}

/** Run a migration's text inside the transaction that the connection is in, and record it. */
export async function applyMigration(
  db: Db,
  migration: AppliedMigration & { sql: string },
): Promise<void> {
  await db.query('SET LOCAL search_path = jingwei, public');
  await db.query(migration.sql);
  await db.query('INSERT INTO jingwei.migrations (no, name, checksum) VALUES ($1, $2, $3)', [
    migration.no,
    migration.name,
    migration.checksum,
  ]);
}

/** The stream's one row, made once: its epoch and the key of its cursors. */
export async function insertStream(db: Db, cursorKey: Buffer): Promise<void> {
  await db.query(
    `INSERT INTO jingwei.stream (epoch, cursor_key) SELECT gen_random_uuid(), $1
     WHERE NOT EXISTS (SELECT FROM jingwei.stream)`,
    [cursorKey],
  );
}

/** A new epoch, after a restore: whoever holds a cursor of the old one gets a snapshot. */
export async function beginEpoch(db: Db, cursorKey: Buffer): Promise<string> {
  const { rows } = await db.query<{ epoch: string }>(
    'UPDATE jingwei.stream SET epoch = gen_random_uuid(), cursor_key = $1 RETURNING epoch',
    [cursorKey],
  );
  return rows[0]!.epoch;
}
