import type { Db } from '#server/db/database.ts';

/** Somebody with a post, as a card names them. */
export interface PostOnCard {
  role: string;
  personId: number;
  name: string;
  phone: string | null;
}

/** Who holds a post of an area or a building at a time, leaders first. At most 50. */
export async function selectPosts(
  db: Db,
  of: 'area' | 'building',
  id: number,
  at: Date,
): Promise<PostOnCard[]> {
  const { rows } = await db.query<PostOnCard>(
    `SELECT p.role, p.person_id AS "personId", n.name, n.phone FROM posts p JOIN people n ON n.id = p.person_id
     WHERE p.${of}_id = $1 AND p.from_at <= $2 AND (p.to_at IS NULL OR p.to_at > $2)
     ORDER BY array_position(ARRAY['leader', 'captain', 'worker', 'assistant', 'mediator', 'police', 'squad', 'volunteer'], p.role), n.id LIMIT 50`,
    [id, at],
  );
  return rows;
}

/** How much an area holds: everything of the cells below it. */
export interface AreaCounts {
  children: number;
  cells: number;
  buildings: number;
  cameras: number;
  camerasOnline: number;
  stations: number;
  managementPoints: number;
  units: number;
  openIncidents: number;
}

/** @param cells ids of the cells of the area, itself where it is one; @param family the area and all below it */
export async function selectAreaCounts(
  db: Db,
  cells: readonly number[],
  family: readonly number[],
): Promise<Omit<AreaCounts, 'children' | 'cells'>> {
  const { rows } = await db.query<Omit<AreaCounts, 'children' | 'cells'>>(
    `SELECT
       (SELECT count(*)::integer FROM buildings WHERE area_id = ANY ($1)) AS buildings,
       count(*) FILTER (WHERE kind = 'camera')::integer AS cameras,
       count(*) FILTER (WHERE state = 'online')::integer AS "camerasOnline",
       count(*) FILTER (WHERE kind = 'station')::integer AS stations,
       count(*) FILTER (WHERE kind = 'management-point')::integer AS "managementPoints",
       (SELECT count(*)::integer FROM units WHERE home_area_id = ANY ($2)) AS units,
       (SELECT count(*)::integer FROM incidents WHERE state = 'open' AND area_id = ANY ($1)) AS "openIncidents"
     FROM sites WHERE area_id = ANY ($1)`,
    [cells, family],
  );
  return rows[0]!;
}

export interface BuildingRow {
  id: number;
  code: string;
  name: string | null;
  address: string | null;
  use: string;
  floors: number | null;
  heightM: number | null;
  households: number | null;
  residents: number | null;
  areaId: number | null;
  compound: { id: number; code: string; name: string } | null;
  entrances: { no: number; label: string; at: [number, number] }[];
  at: [number, number];
}

export async function selectBuilding(db: Db, id: number): Promise<BuildingRow | null> {
  const { rows } = await db.query<BuildingRow>(
    `SELECT b.id, b.code, b.name, b.address, b.use, b.floors, b.height_m AS "heightM", b.households, b.residents, b.area_id AS "areaId",
       (SELECT json_build_object('id', c.id, 'code', c.code, 'name', c.name) FROM compounds c WHERE c.id = b.compound_id) AS compound,
       (SELECT coalesce(json_agg(json_build_object('no', no, 'label', label, 'at', json_build_array(ST_X(geom), ST_Y(geom))) ORDER BY no), '[]')
        FROM entrances WHERE building_id = b.id) AS entrances,
       json_build_array(ST_X(ST_PointOnSurface(b.geom)), ST_Y(ST_PointOnSurface(b.geom))) AS at
     FROM buildings b WHERE b.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

export interface SiteRow {
  id: number;
  code: string;
  kind: string;
  class: string;
  name: string;
  at: [number, number];
  azimuthDeg: number | null;
  state: string | null;
  stateAt: string | null;
  areaId: number | null;
  owner: { id: number; name: string; phone: string | null } | null;
}

export async function selectSite(db: Db, id: number): Promise<SiteRow | null> {
  const { rows } = await db.query<Omit<SiteRow, 'stateAt'> & { stateAt: Date | null }>(
    `SELECT s.id, s.code, s.kind, s.class, s.name, json_build_array(ST_X(s.geom), ST_Y(s.geom)) AS at, s.azimuth_deg AS "azimuthDeg",
       s.state, s.state_at AS "stateAt", s.area_id AS "areaId",
       (SELECT json_build_object('id', p.id, 'name', p.name, 'phone', p.phone) FROM people p WHERE p.id = s.owner_id) AS owner
     FROM sites s WHERE s.id = $1`,
    [id],
  );
  const row = rows[0];
  return row ? { ...row, stateAt: row.stateAt?.toISOString() ?? null } : null;
}
