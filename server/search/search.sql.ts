import type { AreaStep } from '#data/wire/cards.ts';
import type { Scope } from '#data/access/scope.ts';
import type { SearchThing } from '#data/search/thing.ts';
import { IN_AREA, scopeCondition } from '#server/access/scope.sql.ts';
import type { Db } from '#server/db/database.ts';

/** Of no noun more is held; a district has a tenth of it. */
const THINGS_MAX = 400_000;

/** Changes whenever what is found can: an import, another edition in force, another database. */
export async function selectSearchKey(db: Db): Promise<string> {
  const { rows } = await db.query<{ key: string }>({
    name: 'search-key',
    text: `SELECT concat_ws('-',
       (SELECT epoch FROM stream),
       edition_in_force(),
       (SELECT max(no) FROM changes WHERE noun = 'district' AND kind = 'imported'),
       (SELECT string_agg(version::text, '.' ORDER BY noun) FROM versions)) AS key`,
  });
  return rows[0]!.key;
}

/** An area with what it is found by. */
export interface SearchArea extends AreaStep {
  parentId: number | null;
  levelKey: string;
  bounds: [number, number, number, number];
}

const BOX = (geom: string): string =>
  `json_build_array(ST_XMin(${geom}), ST_YMin(${geom}), ST_XMax(${geom}), ST_YMax(${geom}))`;
const MIDDLE = (geom: string): string =>
  `json_build_array((ST_XMin(${geom}) + ST_XMax(${geom})) / 2, (ST_YMin(${geom}) + ST_YMax(${geom})) / 2)`;

/** Areas of the edition in force, higher levels first. */
export async function selectSearchAreas(db: Db): Promise<SearchArea[]> {
  const { rows } = await db.query<SearchArea>(
    `WITH e AS (SELECT edition_in_force() AS id)
     SELECT a.id, a.code, a.level, a.name, a.name_en AS "nameEn", a.parent_id AS "parentId",
       coalesce(l.key, a.level::text) AS "levelKey", ${BOX('a.geom')} AS bounds
     FROM e JOIN areas a ON a.from_edition <= e.id AND (a.to_edition IS NULL OR a.to_edition > e.id)
     LEFT JOIN levels l ON l.rank = a.level ORDER BY a.level, a.id LIMIT ${THINGS_MAX}`,
  );
  return rows;
}

/** Compounds with the areas that their buildings lie in. */
export async function selectSearchCompounds(db: Db): Promise<
  {
    id: number;
    code: string;
    name: string;
    bounds: [number, number, number, number];
    areaIds: number[];
  }[]
> {
  // prettier-ignore
  const { rows } = await db.query<{
    id: number;
    code: string;
    name: string;
    bounds: [number, number, number, number];
    areaIds: number[];
  }>(
    `SELECT c.id, c.code, c.name, ${BOX('c.geom')} AS bounds,
       array(SELECT DISTINCT b.area_id FROM buildings b WHERE b.compound_id = c.id AND b.area_id IS NOT NULL) AS "areaIds"
     FROM compounds c ORDER BY c.id LIMIT ${THINGS_MAX}`,
  );
  return rows;
}

type Row = Pick<SearchThing, 'id' | 'code' | 'name' | 'address' | 'kind' | 'areaId' | 'at'>;

export async function selectSearchBuildings(db: Db): Promise<Row[]> {
  const { rows } = await db.query<Row>(
    `SELECT id, code, name, address, use AS kind, area_id AS "areaId", ${MIDDLE('geom')} AS at
     FROM buildings ORDER BY id LIMIT ${THINGS_MAX}`,
  );
  return rows;
}

export async function selectSearchSites(db: Db): Promise<Row[]> {
  const { rows } = await db.query<Row>(
    `SELECT id, code, name, NULL AS address, class AS kind, area_id AS "areaId", json_build_array(ST_X(geom), ST_Y(geom)) AS at
     FROM sites ORDER BY kind, id LIMIT ${THINGS_MAX}`,
  );
  return rows;
}

/** Units; where nobody's fix is kept by name, and none of who is off duty, they have no place here. */
export async function selectSearchUnits(db: Db): Promise<Row[]> {
  const { rows } = await db.query<Row>(
    `SELECT id, code, name, NULL AS address, kind, home_area_id AS "areaId", NULL AS at
     FROM units ORDER BY id LIMIT ${THINGS_MAX}`,
  );
  return rows;
}

/** People `n` with each of their posts `p` as of a time, its building `b` and their own unit `u`. */
export const peopleAt = (at: string): string => `people n
     LEFT JOIN posts p ON p.person_id = n.id AND p.from_at <= ${at} AND (p.to_at IS NULL OR p.to_at > ${at})
     LEFT JOIN buildings b ON b.id = p.building_id
     LEFT JOIN units u ON u.person_id = n.id`; // prettier-ignore
export const WHERE_PERSON_IS = 'coalesce(p.area_id, b.area_id, u.home_area_id)';
/** For `DISTINCT ON (n.id)` of them. */
export const FIRST_POST_FIRST = `n.id, array_position(ARRAY['leader', 'captain', 'worker', 'assistant', 'mediator', 'police', 'squad', 'volunteer'], p.role), p.id`;

/** People with their first post as of a time; who is a unit by the same name is found as that. */
export async function selectSearchPeople(
  db: Db,
  at: Date,
): Promise<(Row & { unitId: number | null; buildingId: number | null })[]> {
  const { rows } = await db.query<Row & { unitId: number | null; buildingId: number | null }>(
    `SELECT DISTINCT ON (n.id) n.id, NULL AS code, n.name, b.address, coalesce(p.role, '') AS kind,
       ${WHERE_PERSON_IS} AS "areaId", u.id AS "unitId", p.building_id AS "buildingId",
       CASE WHEN b.id IS NULL THEN NULL ELSE ${MIDDLE('b.geom')} END AS at
     FROM ${peopleAt('$1')}
     WHERE u.name IS DISTINCT FROM n.name
     ORDER BY ${FIRST_POST_FIRST}
     LIMIT ${THINGS_MAX}`,
    [at],
  );
  return rows;
}

/** An incident that was found by its number. */
export interface FoundIncident {
  id: string;
  no: string;
  title: string;
  address: string | null;
  state: string;
  at: [number, number] | null;
  areaId: number | null;
}

/**
 * Incidents of a scope whose number is `no`, or where it is made of digits begins with it; the exact one first, then the
 * newest. The scope is asked here: how many of the newest few are left over would tell how many there are elsewhere.
 *
 * @param today the whole number that a serial of today's would be
 */
export async function selectIncidentsByNo(
  db: Db,
  no: string,
  today: string | null,
  limit: number,
  scope: Scope,
): Promise<FoundIncident[]> {
  const seen = scopeCondition(scope, IN_AREA, 5);
  // Numbers in digits follow one another in every collation: a range of them is found in the index.
  const isDigits = /^\d{4,}$/.test(no);
  const { rows } = await db.query<FoundIncident>(
    `SELECT id, no, title, address, state, area_id AS "areaId",
       CASE WHEN geom IS NULL THEN NULL ELSE json_build_array(ST_X(geom), ST_Y(geom)) END AS at
     FROM incidents WHERE (no = ANY ($1) OR (no > $2 AND no <= $3)) AND ${seen.sql}
     ORDER BY no = ANY ($1) DESC, no DESC LIMIT $4`,
    [
      today === null ? [no] : [no, today],
      isDigits ? no : '',
      isDigits ? no + '9'.repeat(12) : '',
      limit,
      ...seen.values,
    ],
  );
  return rows;
}
