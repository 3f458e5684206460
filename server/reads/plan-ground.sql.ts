import type { Ring } from '#data/geo/geometry.ts';
import type { Db } from '#server/db/database.ts';
import { fromEwkb } from '#server/db/ewkb.ts';

/** Who lives in each building, by id; null where that is not known. */
export async function selectDwellers(
  db: Db,
): Promise<
  { id: number; households: number | null; residents: number | null; compound: number }[]
> {
  // prettier-ignore
  const { rows } = await db.query<{
    id: number;
    households: number | null;
    residents: number | null;
    compound: number;
  }>(
    `SELECT id, households, residents, coalesce(compound_id, 0) AS compound FROM buildings ORDER BY id`,
  );
  return rows;
}

export async function selectCompounds(db: Db): Promise<{ id: number; name: string; ring: Ring }[]> {
  const { rows } = await db.query<{ id: number; name: string; geom: Buffer }>(
    `SELECT id, name, ST_AsBinary(geom, 'NDR') AS geom FROM compounds ORDER BY id`,
  );
  return rows.map(({ geom, ...compound }) => {
    const geometry = fromEwkb(geom);
    return { ...compound, ring: geometry.type === 'Polygon' ? geometry.coordinates[0]! : [] };
  });
}

/**
 * Where incidents were that were reported in (from, until], at most so many: lattice integers, x and y interleaved. Handed
 * over as one value: rows would hold up this process for longer than a frame.
 */
export async function selectIncidentPlaces(
  db: Db,
  from: Date,
  until: Date,
  most: number,
): Promise<Int32Array> {
  const { rows } = await db.query<{ packed: Buffer | null }>(
    `WITH places AS (
       SELECT round(ST_X(geom) * 1e7)::integer AS x, round(ST_Y(geom) * 1e7)::integer AS y FROM incidents
       WHERE reported_at > $1 AND reported_at <= $2 AND geom IS NOT NULL ORDER BY reported_at DESC LIMIT $3
     )
     SELECT string_agg(int4send(x) || int4send(y), ''::bytea ORDER BY x, y) AS packed FROM places`,
    [from, until, most],
  );
  const { packed } = rows[0]!;
  const places = new Int32Array(packed ? packed.length / 4 : 0);
  for (let i = 0; i < places.length; i++) places[i] = packed!.readInt32BE(4 * i);
  return places;
}

/** How many people have a post in an area at a time, and whether a leader's there is an organisation's. */
export async function selectMembers(
  db: Db,
  at: Date,
): Promise<{ areaId: number; members: number; isOwned: boolean }[]> {
  const { rows } = await db.query<{ areaId: number; members: number; isOwned: boolean }>(
    `SELECT area_id AS "areaId", count(DISTINCT person_id)::integer AS members,
       bool_or(role = 'leader' AND organisation_id IS NOT NULL) AS "isOwned"
     FROM posts WHERE area_id IS NOT NULL AND from_at <= $1 AND (to_at IS NULL OR to_at > $1)
     GROUP BY area_id ORDER BY area_id`,
    [at],
  );
  return rows;
}
