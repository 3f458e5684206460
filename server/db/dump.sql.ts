import type { Db } from './database.ts';

/** Begin a look at one moment, which pg_dump and others may share; answers the name of the snapshot. */
export async function beginSnapshot(db: Db): Promise<string> {
  await db.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const { rows } = await db.query<{ name: string }>('SELECT pg_export_snapshot() AS name');
  return rows[0]!.name;
}

export async function endSnapshot(db: Db): Promise<void> {
  await db.query('COMMIT');
}

/** Epoch and number of the stream, and the server's release. */
export async function selectStamp(
  db: Db,
): Promise<{ epoch: string; changeNo: number; migrations: number; postgres: number }> {
  const { rows } = await db.query<{
    epoch: string;
    change_no: string;
    migrations: number;
    postgres: number;
  }>(
    `SELECT epoch, last_no AS change_no, (SELECT max(no) FROM jingwei.migrations) AS migrations,
       current_setting('server_version_num')::int / 10000 AS postgres FROM jingwei.stream`,
  );
  const row = rows[0]!;
  return { ...row, changeNo: Number(row.change_no) };
}

/** Whether the schema is there. */
export async function selectHasSchema(db: Db): Promise<boolean> {
  const { rows } = await db.query<{ there: boolean }>(
    `SELECT to_regnamespace('jingwei') IS NOT NULL AS there`,
  );
  return rows[0]!.there;
}

/** Servers of this product that are connected to the database. */
export async function countServers(db: Db): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM pg_stat_activity
     WHERE datname = current_database() AND application_name IN ('jingwei api', 'jingwei listen')`,
  );
  return rows[0]!.n;
}

/** What a restore keeps aside begins with this: as long as it is there, the restore is not done. */
const ASIDE = 'jingwei_before_';

/** The schema that a restore has put aside, or null. */
export async function selectAside(db: Db): Promise<string | null> {
  const { rows } = await db.query<{ name: string }>(
    `SELECT nspname AS name FROM pg_namespace WHERE starts_with(nspname, $1) ORDER BY 1 LIMIT 1`,
    [ASIDE],
  );
  return rows[0]?.name ?? null;
}

/** Put the schema out of the way, under a name that nothing reads; an empty one stands for none. Answers the name. */
export async function setSchemaAside(db: Db, there: boolean, id: string): Promise<string> {
  const aside = ASIDE + id;
  await db.query(there ? `ALTER SCHEMA jingwei RENAME TO ${aside}` : `CREATE SCHEMA ${aside}`);
  return aside;
}

/** Take away what a restore that failed left, and bring back what was set aside. */
export async function bringSchemaBack(db: Db, aside: string): Promise<void> {
  await db.query('DROP SCHEMA IF EXISTS jingwei CASCADE');
  await db.query(`ALTER SCHEMA ${aside} RENAME TO jingwei`);
}

export async function dropSchema(db: Db, name: string): Promise<void> {
  await db.query(`DROP SCHEMA IF EXISTS ${name} CASCADE`);
}

/** One restore at a time; held until the connection ends or unlocks. False where another holds it. */
export async function lockRestore(db: Db): Promise<boolean> {
  const { rows } = await db.query<{ mine: boolean }>(
    `SELECT pg_try_advisory_lock(hashtext('jingwei restore')) AS mine`,
  );
  return rows[0]!.mine;
}

export async function unlockRestore(db: Db): Promise<void> {
  await db.query(`SELECT pg_advisory_unlock(hashtext('jingwei restore'))`);
}
