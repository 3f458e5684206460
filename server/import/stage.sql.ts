import type { Db } from '#server/db/database.ts';

/** Nouns that go through a stage: a temporary table that holds the input as rows, before the merge. */
export type StagedNoun = 'features' | 'buildings' | 'sites' | 'units' | 'incidents' | 'precincts';

/** Columns of each stage beside input and row_no, and their types. `key` finds the row again. */
const STAGES: Record<StagedNoun, Record<string, string>> = {
  features: {
    key: 'text',
    kind: 'text',
    class: 'text',
    name: 'text',
    name_en: 'text',
    geom: 'geometry(Geometry, 4490)',
  },
  buildings: {
    key: 'text',
    code: 'text',
    name: 'text',
    address: 'text',
    use: 'text',
    floors: 'smallint',
    height_m: 'real',
    households: 'integer',
    residents: 'integer',
    area_id: 'integer',
    geom: 'geometry(MultiPolygon, 4490)',
  },
  sites: {
    key: 'text',
    code: 'text',
    kind: 'text',
    class: 'text',
    name: 'text',
    azimuth_deg: 'real',
    state: 'text',
    state_at: 'timestamptz',
    area_id: 'integer',
    geom: 'geometry(Point, 4490)',
  },
  units: {
    key: 'text',
    code: 'text',
    kind: 'text',
    name: 'text',
    home_area_id: 'integer',
  },
  incidents: {
    key: 'text',
    id: 'uuid',
    category: 'text',
    title: 'text',
    description: 'text',
    address: 'text',
    origin: 'text',
    reported_at: 'timestamptz',
    state: 'text',
    closed_at: 'timestamptz',
    area_id: 'integer',
    geom: 'geometry(Point, 4490)',
  },
  precincts: {
    key: 'text',
    code: 'text',
    name: 'text',
    geom: 'geometry(MultiPolygon, 4490)',
  },
};

export const stageName = (noun: StagedNoun): string => `stage_${noun}`;
export const stageColumns = (noun: StagedNoun): string[] => [
  'input',
  'row_no',
  ...Object.keys(STAGES[noun]),
];

/** Gone with the transaction. */
export async function createStage(db: Db, noun: StagedNoun): Promise<void> {
  const columns = Object.entries(STAGES[noun]).map(([name, type]) => `${name} ${type}`);
  await db.query(
    `CREATE TEMP TABLE ${stageName(noun)} (input smallint NOT NULL, row_no integer NOT NULL, ${columns.join(', ')}) ON COMMIT DROP`,
  );
}

/** After the copy: keys are looked up by it, and the planner must know how many rows there are. */
export async function indexStage(db: Db, noun: StagedNoun): Promise<void> {
  await db.query(`CREATE INDEX ON ${stageName(noun)} (key)`);
  await db.query(`ANALYZE ${stageName(noun)}`);
}

/** Rows of one input that a step took out: how many, and the first of them. */
export interface TakenOut {
  input: number;
  count: number;
  rows: number[];
}

async function takeOut(
  db: Db,
  noun: StagedNoun,
  which: string,
  values: unknown[],
  listed: number,
): Promise<TakenOut[]> {
  const { rows } = await db.query<TakenOut>(
    `WITH gone AS (DELETE FROM ${stageName(noun)} s USING (${which}) w WHERE w.ctid = s.ctid RETURNING s.input, s.row_no)
     SELECT input, count(*)::integer AS count, (array_agg(row_no ORDER BY row_no))[1:${listed}] AS rows
     FROM gone GROUP BY input ORDER BY input`,
    values,
  );
  return rows;
}

/** Take out every later row with a key that an earlier one has. */
export async function deleteDuplicateKeys(
  db: Db,
  noun: StagedNoun,
  listed: number,
): Promise<TakenOut[]> {
  return takeOut(
    db,
    noun,
    `SELECT ctid FROM (SELECT ctid, row_number() OVER (PARTITION BY key ORDER BY input, row_no) AS nth FROM ${stageName(noun)}) n WHERE nth > 1`,
    [],
    listed,
  );
}

