import type { Db } from '#server/db/database.ts';

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
