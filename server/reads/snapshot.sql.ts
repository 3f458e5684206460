import type { Incident } from '#data/incidents/incident.ts';
import type { CameraState } from '#data/sites/site.ts';
import type { Unit } from '#data/units/unit.ts';
import type { Figures } from '#data/wire/messages.ts';
import type { Db } from '#server/db/database.ts';

/** First in a transaction: everything it reads is of one moment, and it writes nothing. */
export async function beginSnapshot(db: Db): Promise<{ epoch: string; no: number }> {
  await db.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
  const { rows } = await db.query<{ epoch: string; last_no: string }>(
    'SELECT epoch, last_no FROM stream',
  );
  return { epoch: rows[0]!.epoch, no: Number(rows[0]!.last_no) };
}

/** The four figures as of a time, and when its day ends; `zone` until the district says one. */
export async function selectFigures(
  db: Db,
  at: Date,
  zone: string,
): Promise<{ figures: Figures; dayEndsAt: Date }> {
  const { rows } = await db.query<{ figures: Figures; day_ends_at: Date }>(
    'SELECT figures, day_ends_at FROM count_figures($1, district_zone($2))',
    [at, zone],
  );
  return { figures: rows[0]!.figures, dayEndsAt: rows[0]!.day_ends_at };
}

/** Open incidents, the gravest and then the newest first, `limit` at most. */
export async function selectOpenIncidents(db: Db, limit: number): Promise<Incident[]> {
  const { rows } = await db.query<Omit<Incident, 'reportedAt'> & { reportedAt: Date }>(
    `SELECT id, no, category, severity, title, description, address,
       CASE WHEN geom IS NULL THEN NULL ELSE json_build_array(ST_X(geom), ST_Y(geom)) END AS at,
       area_id AS "areaId", edition_id AS "editionId", origin, reported_at AS "reportedAt", state, revision, NULL AS "closedAt"
     FROM incidents WHERE state = 'open' ORDER BY severity, reported_at DESC LIMIT $1`,
    [limit],
  );
  return rows.map((row) => ({ ...row, reportedAt: row.reportedAt.toISOString() }));
}

/** Units by id, `limit` at most. */
export async function selectUnits(db: Db, limit: number): Promise<Unit[]> {
  const { rows } = await db.query<Unit>(
    `SELECT id, code, kind, name, person_id AS "personId", home_area_id AS "homeAreaId", on_duty AS "onDuty"
     FROM units ORDER BY id LIMIT $1`,
    [limit],
  );
  return rows;
}

/**
 * Cameras that changes after a number told of: their states may differ from the packed ones. `repacked`: sites
 * have been packed anew since then, so that only what was told after it counts.
 */
export async function selectToldCameras(
  db: Db,
  afterNo: number,
): Promise<{ repacked: boolean; ids: number[] }> {
  const { rows } = await db.query<{ repacked: boolean; ids: number[] }>(
    `WITH packed AS (
       SELECT coalesce(min(no), 0) AS no FROM changes WHERE noun = 'district' AND kind = 'imported'
         AND (payload -> 'versions' ->> 'sites')::integer = (SELECT version FROM versions WHERE noun = 'sites')
     )
     SELECT packed.no > $1 AS repacked, ARRAY(
       SELECT DISTINCT (s ->> 0)::integer FROM changes c, jsonb_array_elements(c.payload -> 'states') s
       WHERE c.noun = 'sites' AND c.kind = 'states' AND c.no > greatest(packed.no, $1)
     ) AS ids FROM packed`,
    [afterNo],
  );
  return rows[0]!;
}

export async function selectCameraStates(
  db: Db,
  ids: readonly number[],
): Promise<[number, CameraState, string][]> {
  const { rows } = await db.query<{ id: number; state: CameraState; at: Date }>(
    `SELECT id, state, state_at AS at FROM sites WHERE id = ANY ($1) AND state IS NOT NULL ORDER BY id`,
    [ids],
  );
  return rows.map((row) => [row.id, row.state, row.at.toISOString()]);
}
