import type { CameraState } from '#data/sites/site.ts';
import type { Db } from '#server/db/database.ts';

export interface SiteAt {
  id: number;
  class: string;
  name: string;
  at: [number, number];
  azimuthDeg: number | null;
  state: CameraState | null;
  areaId: number | null;
}

const COLUMNS = `id, class, name, json_build_array(ST_X(geom), ST_Y(geom)) AS at, azimuth_deg AS "azimuthDeg", state, area_id AS "areaId"`;

/** Cameras in a box of degrees, 2,000 at most: a square of 132 m holds a few dozen. */
export async function selectCamerasIn(
  db: Db,
  box: readonly [number, number, number, number],
): Promise<SiteAt[]> {
  const { rows } = await db.query<SiteAt>(
    `SELECT ${COLUMNS} FROM sites WHERE kind = 'camera' AND geom && ST_MakeEnvelope($1, $2, $3, $4, 4490) LIMIT 2000`,
    [...box],
  );
  return rows;
}

/**
 * Stations in the order of degrees from a point, which is nearly the order of metres: whoever wants the nearest few
 * asks for some more and measures them.
 */
export async function selectStationsNear(
  db: Db,
  at: readonly [number, number],
  limit: number,
): Promise<SiteAt[]> {
  const { rows } = await db.query<SiteAt>(
    `SELECT ${COLUMNS} FROM sites WHERE kind = 'station'
     ORDER BY geom <-> ST_SetSRID(ST_MakePoint($1, $2), 4490) LIMIT $3`,
    [at[0], at[1], limit],
  );
  return rows;
}