/** Take out rows whose code another row of the stage, or of another source, has already. */
export async function deleteUsedCodes(
  db: Db,
  noun: 'buildings' | 'sites' | 'units' | 'precincts',
  source: string,
  listed: number,
): Promise<TakenOut[]> {
  return takeOut(
    db,
    noun,
    `SELECT ctid FROM (SELECT ctid, code, key, row_number() OVER (PARTITION BY code ORDER BY input, row_no) AS nth FROM ${stageName(noun)}) n
     WHERE nth > 1 OR EXISTS (SELECT FROM ${noun} t WHERE t.code = n.code AND (t.source, t.source_key) <> ($1, n.key))`,
    [source],
    listed,
  );
}

/** The same of incidents' numbers, which are the keys of their source. */
export async function deleteUsedNumbers(
  db: Db,
  source: string,
  listed: number,
): Promise<TakenOut[]> {
  return takeOut(
    db,
    'incidents',
    `SELECT s.ctid FROM stage_incidents s JOIN incidents t ON t.no = s.key WHERE (t.source, t.source_key) <> ($1, s.key)`,
    [source],
    listed,
  );
}

/** Make invalid polygons valid (rings that cross themselves are read by their structure). Answers how many, by input. */
export async function repairPolygons(db: Db, noun: StagedNoun): Promise<Map<number, number>> {
  const { rows } = await db.query<{ input: number; count: number }>(
    `WITH made AS (
       UPDATE ${stageName(noun)} s
       SET geom = ${noun === 'features' ? '' : 'ST_Multi'}(ST_CollectionExtract(ST_MakeValid(geom, 'method=structure'), 3))
       WHERE ST_Dimension(geom) = 2 AND NOT ST_IsValid(geom) RETURNING input
     ) SELECT input, count(*)::integer AS count FROM made GROUP BY input`,
  );
  return new Map(rows.map((row) => [row.input, row.count]));
}

/** Take out what no repair could save. */
export async function deleteEmptyShapes(
  db: Db,
  noun: StagedNoun,
  listed: number,
): Promise<TakenOut[]> {
  return takeOut(
    db,
    noun,
    `SELECT ctid FROM ${stageName(noun)} WHERE ST_IsEmpty(geom) OR (ST_Dimension(geom) = 2 AND NOT ST_IsValid(geom))`,
    [],
    listed,
  );
}

/** Things that came in pieces, put together: lines joined end to end, overlapping polygons united. */
export async function selectJoinedPieces(
  db: Db,
  noun: StagedNoun,
  inputs: readonly number[],
): Promise<{ key: string; input: number; rowNo: number; pieces: number; geom: Buffer }[]> {
  const { rows } = await db.query<{
    key: string;
    input: number;
    rowNo: number;
    pieces: number;
    geom: Buffer;
  }>(
    `SELECT key, input, row_no AS "rowNo", pieces, ST_AsBinary(CASE WHEN ST_Dimension(whole) = 1 THEN ST_LineMerge(whole) ELSE whole END, 'NDR') AS geom
     FROM (
       SELECT key, min(input) AS input, min(row_no) AS row_no, count(*)::integer AS pieces, ST_UnaryUnion(ST_Collect(ST_MakeValid(geom) ORDER BY row_no)) AS whole
       FROM ${stageName(noun)} WHERE input = ANY ($1) GROUP BY key HAVING count(*) > 1
     ) joined ORDER BY input, row_no`,
    [inputs],
  );
  return rows;
}

/** Give the first piece the whole shape, and its cell, and drop the others. */
export async function replacePieces(
  db: Db,
  noun: StagedNoun,
  whole: { key: string; input: number; rowNo: number; geom: string; areaId: number | null },
): Promise<void> {
  const stage = stageName(noun);
  await db.query(`DELETE FROM ${stage} WHERE key = $1 AND (input, row_no) <> ($2, $3)`, [
    whole.key,
    whole.input,
    whole.rowNo,
  ]);
  await db.query(`UPDATE ${stage} SET geom = $2 WHERE key = $1`, [whole.key, whole.geom]);
  if (noun === 'buildings') {
    await db.query('UPDATE stage_buildings SET area_id = $2 WHERE key = $1', [
      whole.key,
      whole.areaId,
    ]);
  }
}

