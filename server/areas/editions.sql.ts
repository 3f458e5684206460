import type { Area, AreaSaid, MultiPolygonCoordinates } from '#data/areas/area.ts';
import type { NamedCrosswalkRow } from '#data/areas/crosswalk-row.ts';
import type { Edition } from '#data/areas/edition.ts';
import { LEAST_HEIR } from '#data/areas/least-heir.ts';
import type { Db } from '#server/db/database.ts';
import { toEwkbHex } from '#server/db/ewkb.ts';

/** An edition that is stored; one that waits is in force when it is brought. */
export interface EditionRow {
  id: number;
  validFrom: Date;
  name: string;
  waits: boolean;
  follows: number | null;
  planId: string | null;
}

const COLUMNS = 'id, valid_from AS "validFrom", name, waits, follows, plan_id AS "planId"';

type ToldEdition = Omit<Edition, 'validFrom'> & { validFrom: Date };
const TOLD = `id, valid_from AS "validFrom", name, follows, plan_id AS "planId",
  CASE WHEN waits THEN 'waiting' WHEN id = edition_in_force() THEN 'in-force' ELSE 'past' END AS state`;

/** Editions, the newest first; those that begin before the one of `before`, at most `limit`. */
export async function selectEditions(
  db: Db,
  asked: { before: number | null; limit: number },
): Promise<ToldEdition[]> {
  const { rows } = await db.query<ToldEdition>(
    `SELECT ${TOLD} FROM editions
     WHERE $1::integer IS NULL OR valid_from < (SELECT valid_from FROM editions WHERE id = $1)
     ORDER BY valid_from DESC LIMIT $2`,
    [asked.before, asked.limit],
  );
  return rows;
}

/** An edition by its id, or the one that comes from a plan; null where there is none. */
export async function selectEdition(
  db: Db,
  of: { id: number } | { planId: string },
): Promise<ToldEdition | null> {
  const [column, value] = 'id' in of ? ['id', of.id] : ['plan_id', of.planId];
  const { rows } = await db.query<ToldEdition>(
    `SELECT ${TOLD} FROM editions WHERE ${column} = $1`,
    [value],
  );
  return rows[0] ?? null;
}

/** The edition that waits; null where none does. `lock` holds it until the transaction ends. */
export async function selectWaiting(db: Db, lock = false): Promise<EditionRow | null> {
  const { rows } = await db.query<EditionRow>(
    `SELECT ${COLUMNS} FROM editions WHERE waits ${lock ? 'FOR UPDATE' : ''}`,
  );
  return rows[0] ?? null;
}

/** Ids of the edition in force, of the one that waits, and of those that are past. */
export async function selectStanding(
  db: Db,
): Promise<{ inForce: number | null; waiting: number | null; past: number[] }> {
  const { rows } = await db.query<{
    inForce: number | null;
    waiting: number | null;
    past: number[];
  }>(
    `SELECT edition_in_force() AS "inForce", (SELECT id FROM editions WHERE waits) AS waiting,
       ARRAY(SELECT id FROM editions WHERE NOT waits AND id <> edition_in_force() ORDER BY id) AS past`,
  );
  return rows[0]!;
}

export async function insertEdition(
  db: Db,
  edition: EditionRow & { lockedBorders: readonly number[] },
): Promise<void> {
  const { id, validFrom, name, waits, follows, planId, lockedBorders } = edition;
  await db.query(
    'INSERT INTO editions (id, valid_from, name, waits, follows, plan_id, locked_borders) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [id, validFrom, name, waits, follows, planId, lockedBorders],
  );
}

/** Ids that no edition and no area has ever had. */
export async function selectFreeIds(db: Db): Promise<{ editionId: number; areaId: number }> {
  const { rows } = await db.query<{ editionId: number; areaId: number }>(
    `SELECT (SELECT coalesce(max(id), 0) + 1 FROM editions) AS "editionId", (SELECT coalesce(max(id), 0) + 1 FROM areas) AS "areaId"`,
  );
  return rows[0]!;
}

/** These areas are as they are up to an edition, and no further. */
export async function endAreas(db: Db, ids: readonly number[], editionId: number): Promise<void> {
  await db.query('UPDATE areas SET to_edition = $2 WHERE id = ANY ($1) AND to_edition IS NULL', [
    ids,
    editionId,
  ]);
}

/** An area as it is from an edition on. */
export type StoredVersion = Area & AreaSaid & { coordinates: MultiPolygonCoordinates };

/**
 * Areas as they are from an edition on. Where one has been before it keeps the source that it came from.
 *
 * @param sourceKeyOf what one that is new is found by
 */
export async function insertVersions(
  db: Db,
  versions: readonly StoredVersion[],
  editionId: number,
  sourceKeyOf: (id: number) => string,
): Promise<void> {
  const rows = versions.map(({ coordinates, ...area }) => ({
    ...area,
    geom: toEwkbHex({ type: 'MultiPolygon', coordinates }),
    key: sourceKeyOf(area.id),
  }));
  await db.query(
    `INSERT INTO areas (id, from_edition, code, parent_id, level, kind, name, name_en, own_households, own_residents, own_counted_on,
       leader_id, owner_id, band, locked, geom, source, source_key)
     SELECT n.id, $2, n.code, n."parentId", n.level, n.kind, n.name, n."nameEn", n."ownHouseholds", n."ownResidents", n."ownCountedOn",
       n."leaderId", n."ownerId", n.band, n.locked, n.geom::geometry, coalesce(was.source, 'plan'), coalesce(was.source_key, n.key)
     FROM json_to_recordset($1) AS n (id integer, code text, "parentId" integer, level smallint, kind text, name text, "nameEn" text,
       "ownHouseholds" integer, "ownResidents" integer, "ownCountedOn" date, "leaderId" integer, "ownerId" integer, band jsonb,
       locked boolean, geom text, key text)
     LEFT JOIN LATERAL (SELECT a.source, a.source_key FROM areas a WHERE a.id = n.id ORDER BY a.from_edition DESC LIMIT 1) was ON true`,
    [JSON.stringify(rows), editionId],
  );
}

