import type { Scope } from '#data/access/scope.ts';
import type { Incident } from '#data/incidents/incident.ts';
import type { CameraState } from '#data/sites/site.ts';
import type { Unit } from '#data/units/unit.ts';
import type { Figures } from '#data/wire/messages.ts';
import { IN_AREA, scopeCondition } from '#server/access/scope.sql.ts';
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

/** The four figures of a part of the incidents. */
export async function selectFiguresOf(
  db: Db,
  at: Date,
  zone: string,
  scope: Scope,
): Promise<{ figures: Figures; dayEndsAt: Date }> {
  const { sql, values } = scopeCondition(scope, { ...IN_AREA, area: 'i.area_id' }, 3);
  const { rows } = await db.query<Figures & { day_ends_at: Date }>(
    `WITH zone AS (SELECT district_zone($2) AS name),
     day AS (
       SELECT date_trunc('day', $1::timestamptz AT TIME ZONE name) AT TIME ZONE name AS begins,
         (date_trunc('day', $1::timestamptz AT TIME ZONE name) + interval '1 day') AT TIME ZONE name AS ends FROM zone
     )
     SELECT count(*) FILTER (WHERE i.state = 'open')::integer AS open,
       count(*) FILTER (WHERE i.state = 'open' AND i.severity <= 2)::integer AS "openGrave",
       count(*) FILTER (WHERE i.reported_at >= begins AND i.reported_at < ends)::integer AS "newToday",
       count(*) FILTER (WHERE i.state = 'closed' AND i.closed_at >= begins AND i.closed_at < ends)::integer AS "closedToday",
       ends AS day_ends_at
     FROM day LEFT JOIN incidents i ON (i.state = 'open' OR i.reported_at >= begins OR i.closed_at >= begins) AND ${sql}
     GROUP BY begins, ends`,
    [at, zone, ...values],
  );
  const { day_ends_at: dayEndsAt, ...figures } = rows[0]!;
  return { figures, dayEndsAt };
}

/** Open incidents, the gravest and then the newest first, `limit` at most. */
export async function selectOpenIncidents(
  db: Db,
  scope: Scope,
  limit: number,
): Promise<Incident[]> {
  const { sql, values } = scopeCondition(scope, IN_AREA, 2);
  const { rows } = await db.query<Omit<Incident, 'reportedAt'> & { reportedAt: Date }>(
    `SELECT id, no, category, severity, title, description, address,
       CASE WHEN geom IS NULL THEN NULL ELSE json_build_array(ST_X(geom), ST_Y(geom)) END AS at,
       area_id AS "areaId", edition_id AS "editionId", origin, reported_at AS "reportedAt", state, revision, NULL AS "closedAt"
     FROM incidents WHERE state = 'open' AND ${sql} ORDER BY severity, reported_at DESC LIMIT $1`,
    [limit, ...values],
  );
  return rows.map((row) => ({ ...row, reportedAt: row.reportedAt.toISOString() }));
}

/** Units by id that are in one of two scopes, `limit` at most. */
export async function selectUnits(
  db: Db,
  [first, second]: readonly [Scope, Scope],
  limit: number,
): Promise<Unit[]> {
  const columns = { ...IN_AREA, area: 'home_area_id', people: 'ARRAY[person_id]' };
  const one = scopeCondition(first, columns, 2);
  const other = scopeCondition(second, columns, 2 + one.values.length);
  const { rows } = await db.query<Unit>(
    `SELECT id, code, kind, name, person_id AS "personId", home_area_id AS "homeAreaId", on_duty AS "onDuty"
     FROM units WHERE ${one.sql} OR ${other.sql} ORDER BY id LIMIT $1`,
    [limit, ...one.values, ...other.values],
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
  scope: Scope,
  ids: readonly number[],
): Promise<[number, CameraState, string][]> {
  const { sql, values } = scopeCondition(scope, IN_AREA, 2);
  const { rows } = await db.query<{ id: number; state: CameraState; at: Date }>(
    `SELECT id, state, state_at AS at FROM sites WHERE id = ANY ($1) AND state IS NOT NULL AND ${sql} ORDER BY id`,
    [ids, ...values],
  );
  return rows.map((row) => [row.id, row.state, row.at.toISOString()]);
}