/** What the merge did to the rows of each input. */
export interface Merged {
  input: number;
  inserted: number;
  updated: number;
  taken: number;
}

/**
 * Bring the stage into its table: rows of this source are found by key and changed only where they differ;
 * others are new. An area comes with the edition that said so. Answers what became of each input's rows.
 */
export async function mergeStage(
  db: Db,
  noun: Exclude<StagedNoun, 'incidents'>,
  source: string,
  editionId: number | null,
): Promise<Merged[]> {
  const stage = stageName(noun);
  const columns = Object.keys(STAGES[noun]).filter((c) => c !== 'key');
  const withEdition = columns.includes('area_id');
  const edition = withEdition ? ', edition_id' : '';
  const staged = columns.map((c) => `s.${c}`).join(', ');
  const stagedEdition = withEdition
    ? ', CASE WHEN s.area_id IS NULL THEN NULL ELSE $2::integer END'
    : '';
  const parameters = withEdition ? [source, editionId] : [source];
  const updated = await db.query<{ input: number; count: number }>(
    `WITH changed AS (
       UPDATE ${noun} t SET (${columns.join(', ')}${edition}) = ROW (${staged}${stagedEdition})
       FROM ${stage} s
       WHERE t.source = $1 AND t.source_key = s.key
         AND (${columns.map((c) => `t.${c}`).join(', ')}) IS DISTINCT FROM (${staged})
       RETURNING s.input
     ) SELECT input, count(*)::integer AS count FROM changed GROUP BY input`,
    parameters,
  );
  const inserted = await db.query<{ input: number; count: number }>(
    `WITH fresh AS (
       SELECT s.*, row_number() OVER (ORDER BY s.input, s.row_no) AS nth FROM ${stage} s
       WHERE NOT EXISTS (SELECT FROM ${noun} t WHERE t.source = $1 AND t.source_key = s.key)
     ), made AS (
       INSERT INTO ${noun} (id, ${columns.join(', ')}${edition}, source, source_key)
       SELECT (SELECT coalesce(max(id), 0) FROM ${noun}) + s.nth, ${staged}${stagedEdition}, $1, s.key FROM fresh s ORDER BY s.nth
       RETURNING source_key
     ) SELECT f.input, count(*)::integer AS count FROM made m JOIN fresh f ON f.key = m.source_key GROUP BY f.input`,
    parameters,
  );
  return tally(db, stage, inserted.rows, updated.rows);
}

async function tally(
  db: Db,
  stage: string,
  inserted: { input: number; count: number }[],
  updated: { input: number; count: number }[],
): Promise<Merged[]> {
  const { rows } = await db.query<{ input: number; count: number }>(
    `SELECT input, count(*)::integer AS count FROM ${stage} GROUP BY input ORDER BY input`,
  );
  const of = (list: { input: number; count: number }[], input: number): number =>
    list.find((row) => row.input === input)?.count ?? 0;
  return rows.map(({ input, count }) => ({
    input,
    taken: count,
    inserted: of(inserted, input),
    updated: of(updated, input),
  }));
}

/**
 * Incidents are facts: a new one comes with its entries; one that is here already only learns that it was
 * closed, where it is still open. Nothing else of it is touched, whatever the file says now.
 */
