import { createHash, randomUUID } from 'node:crypto';

import type pg from 'pg';

import { insertDrawing } from '#server/plans/test-edition.sql.ts';

/** A post or a wall as the oracle knows it: nothing of how the product decides by it. */
export interface Holding {
  role: string;
  areaId: number | null;
  /** Held for an organisation or a building: what lies in areas is none of it. */
  elsewhere: boolean;
  buildingId: number | null;
  fromMs: number;
  toMs: number;
}

/** Which areas of an edition hold what, by their land alone: things by kind and id. */
export type Land = Map<string, ReadonlySet<number>>;

/** So many sites after the cameras are stations, which are public. */
export const STATIONS = 2;
/** One in each cell, with its number. */
export const BUILDINGS = 9;

/** Cells are those of the drawing, 1 to 9, of grids 101 to 103 in the district 100. */
export async function insertWorld(
  ownerPool: pg.Pool,
  units: number,
  cameras: number,
): Promise<void> {
  // prettier-ignore
  await insertDrawing(ownerPool);
  await ownerPool.query(`INSERT INTO categories VALUES ('fire', '火情', 'Fire', 1), ('litter', '垃圾', 'Litter', 4)`); // prettier-ignore
  await ownerPool.query(
    `INSERT INTO units (id, code, kind, name, home_area_id, on_duty, source_key)
     SELECT n, 'U' || n, 'worker', '巡查员' || n, 1 + n % 9, TRUE, 'U' || n FROM generate_series(1, $1) n`,
    [units],
  );
  await ownerPool.query(
    `INSERT INTO sites (id, code, kind, class, name, geom, state, state_at, area_id, edition_id, source_key)
     SELECT n, 'K' || n, 'camera', 'dome', '探头' || n, p.geom, 'online', now(), a.id, 1, 'K' || n
     FROM generate_series(1, $1) n,
       LATERAL (SELECT ST_PointOnSurface(geom) AS geom FROM areas WHERE id = 1 + n % 9) p,
       LATERAL (SELECT id FROM areas WHERE level = 3 AND ST_Covers(areas.geom, p.geom) ORDER BY id LIMIT 1) a`,
    [cameras],
  );
  // Reported hours ago, two in each cell: the heat leaves out what is newer than a minute.
  await ownerPool.query(
    `INSERT INTO incidents (id, no, category, severity, title, geom, area_id, edition_id, origin, reported_at, source_key)
     SELECT gen_random_uuid(), '2601010' || n, 'litter', 4, '占道', ST_PointOnSurface(a.geom), a.id, 1, 'patrol', now() - n * INTERVAL '1 hour', 'old ' || n
     FROM generate_series(1, 18) n JOIN areas a ON a.id = 1 + n % 9;
     INSERT INTO entries (incident_id, revision, step, at, actor, note) SELECT id, 1, 'report', reported_at, '', '' FROM incidents`,
  );
  // What all may see: two stations, a road, and a building in each cell.
  await ownerPool.query(
    `INSERT INTO sites (id, code, kind, class, name, geom, area_id, edition_id, source_key)
     SELECT $1 + n, 'S' || n, 'station', 'hub', '站' || n, ST_PointOnSurface(geom), id, 1, 'S' || n FROM areas JOIN generate_series(1, $2) n ON id = n`,
    [cameras, STATIONS],
  );
  await ownerPool.query(
    `INSERT INTO buildings (id, code, use, area_id, edition_id, geom, source_key)
     SELECT id, 'B' || id, 'residential', id, 1, ST_Multi(ST_Envelope(ST_Buffer(ST_PointOnSurface(geom), 0.00001))), 'B' || id FROM areas WHERE level = 3;
     INSERT INTO features (id, kind, class, name, geom, source_key)
     SELECT 1, 'road', 'minor', '中山路', ST_SetSRID(ST_MakeLine(ST_MakePoint(118.7, 32), ST_MakePoint(118.8, 32)), 4490), '1'`,
  );
}

/** Each building but the last has somebody who answers for it, who does nothing else. */
export async function appointCaptains(ownerPool: pg.Pool): Promise<void> {
  await ownerPool.query(
    `INSERT INTO people (id, name, source_key) SELECT 500 + id, '楼长' || id, 'captain ' || id FROM buildings WHERE id < $1`,
    [BUILDINGS],
  );
  await ownerPool.query(
    `INSERT INTO posts (id, person_id, role, building_id, from_at) SELECT 500 + id, 500 + id, 'captain', id, now() FROM buildings WHERE id < $1`,
    [BUILDINGS],
  );
}

/** A unit is somebody's. */
export async function giveUnit(
  ownerPool: pg.Pool,
  unitId: number,
  personId: number,
): Promise<void> {
  // prettier-ignore
  await ownerPool.query('UPDATE units SET person_id = $2 WHERE id = $1', [unitId, personId]);
}

/** Another session of somebody who has an account; answers its cookie. */
export async function insertSession(ownerPool: pg.Pool, personId: number): Promise<string> {
  const secret = createHash('sha256').update(randomUUID()).digest('base64url');
  await ownerPool.query(
    `INSERT INTO sessions (secret_hash, id, account_id, made_at, seen_at, address, agent)
     SELECT $2, $3, id, now(), now(), '', '' FROM accounts WHERE person_id = $1`,
    [personId, createHash('sha256').update(secret).digest(), randomUUID()],
  );
  return `jingwei=${secret}`;
}

