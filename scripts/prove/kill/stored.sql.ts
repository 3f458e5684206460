import type { Db } from '#server/db/database.ts';

/** What the writers need to be there: a category and so many units, U1, U2 …, on duty. */
export async function insertGround(db: Db, units: number): Promise<void> {
  await db.query(`INSERT INTO categories VALUES ('litter', '占道堆物', 'Litter', 4)`);
  await db.query(
    `INSERT INTO units (id, code, kind, name, on_duty, source_key)
     SELECT i, 'U' || i, 'worker', '王' || i, true, i::text FROM generate_series(1, $1::int) i`,
    [units],
  );
}

/** Of these revisions of incidents, those that are not whole: the row, the entry and the change, once each. */
export async function selectBroken(
  db: Db,
  ids: readonly string[],
  revisions: readonly number[],
): Promise<string[]> {
  const { rows } = await db.query<{ what: string }>(
    `WITH told AS (
       SELECT (payload #>> '{incident,id}')::uuid AS id, (payload #>> '{incident,revision}')::int AS revision, count(*) AS n
       FROM changes WHERE noun = 'incidents' GROUP BY 1, 2)
     SELECT a.id || ', revision ' || a.revision AS what FROM unnest($1::uuid[], $2::int[]) a (id, revision)
     LEFT JOIN incidents i ON i.id = a.id AND i.revision >= a.revision
     LEFT JOIN entries e ON e.incident_id = a.id AND e.revision = a.revision
     LEFT JOIN told t ON t.id = a.id AND t.revision = a.revision
     WHERE i.id IS NULL OR e.incident_id IS NULL OR t.n IS DISTINCT FROM 1`,
    [ids, revisions],
  );
  return rows.map((row) => row.what);
}

/** Incidents that have not as many entries as revisions, entries without a change or the other way round, and numbers left out. */
export async function countHalves(db: Db): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `SELECT (
       (SELECT count(*) FROM incidents i WHERE i.revision <> (SELECT count(*) FROM entries e WHERE e.incident_id = i.id))
       + abs((SELECT count(*) FROM entries) - (SELECT count(*) FROM changes WHERE noun = 'incidents'))
       + (SELECT s.last_no - (SELECT count(*) FROM changes WHERE no BETWEEN 1 AND s.last_no) FROM stream s)
     )::int AS n`,
  );
  return rows[0]!.n;
}

/** How many of these fixes (code of the unit, time) are not there. */
export async function countMissingFixes(
  db: Db,
  units: readonly string[],
  times: readonly string[],
): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM unnest($1::text[], $2::timestamptz[]) a (code, at)
     WHERE NOT EXISTS (SELECT FROM fixes f JOIN units u ON u.id = f.unit_id WHERE u.code = a.code AND f.measured_at = a.at)`,
    [units, times],
  );
  return rows[0]!.n;
}

/** The stream of incidents, in order, each as its id and revision. */
export async function selectStreamOfIncidents(db: Db): Promise<string[]> {
  const { rows } = await db.query<{ what: string }>(
    `SELECT (payload #>> '{incident,id}') || ' ' || (payload #>> '{incident,revision}') AS what
     FROM changes WHERE noun = 'incidents' ORDER BY no`,
  );
  return rows.map((row) => row.what);
}
