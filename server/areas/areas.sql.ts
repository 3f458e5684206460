import type { Area, AreaSaid, MultiPolygonCoordinates } from '#data/areas/area.ts';
import type { Db } from '#server/db/database.ts';
import { fromEwkb } from '#server/db/ewkb.ts';

/** The edition in force; null before the first. */
export async function selectEditionInForce(db: Db): Promise<number | null> {
  const { rows } = await db.query<{ id: number | null }>('SELECT edition_in_force() AS id');
  return rows[0]!.id;
}

/** The edition that was in force at a time: the newest that has come into force and begun by then; null before the first. */
export async function selectEditionAt(db: Db, at: Date): Promise<number | null> {
  const { rows } = await db.query<{ id: number }>(
    'SELECT id FROM editions WHERE valid_from <= $1 AND NOT waits ORDER BY valid_from DESC LIMIT 1',
    [at],
  );
  return rows[0]?.id ?? null;
}

/** Cells of an edition (areas without children in it) with their borders, by id. */
export async function selectCells(
  db: Db,
  editionId: number,
): Promise<{ id: number; coordinates: MultiPolygonCoordinates }[]> {
  const { rows } = await db.query<{ id: number; geom: Buffer }>(
    `WITH valid AS (
       SELECT id, parent_id, geom FROM areas
       WHERE from_edition <= $1 AND (to_edition IS NULL OR to_edition > $1)
     )
     SELECT id, ST_AsBinary(geom, 'NDR') AS geom FROM valid v
     WHERE NOT EXISTS (SELECT FROM valid c WHERE c.parent_id = v.id)
     ORDER BY id`,
    [editionId],
  );
  return rows.map((row) => {
    const geometry = fromEwkb(row.geom);
    if (geometry.type !== 'MultiPolygon') throw new Error(`area ${row.id} is no MultiPolygon`);
    return { id: row.id, coordinates: geometry.coordinates };
  });
}

/** Edges whose course an edition keeps, by their ends: four lattice integers each. */
export async function selectLockedBorders(db: Db, editionId: number): Promise<number[]> {
  const { rows } = await db.query<{ locked: number[] }>(
    'SELECT locked_borders AS locked FROM editions WHERE id = $1',
    [editionId],
  );
  return rows[0]?.locked ?? [];
}

/** Every code of every edition, once. */
export async function selectCodes(db: Db): Promise<string[]> {
  const { rows } = await db.query<{ code: string }>('SELECT DISTINCT code FROM areas');
  return rows.map(({ code }) => code);
}

/** Of areas and the codes they are to bear, one whose code another area bears or bore in any edition; null for none. */
export async function selectBorneBefore(
  db: Db,
  asked: readonly { id: number; code: string }[],
): Promise<number | null> {
  const { rows } = await db.query<{ id: number }>(
    `SELECT n.id FROM unnest($1::integer[], $2::text[]) n(id, code)
     WHERE EXISTS (SELECT FROM areas a WHERE a.code = n.code)
       AND NOT EXISTS (SELECT FROM areas a WHERE a.code = n.code AND a.id = n.id)
     LIMIT 1`,
    [asked.map(({ id }) => id), asked.map(({ code }) => code)],
  );
  return rows[0]?.id ?? null;
}

const AREA_COLUMNS = `id, code, parent_id AS "parentId", level, kind, name, name_en AS "nameEn",
  own_households AS "ownHouseholds", own_residents AS "ownResidents", own_counted_on::text AS "ownCountedOn",
  leader_id AS "leaderId", owner_id AS "ownerId", band, locked`;

/** All areas of an edition, parents before children, without borders. */
export async function selectAreas(db: Db, editionId: number): Promise<(Area & AreaSaid)[]> {
  const { rows } = await db.query<Area & AreaSaid>(
    `SELECT ${AREA_COLUMNS} FROM areas
     WHERE from_edition <= $1 AND (to_edition IS NULL OR to_edition > $1)
     ORDER BY level, id`,
    [editionId],
  );
  return rows;
}

/** Borders of all areas of an edition, by id. */
export async function selectShapes(
  db: Db,
  editionId: number,
): Promise<Map<number, MultiPolygonCoordinates>> {
  const { rows } = await db.query<{ id: number; geom: Buffer }>(
    `SELECT id, ST_AsBinary(geom, 'NDR') AS geom FROM areas
     WHERE from_edition <= $1 AND (to_edition IS NULL OR to_edition > $1)`,
    [editionId],
  );
  const shapes = new Map<number, MultiPolygonCoordinates>();
  for (const row of rows) {
    const geometry = fromEwkb(row.geom);
    if (geometry.type === 'MultiPolygon') shapes.set(row.id, geometry.coordinates);
  }
  return shapes;
}
