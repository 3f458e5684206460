import type { Area } from '#data/areas/area.ts';
import type { CellSums } from '#data/areas/area-figures.ts';
import type { Db } from '#server/db/database.ts';

/** Areas in force, parents before children, with their m². */
export async function selectAreasWithM2(db: Db): Promise<(Area & { m2: number })[]> {
  const { rows } = await db.query<Area & { m2: number }>(
    `WITH edition AS (SELECT edition_in_force() AS id)
     SELECT a.id, a.code, a.parent_id AS "parentId", a.level, a.kind, a.name, a.name_en AS "nameEn", a.own_households AS "ownHouseholds",
       a.own_residents AS "ownResidents", a.own_counted_on::text AS "ownCountedOn", ST_Area(a.geom::geography) AS m2
     FROM areas a, edition e WHERE a.from_edition <= e.id AND (a.to_edition IS NULL OR a.to_edition > e.id)
     ORDER BY a.level, a.id`,
  );
  return rows;
}

/** What buildings carry, by cell. */
export async function selectCellSums(db: Db): Promise<Map<number, CellSums>> {
  const { rows } = await db.query<{ id: number } & CellSums>(
    `SELECT area_id AS id, sum(households)::integer AS households, sum(residents)::integer AS residents
     FROM buildings WHERE area_id IS NOT NULL GROUP BY area_id`,
  );
  return new Map(rows.map(({ id, households, residents }) => [id, { households, residents }]));
}

/** Changes whenever a figure can: the key under which they are kept. */
export async function selectFiguresKey(db: Db): Promise<string> {
  const { rows } = await db.query<{ key: string }>(
    `SELECT concat_ws('-', edition_in_force(),
       (SELECT string_agg(version::text, '-' ORDER BY noun) FROM versions WHERE noun IN ('areas', 'buildings'))) AS key`,
  );
  return rows[0]!.key;
}