export async function mergeIncidents(
  db: Db,
  source: string,
  editionId: number | null,
): Promise<Merged[]> {
  const closed = await db.query<{ input: number; count: number }>(
    `WITH changed AS (
       UPDATE incidents t SET state = 'closed', closed_at = s.closed_at, revision = t.revision + 1
       FROM stage_incidents s
       WHERE t.source = $1 AND t.source_key = s.key AND t.state = 'open' AND s.state = 'closed'
       RETURNING t.id, t.revision, t.closed_at, s.input
     ), logged AS (
       INSERT INTO entries (incident_id, revision, step, at) SELECT id, revision, 'close', closed_at FROM changed
     ) SELECT input, count(*)::integer AS count FROM changed GROUP BY input`,
    [source],
  );
  await db.query(
    `CREATE TEMP TABLE new_incidents ON COMMIT DROP AS
     SELECT s.* FROM stage_incidents s
     WHERE NOT EXISTS (SELECT FROM incidents t WHERE t.source = $1 AND t.source_key = s.key)`,
    [source],
  );
  await db.query(
    `INSERT INTO incidents (id, no, category, severity, title, description, address, geom, area_id, edition_id, origin, reported_at, state, revision, closed_at, source, source_key)
     SELECT s.id, s.key, s.category, c.severity, s.title, s.description, s.address, s.geom, s.area_id,
       CASE WHEN s.area_id IS NULL THEN NULL ELSE $2::integer END, s.origin, s.reported_at, s.state,
       CASE s.state WHEN 'closed' THEN 2 ELSE 1 END, s.closed_at, $1, s.key
     FROM new_incidents s JOIN categories c ON c.key = s.category ORDER BY s.input, s.row_no`,
    [source, editionId],
  );
  await db.query(
    `INSERT INTO entries (incident_id, revision, step, at)
     SELECT id, 1, 'report', reported_at FROM new_incidents
     UNION ALL SELECT id, 2, 'close', closed_at FROM new_incidents WHERE state = 'closed'`,
  );
  const inserted = await db.query<{ input: number; count: number }>(
    'SELECT input, count(*)::integer AS count FROM new_incidents GROUP BY input',
  );
  return tally(db, 'stage_incidents', inserted.rows, closed.rows);
}

/** A camera's state that came from the live feed after the file's stays: the file is older. */
export async function keepNewerStates(db: Db, source: string): Promise<void> {
  await db.query(
    `UPDATE stage_sites s SET state = t.state, state_at = t.state_at FROM sites t
     WHERE t.source = $1 AND t.source_key = s.key AND t.kind = s.kind AND t.state_at >= s.state_at`,
    [source],
  );
}

/** Rows of this source that the stage does not have any more. */
export async function countAbsent(db: Db, noun: StagedNoun, source: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM ${noun} t WHERE t.source = $1
       AND NOT EXISTS (SELECT FROM ${stageName(noun)} s WHERE s.key = t.source_key)`,
    [source],
  );
  return rows[0]!.count;
}

/** Which precincts hold each placed incident of a source, as the precincts are now; answers how many rows became different. */
export async function attributePrecincts(db: Db, source: string): Promise<number> {
  const gone = await db.query(
    `DELETE FROM incident_precincts ip USING incidents i, precincts p
     WHERE i.id = ip.incident_id AND p.id = ip.precinct_id AND i.source = $1
       AND p.geom IS NOT NULL AND NOT ST_Covers(p.geom, i.geom)`,
    [source],
  );
  const come = await db.query(
    `INSERT INTO incident_precincts (incident_id, precinct_id)
     SELECT i.id, p.id FROM precincts p JOIN incidents i ON ST_Covers(p.geom, i.geom)
     WHERE i.source = $1 ON CONFLICT DO NOTHING`,
    [source],
  );
  return (gone.rowCount ?? 0) + (come.rowCount ?? 0);
}

/** Of the placed incidents of a source: in no precinct, and in several. */
export async function countPrecincts(
  db: Db,
  source: string,
): Promise<{ placed: number; inNone: number; inSeveral: number }> {
  const { rows } = await db.query<{ placed: number; inNone: number; inSeveral: number }>(
    `SELECT count(*)::integer AS placed, count(*) FILTER (WHERE n = 0)::integer AS "inNone", count(*) FILTER (WHERE n > 1)::integer AS "inSeveral"
     FROM (SELECT (SELECT count(*) FROM incident_precincts ip WHERE ip.incident_id = i.id) AS n
           FROM incidents i WHERE i.source = $1 AND i.geom IS NOT NULL) placed`,
    [source],
  );
  return rows[0]!;
}
