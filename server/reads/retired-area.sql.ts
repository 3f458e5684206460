import type { Area } from '#data/areas/area.ts';
import { LEAST_HEIR } from '#data/areas/least-heir.ts';
import type { AreaStep } from '#data/wire/cards.ts';
import type { Db } from '#server/db/database.ts';

/** An area as it was last, and what ended it. */
export interface RetiredArea {
  area: Area & { m2: number };
  /** Of the district down to its parent, as they were then. */
  parents: AreaStep[];
  editionId: number;
  /** From when that edition holds. */
  at: Date;
}

const STEP = `a.id, a.code, a.level, a.name, a.name_en AS "nameEn"`;

/** An area that was in force once and is no more; null where there never was one, or where it is in force or waits. */
export async function selectRetiredArea(db: Db, id: number): Promise<RetiredArea | null> {
  const { rows } = await db.query<Area & { m2: number; editionId: number; at: Date }>(
    `SELECT ${STEP}, a.parent_id AS "parentId", a.kind, a.own_households AS "ownHouseholds", a.own_residents AS "ownResidents",
       a.own_counted_on::text AS "ownCountedOn", ST_Area(a.geom::geography) AS m2, e.id AS "editionId", e.valid_from AS at
     FROM areas a JOIN editions e ON e.id = a.to_edition
     WHERE a.id = $1 AND NOT e.waits
       AND NOT EXISTS (SELECT FROM areas n WHERE n.id = $1 AND n.from_edition >= a.to_edition
         AND n.from_edition <= edition_in_force())
     ORDER BY a.to_edition DESC LIMIT 1`,
    [id],
  );
  const row = rows[0];
  if (!row) return null;
  const { editionId, at, ...area } = row;
  const parents = await db.query<AreaStep>(
    `WITH RECURSIVE up AS (
       SELECT $1::integer AS id
       UNION SELECT a.parent_id FROM up JOIN areas a ON a.id = up.id AND a.from_edition < $2
         AND (a.to_edition IS NULL OR a.to_edition >= $2)
     )
     SELECT ${STEP} FROM up JOIN areas a ON a.id = up.id AND a.from_edition < $2 AND (a.to_edition IS NULL OR a.to_edition >= $2)
     ORDER BY a.level`,
    [area.parentId, editionId],
  );
  return { area, parents: parents.rows, editionId, at };
}

/**
 * Where an area that ended with an edition went, as far as the edition in force: areas that have ended since are followed
 * to where they went. The one with most of its households, then land, first; empty where all of it came to lie outside, or
 * where an import that says nothing of it took it away.
 */
export async function selectWhereItWent(
  db: Db,
  id: number,
  editionId: number,
): Promise<AreaStep[]> {
  const { rows } = await db.query<AreaStep>(
    `WITH RECURSIVE went AS (
       SELECT l.to_area_id AS id, l.edition_id AS at, l.share_households AS households, l.share_area AS land
       FROM lineage l WHERE l.from_area_id = $1 AND l.edition_id = $2 AND l.share_area > $3
       UNION ALL
       SELECT l.to_area_id, l.edition_id, w.households * l.share_households, w.land * l.share_area
       FROM went w
       -- the edition that it ends with: none follows it there, and it goes by that one's lineage
       JOIN LATERAL (
         SELECT min(a.to_edition) AS at FROM areas a
         WHERE a.id = w.id AND a.to_edition > w.at AND a.to_edition <= edition_in_force()
           AND NOT EXISTS (SELECT FROM areas n WHERE n.id = a.id AND n.from_edition = a.to_edition)
       ) ended ON ended.at IS NOT NULL
       JOIN lineage l ON l.from_area_id = w.id AND l.edition_id = ended.at AND l.share_area > $3
     ), sums AS (SELECT id, sum(households) AS households, sum(land) AS land FROM went GROUP BY id)
     SELECT ${STEP} FROM sums s JOIN areas a ON a.id = s.id AND a.from_edition <= edition_in_force()
       AND (a.to_edition IS NULL OR a.to_edition > edition_in_force())
     ORDER BY s.households DESC, s.land DESC, a.id`,
    [id, editionId, LEAST_HEIR],
  );
  return rows;
}
