import type { Db } from '#server/db/database.ts';

/** Whether there is any precinct with a shape. */
export async function selectHasPrecincts(db: Db): Promise<boolean> {
  const { rowCount } = await db.query('SELECT FROM precincts WHERE geom IS NOT NULL LIMIT 1');
  return rowCount === 1;
}

/** The number of the last change that is committed. */
export async function selectLastChangeNo(db: Db): Promise<number> {
  const { rows } = await db.query<{ no: string }>('SELECT last_no AS no FROM stream');
  return Number(rows[0]!.no);
}

/**
 * Which precincts hold each placed incident, as the precincts are now: of the incidents that came from a source with any
 * precinct, and of all incidents with the precincts that came from it; where `afterNo` is given, only of what was reported
 * by a change after it. Answers how many rows became different.
 */
export async function attributePrecincts(
  db: Db,
  source: string,
  afterNo: number | null = null,
): Promise<number> {
  const concerned =
    '(i.source = $1 OR p.source = $1)' +
    (afterNo === null
      ? ''
      : ` AND i.id IN (SELECT (c.payload #>> '{incident,id}')::uuid FROM changes c WHERE c.noun = 'incidents' AND c.kind = 'reported' AND c.no > $2)`);
  const values = afterNo === null ? [source] : [source, afterNo];
  const gone = await db.query(
    `DELETE FROM incident_precincts ip USING incidents i, precincts p
     WHERE i.id = ip.incident_id AND p.id = ip.precinct_id
       AND p.geom IS NOT NULL AND NOT ST_Covers(p.geom, i.geom) AND ${concerned}`,
    values,
  );
  const come = await db.query(
    `INSERT INTO incident_precincts (incident_id, precinct_id)
     SELECT i.id, p.id FROM precincts p JOIN incidents i ON ST_Covers(p.geom, i.geom)
     WHERE ${concerned} ON CONFLICT DO NOTHING`,
    values,
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