/** Posts by `p` and person, walls by `w` and what they are named. */
export async function selectHoldings(pool: pg.Pool): Promise<Map<string, Holding[]>> {
  const { rows } = await pool.query<Omit<Holding, 'fromMs' | 'toMs'> & { whose: string; fromAt: Date; toAt: Date | null }>(
    `SELECT 'p' || person_id AS whose, role, area_id AS "areaId", organisation_id IS NOT NULL AND area_id IS NULL OR building_id IS NOT NULL AS elsewhere,
       building_id AS "buildingId", from_at AS "fromAt", to_at AS "toAt" FROM posts
     UNION ALL SELECT 'w' || id, 'wall', area_id, FALSE, NULL, made_at, revoked_at FROM devices WHERE kind = 'wall'`,
  ); // prettier-ignore
  const holdings = new Map<string, Holding[]>();
  for (const { whose, role, areaId, elsewhere, buildingId, fromAt, toAt } of rows) {
    const one = { role, areaId, elsewhere, buildingId, fromMs: fromAt.getTime(), toMs: toAt?.getTime() ?? Infinity }; // prettier-ignore
    holdings.set(whose, [...(holdings.get(whose) ?? []), one]);
  }
  return holdings;
}

export async function selectInForce(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ id: number }>('SELECT edition_in_force() AS id');
  return rows[0]!.id;
}

const LIVE = 'WITH live AS (SELECT id, geom FROM areas WHERE from_edition <= $1 AND (to_edition IS NULL OR to_edition > $1))'; // prettier-ignore

/**
 * Of an edition: which areas' land holds each open incident, each camera, each building, and the home of each unit. One that is closed
 * stays in the area where it was closed, and is held by what holds, or held last, that area.
 */
export async function selectLand(pool: pg.Pool, editionId: number): Promise<Land> {
  const { rows } = await pool.query<{ thing: string; areas: number[] }>(
    `${LIVE}, points AS (
       SELECT 'incident ' || id AS thing, geom FROM incidents WHERE geom IS NOT NULL AND state = 'open'
       UNION ALL SELECT 'camera ' || id, geom FROM sites WHERE kind = 'camera'
       UNION ALL SELECT 'captain ' || id, ST_Centroid(geom) FROM buildings
       UNION ALL SELECT 'unit ' || u.id, ST_PointOnSurface(h.geom) FROM units u JOIN live h ON h.id = u.home_area_id
     )
     SELECT thing, array_agg(l.id) AS areas FROM points p JOIN live l ON ST_Covers(l.geom, p.geom) GROUP BY thing
     UNION ALL
     SELECT 'incident ' || i.id, array_agg(l.id) FROM incidents i
     JOIN LATERAL (SELECT geom, coalesce(to_edition - 1, $1) AS edition FROM areas WHERE id = i.area_id ORDER BY from_edition DESC LIMIT 1) a ON TRUE
     JOIN areas l ON l.from_edition <= a.edition AND (l.to_edition IS NULL OR l.to_edition > a.edition) AND ST_Covers(l.geom, ST_PointOnSurface(a.geom))
     WHERE i.state = 'closed' GROUP BY i.id`,
    [editionId],
  );
  return new Map(rows.map(({ thing, areas }) => [thing, new Set(areas)]));
}

/** Which areas of an edition hold a point. */
export async function selectHolding(
  pool: pg.Pool,
  editionId: number,
  [lng, lat]: [number, number],
): Promise<Set<number>> {
  // prettier-ignore
  const { rows } = await pool.query<{ id: number }>(
    `${LIVE} SELECT id FROM live WHERE ST_Covers(geom, ST_SetSRID(ST_MakePoint($2, $3), 4490))`,
    [editionId, lng, lat],
  );
  return new Set(rows.map(({ id }) => id));
}

export async function selectOpen(pool: pg.Pool): Promise<{ id: string; no: string }[]> {
  const { rows } = await pool.query<{ id: string; no: string }>(`SELECT id, no FROM incidents WHERE state = 'open'`); // prettier-ignore
  return rows;
}

/** Posts at areas that are in force which may be ended; and cells and grids that one may be given for. */
export async function selectPlaces(pool: pg.Pool, editionId: number): Promise<number[]> {
  const { rows } = await pool.query<{ id: number }>(`${LIVE} SELECT id FROM live ORDER BY id`, [editionId]); // prettier-ignore
  return rows.map(({ id }) => id);
}

/** Posts of somebody that hold or will, which may be ended. */
export async function selectLasting(pool: pg.Pool, personId: number): Promise<number[]> {
  const { rows } = await pool.query<{ id: number }>('SELECT id FROM posts WHERE person_id = $1 AND (to_at IS NULL OR to_at > now()) ORDER BY id', [personId]); // prettier-ignore
  return rows.map(({ id }) => id);
}

/** The id of the device of a secret. */
export async function selectWall(pool: pg.Pool, secret: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM devices WHERE secret_hash = $1', [createHash('sha256').update(secret).digest()]); // prettier-ignore
  return rows[0]!.id;
}

/** Names of people. */
export async function selectNames(pool: pg.Pool): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ id: number; name: string }>('SELECT id, name FROM people');
  return new Map(rows.map(({ id, name }) => [`p${id}`, name]));
}

export interface Reported {
  id: string;
  atMs: number;
  lng: number;
  lat: number;
  severity: number;
}

/** All that was ever reported of a place: when, ms since 1970, where, degrees, and how grave. */
export async function selectReported(pool: pg.Pool): Promise<Reported[]> {
  const { rows } = await pool.query<Reported>(
    `SELECT id, floor(extract(epoch FROM reported_at) * 1000)::float8 AS "atMs", ST_X(geom) AS lng, ST_Y(geom) AS lat, severity
     FROM incidents WHERE geom IS NOT NULL`,
  );
  return rows;
}
