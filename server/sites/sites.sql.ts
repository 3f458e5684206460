import type { Scope } from '#data/access/scope.ts';
import type { CameraState, SiteKind } from '#data/sites/site.ts';
import type { SiteOnWire } from '#data/wire/sites-packed.ts';
import { IN_AREA, scopeCondition } from '#server/access/scope.sql.ts';
import type { Db } from '#server/db/database.ts';

/** Sites as the map needs them, by id: all but the cameras that are not in a scope. */
export async function selectSites(db: Db, cameras: Scope): Promise<SiteOnWire[]> {
  const { sql, values } = scopeCondition(cameras, IN_AREA, 1);
  const { rows } = await db.query<{
    id: number;
    kind: SiteKind;
    class: string;
    code: string;
    name: string;
    azimuth_deg: number | null;
    state: CameraState | null;
    lng: number;
    lat: number;
  }>(
    `SELECT id, kind, class, code, name, azimuth_deg, state, ST_X(geom) AS lng, ST_Y(geom) AS lat
     FROM sites WHERE kind <> 'camera' OR ${sql} ORDER BY id`,
    values,
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    class: row.class,
    code: row.code,
    name: row.name,
    at: [row.lng, row.lat],
    azimuthDeg: row.azimuth_deg,
    state: row.state,
  }));
}

/**
 * Set the states of cameras by code where they differ and are newer than what is known. A report of the same state
 * only moves its time. Answers those whose state became another.
 */
export async function updateStates(
  db: Db,
  codes: readonly string[],
  states: readonly CameraState[],
  ats: readonly string[],
): Promise<{ changed: { id: number; state: CameraState; at: Date }[]; known: string[] }> {
  const { rows } = await db.query<{
    id: number;
    code: string;
    state: CameraState;
    at: Date;
    changed: boolean;
  }>(
    `WITH reported AS (
       SELECT DISTINCT ON (code) code, state, at FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS r (code, state, at) ORDER BY code, at DESC
     ), before AS (
       SELECT s.id, s.code, s.state AS was, s.state_at, r.state, r.at FROM sites s JOIN reported r USING (code) WHERE s.kind = 'camera' ORDER BY s.id FOR UPDATE OF s
     ), moved AS (
       UPDATE sites s SET state = b.state, state_at = b.at FROM before b WHERE s.id = b.id AND b.at > b.state_at RETURNING s.id
     )
     SELECT b.id, b.code, b.state, b.at, (m.id IS NOT NULL AND b.was <> b.state) AS changed FROM before b LEFT JOIN moved m USING (id)`,
    [codes, states, ats],
  );
  return {
    changed: rows.filter((row) => row.changed),
    known: rows.map((row) => row.code),
  };
}
