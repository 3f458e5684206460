import type { SampleRequest } from '#data/sample/sample.ts';
import type { Versions } from '#data/wire/messages.ts';
import type { Db } from '#server/db/database.ts';

/** Names one row; two imports, or an import and a first start, never interleave. Held until the transaction ends. */
export async function lockForImport(db: Db): Promise<void> {
  await db.query(`SELECT pg_advisory_xact_lock(hashtext('jingwei import'))`);
}

/** Tables that hold a row already, of those that a sample fills. */
export async function selectFilledTables(db: Db): Promise<string[]> {
  const tables = ['district', 'editions', 'areas', 'features', 'buildings', 'sites', 'units'];
  const { rows } = await db.query<{ name: string }>(
    [...tables, 'incidents', 'people']
      .map((t) => `SELECT '${t}' AS name WHERE EXISTS (SELECT FROM ${t})`)
      .join(' UNION ALL '),
  );
  return rows.map((row) => row.name);
}

/** The mark of a sample database, or null. */
export async function selectSampleMark(
  db: Db,
): Promise<{ size: string; seed: number; endDate: string } | null> {
  const { rows } = await db.query<{ size: string; seed: number; endDate: string }>(
    'SELECT size, seed, end_date::text AS "endDate" FROM sample_mark',
  );
  return rows[0] ?? null;
}

export async function insertSampleMark(db: Db, request: SampleRequest): Promise<void> {
  await db.query('INSERT INTO sample_mark (size, seed, end_date) VALUES ($1, $2, $3)', [
    request.size,
    request.seed,
    request.endDate,
  ]);
}

export interface DistrictRow {
  code: string;
  name: string;
  nameEn: string | null;
  timeZone: string;
  attribution: string;
}

export async function insertDistrict(db: Db, d: DistrictRow): Promise<void> {
  await db.query(
    'INSERT INTO district (code, name, name_en, time_zone, attribution) VALUES ($1, $2, $3, $4, $5)',
    [d.code, d.name, d.nameEn, d.timeZone, d.attribution],
  );
}

export async function insertEdition(db: Db, id: number, validFrom: Date, name: string) {
  await db.query('INSERT INTO editions (id, valid_from, name) VALUES ($1, $2, $3)', [
    id,
    validFrom,
    name,
  ]);
}

/** One more for each noun that changed; all versions come back, as they are now. */
export async function bumpVersions(db: Db, nouns: readonly (keyof Versions)[]): Promise<Versions> {
  await db.query('UPDATE versions SET version = version + 1 WHERE noun = ANY ($1)', [nouns]);
  const { rows } = await db.query<{ noun: keyof Versions; version: number }>(
    'SELECT noun, version FROM versions',
  );
  return Object.fromEntries(rows.map((row) => [row.noun, row.version])) as unknown as Versions;
}

/** Fresh statistics: after a bulk load the planner would otherwise take the tables for empty. Only the tables' owner may; others are told by a notice. */
export async function analyzeTables(db: Db, tables: readonly string[]): Promise<void> {
  await db.query(`ANALYZE ${tables.join(', ')}`);
}