/** What of an area goes to another by an edition. */
export interface LineageRow {
  fromId: number;
  toId: number;
  shareArea: number;
  shareHouseholds: number;
  shareResidents: number;
  households: number;
  residents: number;
}

export async function insertLineage(
  db: Db,
  editionId: number,
  rows: readonly LineageRow[],
): Promise<void> {
  // Sums of many parts may be beyond 1 by their last digit.
  const share = (of: keyof LineageRow) => rows.map((row) => Math.min(1, Math.max(0, row[of])));
  await db.query(
    `INSERT INTO lineage (edition_id, from_area_id, to_area_id, share_area, share_households, share_residents, households, residents)
     SELECT $1, * FROM unnest($2::integer[], $3::integer[], $4::float8[], $5::float8[], $6::float8[], $7::float8[], $8::float8[])`,
    [
      editionId,
      rows.map(({ fromId }) => fromId),
      rows.map(({ toId }) => toId),
      share('shareArea'),
      share('shareHouseholds'),
      share('shareResidents'),
      rows.map(({ households }) => Math.max(0, households)),
      rows.map(({ residents }) => Math.max(0, residents)),
    ],
  );
}

/** The crosswalk of an edition as it was published, with what the areas were called before and are called since. */
export async function selectLineage(db: Db, editionId: number): Promise<NamedCrosswalkRow[]> {
  const { rows } = await db.query<NamedCrosswalkRow>(
    `SELECT t.level, l.from_area_id AS "fromId", f.code AS "fromCode", f.name AS "fromName", l.to_area_id AS "toId", t.code AS "toCode",
       t.name AS "toName", l.share_area AS "shareArea", l.share_households AS "shareHouseholds", l.share_residents AS "shareResidents",
       l.households, l.residents
     FROM lineage l JOIN editions e ON e.id = l.edition_id
     JOIN areas f ON f.id = l.from_area_id AND f.from_edition <= e.follows AND (f.to_edition IS NULL OR f.to_edition > e.follows)
     JOIN areas t ON t.id = l.to_area_id AND t.from_edition <= e.id AND (t.to_edition IS NULL OR t.to_edition > e.id)
     WHERE l.edition_id = $1 ORDER BY t.level, l.from_area_id, l.to_area_id`,
    [editionId],
  );
  return rows;
}

/** Areas that an edition has another border or other words for, or that it has no more. */
export async function selectSuperseded(db: Db, editionId: number): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    'SELECT id FROM areas WHERE to_edition = $1 ORDER BY id',
    [editionId],
  );
  return rows.map(({ id }) => id);
}

/**
 * Where the areas that are no more since the newest edition went, the one with most of their households and then land
 * first; empty where all of it came to lie outside.
 */
export async function selectSuccessors(db: Db, editionId: number): Promise<Map<number, number[]>> {
  const { rows } = await db.query<{ from: number; to: number[] }>(
    `SELECT a.id AS from, array_remove(array_agg(l.to_area_id ORDER BY l.share_households DESC, l.share_area DESC, l.to_area_id), NULL) AS to
     FROM areas a LEFT JOIN lineage l ON l.from_area_id = a.id AND l.edition_id = $1 AND l.share_area > $2
     WHERE a.to_edition = $1 AND NOT EXISTS (SELECT FROM areas o WHERE o.id = a.id AND o.to_edition IS NULL)
     GROUP BY a.id ORDER BY a.id`,
    [editionId, LEAST_HEIR],
  );
  return new Map(rows.map(({ from, to }) => [from, to]));
}

/** Whom an edition names to lead an area, where that was not said of it before. */
export async function selectNamedLeaders(
  db: Db,
  editionId: number,
): Promise<{ areaId: number; personId: number }[]> {
  const { rows } = await db.query<{ areaId: number; personId: number }>(
    `SELECT n.id AS "areaId", n.leader_id AS "personId" FROM areas n
     WHERE n.from_edition = $1 AND n.leader_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM areas was WHERE was.id = n.id AND was.to_edition = $1 AND was.leader_id = n.leader_id)
     ORDER BY n.id`,
    [editionId],
  );
  return rows;
}

/** An edition waits no more: from now on it is the one in force. */
export async function updateInForce(db: Db, editionId: number): Promise<void> {
  await db.query('UPDATE editions SET waits = false WHERE id = $1', [editionId]);
}

/** Take an edition that waits away. */
export async function deleteWaiting(db: Db, editionId: number): Promise<void> {
  await db.query('SELECT withdraw_edition($1)', [editionId]);
}

/** Precincts that have an area have others, too. */
export async function insertPrecinctAreas(
  db: Db,
  moves: readonly { from: number; to: number }[],
): Promise<void> {
  await db.query(
    `INSERT INTO precinct_areas (precinct_id, area_id)
     SELECT DISTINCT p.precinct_id, n.to_id FROM unnest($1::integer[], $2::integer[]) AS n (from_id, to_id)
     JOIN precinct_areas p ON p.area_id = n.from_id ON CONFLICT DO NOTHING`,
    [moves.map(({ from }) => from), moves.map(({ to }) => to)],
  );
}
