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
/** The columns that a mapped row has, in order. */
export const valueColumns = (noun: StagedNoun): string[] => Object.keys(STAGES[noun]);
export const stageColumns = (noun: StagedNoun): string[] => [
  'input',
  'row_no',
  ...valueColumns(noun),
];

/** Where a row came from: the how manyeth input of the noun, and its number there. */
export interface StagePlace {
  input: number;
  rowNo: number;
}

/** Gone with the transaction. */
export async function createStage(db: Db, noun: StagedNoun): Promise<void> {
  const columns = Object.entries(STAGES[noun]).map(([name, type]) => `${name} ${type}`);
  await db.query(
    `CREATE TEMP TABLE ${stageName(noun)} (input smallint NOT NULL, row_no integer NOT NULL, ${columns.join(', ')}) ON COMMIT DROP`,
  );
}

/** After the copy: rows are looked up by key and by place, and the planner must know how many there are. */
export async function indexStage(db: Db, noun: StagedNoun): Promise<void> {
  const stage = stageName(noun);
  await db.query(`CREATE INDEX ON ${stage} (key)`);
  await db.query(`CREATE UNIQUE INDEX ON ${stage} (input, row_no)`);
  await db.query(`ANALYZE ${stage}`);
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

/**
 * Make the next invalid polygons after a place valid (rings that cross themselves are read by their structure), at most
 * `limit`. Answers them with their new shapes, in order.
 */
export async function repairPolygons(
  db: Db,
  noun: StagedNoun,
  after: StagePlace,
  limit: number,
): Promise<(StagePlace & { geom: Buffer })[]> {
  const stage = stageName(noun);
  const multi = noun === 'features' ? '' : 'ST_Multi';
  const { rows } = await db.query<StagePlace & { geom: Buffer }>(
    `WITH bad AS (
       SELECT input, row_no FROM ${stage}
       WHERE (input, row_no) > ($1, $2) AND ST_Dimension(geom) = 2 AND NOT ST_IsValid(geom)
       ORDER BY input, row_no LIMIT $3
     ), made AS (
       UPDATE ${stage} s SET geom = ${multi}(ST_CollectionExtract(ST_MakeValid(s.geom, 'method=structure'), 3))
       FROM bad WHERE (s.input, s.row_no) = (bad.input, bad.row_no) RETURNING s.input, s.row_no, s.geom
     ) SELECT input, row_no AS "rowNo", ST_AsBinary(geom, 'NDR') AS geom FROM made ORDER BY input, row_no`,
    [after.input, after.rowNo, limit],
  );
  return rows;
}

/** Whose some staged buildings are, decided again. */
export async function updateStagedCells(
  db: Db,
  rows: readonly (StagePlace & { areaId: number | null })[],
): Promise<void> {
  await db.query(
    `UPDATE stage_buildings s SET area_id = n.area_id
     FROM unnest($1::smallint[], $2::integer[], $3::integer[]) AS n (input, row_no, area_id)
     WHERE (s.input, s.row_no) = (n.input, n.row_no)`,
    [rows.map((row) => row.input), rows.map((row) => row.rowNo), rows.map((row) => row.areaId)],
  );
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

/** A thing that came in pieces, put together. The place is that of its first piece. */
export interface JoinedPieces extends StagePlace {
  key: string;
  pieces: number;
  geom: Buffer;
}

/**
 * The next things that came in pieces, by key, at most `limit`: lines joined end to end, polygons united. Points, and
 * pieces of which one is a line and another a polygon, are not put together.
 */
export async function selectJoinedPieces(
  db: Db,
  noun: StagedNoun,
  inputs: readonly number[],
  afterKey: string,
  limit: number,
): Promise<JoinedPieces[]> {
  const { rows } = await db.query<JoinedPieces>(
    `SELECT key, place[1]::integer AS input, place[2]::integer AS "rowNo", pieces,
       ST_AsBinary(CASE dimension WHEN 1 THEN ST_LineMerge(whole) ELSE ST_CollectionExtract(whole, 3) END, 'NDR') AS geom
     FROM (
       SELECT key, min(ARRAY[input::integer, row_no]) AS place, count(*)::integer AS pieces, max(ST_Dimension(geom)) AS dimension,
         ST_UnaryUnion(ST_Collect(ST_MakeValid(geom) ORDER BY input, row_no)) AS whole
       FROM ${stageName(noun)} WHERE input = ANY ($1) AND key > $2 GROUP BY key
       HAVING count(*) > 1 AND min(ST_Dimension(geom)) = max(ST_Dimension(geom)) AND min(ST_Dimension(geom)) > 0
       ORDER BY key LIMIT $3
     ) joined ORDER BY key`,
    [inputs, afterKey, limit],
  );
  return rows;
}

/** Give the first piece the whole shape, and its cell, and drop the others of those inputs. */
export async function replacePieces(
  db: Db,
  noun: StagedNoun,
  inputs: readonly number[],
  whole: StagePlace & { key: string; geom: string; areaId: number | null },
): Promise<void> {
  const stage = stageName(noun);
  const { key, input, rowNo } = whole;
  await db.query(
    `DELETE FROM ${stage} WHERE key = $1 AND input = ANY ($4) AND (input, row_no) <> ($2, $3)`,
    [key, input, rowNo, inputs],
  );
  await db.query(`UPDATE ${stage} SET geom = $3 WHERE (input, row_no) = ($1, $2)`, [
    input,
    rowNo,
    whole.geom,
  ]);
  if (noun === 'buildings') await updateStagedCells(db, [whole]);
}
