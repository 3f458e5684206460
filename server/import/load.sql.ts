import type { SampleRequest } from '#data/sample/sample.ts';
import type { Db } from '#server/db/database.ts';

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

/** Fresh statistics: after a bulk load the planner would otherwise take the tables for empty. */
export async function analyzeGround(db: Db): Promise<void> {
  await db.query('SELECT analyze_ground()');
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

/** Levels by rank; answers whether anything differed. */
export async function upsertLevels(
  db: Db,
  levels: readonly { rank: number; key: string; nameZh: string; nameEn: string }[],
): Promise<boolean> {
  const { rowCount } = await db.query(
    `INSERT INTO levels AS l (rank, key, name_zh, name_en)
     SELECT rank, key, "nameZh", "nameEn" FROM json_to_recordset($1) AS n (rank smallint, key text, "nameZh" text, "nameEn" text)
     ON CONFLICT (rank) DO UPDATE SET key = excluded.key, name_zh = excluded.name_zh, name_en = excluded.name_en
     WHERE (l.key, l.name_zh, l.name_en) IS DISTINCT FROM (excluded.key, excluded.name_zh, excluded.name_en)`,
    [JSON.stringify(levels)],
  );
  return rowCount !== 0;
}

/** Categories by key; answers whether anything differed. */
export async function upsertCategories(
  db: Db,
  categories: readonly { key: string; nameZh: string; nameEn: string; severity: number }[],
): Promise<boolean> {
  const { rowCount } = await db.query(
    `INSERT INTO categories AS c (key, name_zh, name_en, severity)
     SELECT key, "nameZh", "nameEn", severity FROM json_to_recordset($1) AS n (key text, "nameZh" text, "nameEn" text, severity smallint)
     ON CONFLICT (key) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en, severity = excluded.severity
     WHERE (c.name_zh, c.name_en, c.severity) IS DISTINCT FROM (excluded.name_zh, excluded.name_en, excluded.severity)`,
    [JSON.stringify(categories)],
  );
  return rowCount !== 0;
}

/** The dates of what never reports, by noun; answers whether anything differed. */
export async function upsertDataDates(db: Db, dates: Record<string, string>): Promise<boolean> {
  const { rowCount } = await db.query(
    `INSERT INTO data_dates AS d (noun, as_of) SELECT key, value::date FROM json_each_text($1)
     ON CONFLICT (noun) DO UPDATE SET as_of = excluded.as_of WHERE d.as_of <> excluded.as_of`,
    [JSON.stringify(dates)],
  );
  return rowCount !== 0;
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

/**
 * Names and counts of an area in force; its border, code and place in the tree belong to the edition. An edition that
 * waits gets them too, but for what it has changed itself.
 */
export async function updateAreaWords(db: Db, area: Omit<AreaRow, 'geom'>): Promise<void> {
  const set = ['name', 'name_en', 'own_households', 'own_residents', 'own_counted_on'].map(
    (column, i) =>
      `${column} = CASE WHEN a.${column} IS NOT DISTINCT FROM was.${column} THEN $${i + 2} ELSE a.${column} END`,
  );
  await db.query(
    `UPDATE areas a SET ${set.join(', ')}
     FROM areas was, (SELECT edition_in_force() AS id) e
     WHERE was.id = $1 AND was.from_edition <= e.id AND (was.to_edition IS NULL OR was.to_edition > e.id)
       AND a.id = $1 AND (a.version_id = was.version_id OR a.to_edition IS NULL)`,
    [area.id, area.name, area.nameEn, area.ownHouseholds, area.ownResidents, area.ownCountedOn],
  );
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
