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

/** Fresh statistics: after a bulk load the planner would otherwise take the tables for empty. Only the tables' owner may; others are told by a notice. */
export async function analyzeTables(db: Db, tables: readonly string[]): Promise<void> {
  await db.query(`ANALYZE ${tables.join(', ')}`);
}

/** The one district; null in an empty database. */
export async function selectDistrictRow(db: Db): Promise<DistrictRow | null> {
  const { rows } = await db.query<DistrictRow>(
    'SELECT code, name, name_en AS "nameEn", time_zone AS "timeZone", attribution FROM district',
  );
  return rows[0] ?? null;
}

/** Names and settings as the manifest has them; answers whether anything differed. */
export async function updateDistrict(db: Db, d: DistrictRow): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE district SET name = $1, name_en = $2, time_zone = $3, attribution = $4
     WHERE (name, name_en, time_zone, attribution) IS DISTINCT FROM ($1, $2, $3, $4)`,
    [d.name, d.nameEn, d.timeZone, d.attribution],
  );
  return rowCount !== 0;
}

/** Levels and categories by key; answers whether anything differed. Ranks beyond the list are refused by the areas that use them. */
export async function upsertLevels(
  db: Db,
  levels: readonly { rank: number; key: string; nameZh: string; nameEn: string }[],
): Promise<boolean> {
  let changed = 0;
  for (const level of levels) {
    const { rowCount } = await db.query(
      `INSERT INTO levels (rank, key, name_zh, name_en) VALUES ($1, $2, $3, $4)
       ON CONFLICT (rank) DO UPDATE SET key = $2, name_zh = $3, name_en = $4
       WHERE (levels.key, levels.name_zh, levels.name_en) IS DISTINCT FROM ($2, $3, $4)`,
      [level.rank, level.key, level.nameZh, level.nameEn],
    );
    changed += rowCount ?? 0;
  }
  return changed > 0;
}

export async function upsertCategories(
  db: Db,
  categories: readonly { key: string; nameZh: string; nameEn: string; severity: number }[],
): Promise<boolean> {
  let changed = 0;
  for (const c of categories) {
    const { rowCount } = await db.query(
      `INSERT INTO categories (key, name_zh, name_en, severity) VALUES ($1, $2, $3, $4)
       ON CONFLICT (key) DO UPDATE SET name_zh = $2, name_en = $3, severity = $4
       WHERE (categories.name_zh, categories.name_en, categories.severity) IS DISTINCT FROM ($2, $3, $4)`,
      [c.key, c.nameZh, c.nameEn, c.severity],
    );
    changed += rowCount ?? 0;
  }
  return changed > 0;
}

export async function upsertDataDates(db: Db, dates: Record<string, string>): Promise<boolean> {
  let changed = 0;
  for (const [noun, asOf] of Object.entries(dates)) {
    const { rowCount } = await db.query(
      `INSERT INTO data_dates (noun, as_of) VALUES ($1, $2)
       ON CONFLICT (noun) DO UPDATE SET as_of = $2 WHERE data_dates.as_of <> $2`,
      [noun, asOf],
    );
    changed += rowCount ?? 0;
  }
  return changed > 0;
}

/** Keep what a run said, also of a dry and of a refused one. */
export async function insertImportRun(
  db: Db,
  run: {
    id: string;
    source: string;
    digest: string;
    startedAt: Date;
    finishedAt: Date;
    dry: boolean;
    report: unknown;
  },
): Promise<void> {
  await db.query(
    `INSERT INTO import_runs (id, source, digest, started_at, finished_at, dry, report) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      run.id,
      run.source,
      run.digest,
      run.startedAt,
      run.finishedAt,
      run.dry,
      JSON.stringify(run.report),
    ],
  );
}

/** m² by which each given shape differs from the one that is stored (their symmetric difference, on the ellipsoid). */
export async function selectShapeDifference(
  db: Db,
  given: string,
  stored: string,
): Promise<number> {
  const { rows } = await db.query<{ m2: number }>(
    `SELECT ST_Area(ST_SymDifference(ST_MakeValid($1::geometry), $2::geometry)::geography) AS m2`,
    [given, stored],
  );
  return rows[0]!.m2;
}

/** An area in force as an import compares it. */
export interface AreaRow {
  id: number;
  code: string;
  parentId: number | null;
  level: number;
  kind: string;
  name: string;
  nameEn: string | null;
  ownHouseholds: number | null;
  ownResidents: number | null;
  ownCountedOn: string | null;
  geom: string;
  source: string;
  sourceKey: string;
}

/** All areas of an edition with their borders as hexadecimal EWKB. */
export async function selectAreaRows(db: Db, editionId: number): Promise<AreaRow[]> {
  const { rows } = await db.query<AreaRow>(
    `SELECT id, code, parent_id AS "parentId", level, kind, name, name_en AS "nameEn", own_households AS "ownHouseholds",
       own_residents AS "ownResidents", own_counted_on::text AS "ownCountedOn", encode(ST_AsEWKB(geom, 'NDR'), 'hex') AS geom, source, source_key AS "sourceKey"
     FROM areas WHERE from_edition <= $1 AND (to_edition IS NULL OR to_edition > $1) ORDER BY id`,
    [editionId],
  );
  return rows;
}

/** Names and counts of an area in force; its border, code and place in the tree belong to the edition. */
export async function updateAreaWords(db: Db, area: Omit<AreaRow, 'geom'>): Promise<void> {
  await db.query(
    `UPDATE areas SET name = $2, name_en = $3, own_households = $4, own_residents = $5, own_counted_on = $6
     WHERE id = $1 AND to_edition IS NULL`,
    [area.id, area.name, area.nameEn, area.ownHouseholds, area.ownResidents, area.ownCountedOn],
  );
}

/** Placed rows of a table that belong to no cell yet. */
export async function selectUnattributed(
  db: Db,
  table: 'buildings' | 'sites' | 'incidents',
): Promise<{ id: string; geom: Buffer }[]> {
  const { rows } = await db.query<{ id: string; geom: Buffer }>(
    `SELECT id::text AS id, ST_AsBinary(geom, 'NDR') AS geom FROM ${table} WHERE area_id IS NULL AND geom IS NOT NULL`,
  );
  return rows;
}

export async function updateAttribution(
  db: Db,
  table: 'buildings' | 'sites' | 'incidents',
  ids: readonly string[],
  areaIds: readonly number[],
  editionId: number,
): Promise<void> {
  await db.query(
    `UPDATE ${table} t SET area_id = n.area_id, edition_id = $3
     FROM unnest($1::text[], $2::integer[]) AS n (id, area_id) WHERE t.id = n.id::${table === 'incidents' ? 'uuid' : 'integer'}`,
    [ids, areaIds, editionId],
  );
}

/** The edition that attributions are made under: the newest; null before the first. */
export async function selectNewestEdition(db: Db): Promise<number | null> {
  const { rows } = await db.query<{ id: number | null }>('SELECT max(id) AS id FROM editions');
  return rows[0]!.id;
}

export async function selectAreaCodes(
  db: Db,
  editionId: number | null,
): Promise<{ id: number; code: string }[]> {
  const { rows } = await db.query<{ id: number; code: string }>(
    'SELECT id, code FROM areas WHERE from_edition <= $1 AND (to_edition IS NULL OR to_edition > $1)',
    [editionId],
  );
  return rows;
}
