import type { Db } from '#server/db/database.ts';

import { stageName, valueColumns, type StagedNoun } from './stage.sql.ts';

interface InputCount {
  input: number;
  count: number;
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
  const columns = valueColumns(noun).filter((c) => c !== 'key');
  const withEdition = columns.includes('area_id');
  const edition = withEdition ? ', edition_id' : '';
  const staged = columns.map((c) => `s.${c}`).join(', ');
  const stagedEdition = withEdition
    ? ', CASE WHEN s.area_id IS NULL THEN NULL ELSE $2::integer END'
    : '';
  const parameters = withEdition ? [source, editionId] : [source];
  const updated = await db.query<InputCount>(
    `WITH changed AS (
       UPDATE ${noun} t SET (${columns.join(', ')}${edition}) = ROW (${staged}${stagedEdition})
       FROM ${stage} s
       WHERE t.source = $1 AND t.source_key = s.key
         AND (${columns.map((c) => `t.${c}`).join(', ')}) IS DISTINCT FROM (${staged})
       RETURNING s.input
     ) SELECT input, count(*)::integer AS count FROM changed GROUP BY input`,
    parameters,
  );
  const inserted = await db.query<InputCount>(
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
  return sumUp(db, stage, inserted.rows, updated.rows);
}

/** What became of the rows of each input that are in the stage. */
async function sumUp(
  db: Db,
  stage: string,
  inserted: InputCount[],
  updated: InputCount[],
): Promise<Merged[]> {
  const { rows } = await db.query<InputCount>(
    `SELECT input, count(*)::integer AS count FROM ${stage} GROUP BY input ORDER BY input`,
  );
  const of = (list: InputCount[], input: number): number =>
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
  const closed = await db.query<InputCount>(
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
  const inserted = await db.query<InputCount>(
    'SELECT input, count(*)::integer AS count FROM new_incidents GROUP BY input',
  );
  return sumUp(db, 'stage_incidents', inserted.rows, closed.rows);
}

/** Staged rows that belong to no cell, by input: without coordinate, or outside every area; and the first of them. */
export async function selectUnplaced(
  db: Db,
  noun: 'buildings' | 'sites' | 'incidents',
  listed: number,
): Promise<{ input: number; noCoordinate: number; outsideEveryArea: number; rows: number[] }[]> {
  const { rows } = await db.query<{
    input: number;
    noCoordinate: number;
    outsideEveryArea: number;
    rows: number[];
  }>(
    `SELECT input, count(*) FILTER (WHERE geom IS NULL)::integer AS "noCoordinate",
       count(*) FILTER (WHERE geom IS NOT NULL)::integer AS "outsideEveryArea",
       (array_agg(row_no ORDER BY row_no))[1:$1] AS rows
     FROM ${stageName(noun)} WHERE area_id IS NULL GROUP BY input ORDER BY input`,
    [listed],
  );
  return rows;
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
