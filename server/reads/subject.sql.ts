import type { Db } from '#server/db/database.ts';

/** Where a thing is, and in which cell; degrees. */
export interface PlacedRow {
  areaId: number | null;
  at: [number, number] | null;
}

/** A point within an area in force; null for none. */
export async function selectAreaPoint(db: Db, id: number): Promise<[number, number] | null> {
  const { rows } = await db.query<{ at: [number, number] }>(
    `SELECT json_build_array(ST_X(p), ST_Y(p)) AS at FROM (
       SELECT ST_PointOnSurface(a.geom) AS p
       FROM areas a, (SELECT edition_in_force() AS id) e
       WHERE a.id = $1 AND a.from_edition <= e.id AND (a.to_edition IS NULL OR a.to_edition > e.id)
     ) inner_point`,
    [id],
  );
  return rows[0]?.at ?? null;
}

/** A building with the corners of its outline, 200 at most: what is seen of it is one of these or its middle. */
export async function selectBuildingPlace(
  db: Db,
  id: number,
): Promise<(PlacedRow & { corners: [number, number][] }) | null> {
  const { rows } = await db.query<PlacedRow & { corners: [number, number][] }>(
    `SELECT area_id AS "areaId", json_build_array(ST_X(p), ST_Y(p)) AS at,
       (SELECT json_agg(json_build_array(ST_X(c.geom), ST_Y(c.geom))) FROM (SELECT (ST_DumpPoints(b.geom)).geom LIMIT 200) c) AS corners
     FROM (SELECT area_id, geom, ST_PointOnSurface(geom) AS p FROM buildings WHERE id = $1) b`,
    [id],
  );
  return rows[0] ?? null;
}

export async function selectSitePlace(
  db: Db,
  id: number,
): Promise<(PlacedRow & { kind: string }) | null> {
  const { rows } = await db.query<PlacedRow & { kind: string }>(
    `SELECT kind, area_id AS "areaId", json_build_array(ST_X(geom), ST_Y(geom)) AS at FROM sites WHERE id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

export async function selectIncidentPlace(db: Db, id: string): Promise<PlacedRow | null> {
  const { rows } = await db.query<PlacedRow>(
    `SELECT area_id AS "areaId", CASE WHEN geom IS NULL THEN NULL ELSE json_build_array(ST_X(geom), ST_Y(geom)) END AS at
     FROM incidents WHERE id = $1`,
    [id],
  );
  return rows[0] ?? null;
}
