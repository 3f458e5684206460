import type { BuildingUse } from '#data/buildings/building.ts';
import type { MultiPolygonCoordinates } from '#data/geo/geometry.ts';
import type { BuildingOnWire } from '#data/wire/buildings-packed.ts';
import type { Db } from '#server/db/database.ts';
import { fromEwkb } from '#server/db/ewkb.ts';

const PAGE = 20_000;

/** All footprints as the map needs them, by id; read in pages, so that rows and shapes are not held twice. */
export async function selectFootprints(db: Db): Promise<BuildingOnWire[]> {
  const buildings: BuildingOnWire[] = [];
  for (let last = 0; ;) {
    const { rows } = await db.query<{
      id: number;
      use: BuildingUse;
      floors: number | null;
      height_m: number | null;
      geom: Buffer;
    }>(
      `SELECT id, use, floors, height_m, ST_AsBinary(geom, 'NDR') AS geom FROM buildings WHERE id > $1 ORDER BY id LIMIT ${PAGE}`,
      [last],
    );
    for (const row of rows) {
      const geometry = fromEwkb(row.geom);
      if (geometry.type !== 'MultiPolygon') continue;
      buildings.push({
        id: row.id,
        use: row.use,
        floors: row.floors,
        heightM: row.height_m,
        coordinates: geometry.coordinates,
      });
    }
    if (rows.length < PAGE) return buildings;
    last = rows.at(-1)!.id;
  }
}

/** Households and residents that the buildings of each cell carry together; null where none of them carries any. */
export async function selectPeopleByCell(
  db: Db,
): Promise<{ cell: number; households: number | null; residents: number | null }[]> {
  const { rows } = await db.query<{
    cell: number;
    households: number | null;
    residents: number | null;
  }>(
    `SELECT area_id AS cell, sum(households)::integer AS households, sum(residents)::integer AS residents
     FROM buildings WHERE area_id IS NOT NULL GROUP BY area_id`,
  );
  return rows;
}

/** The buildings of some cells that carry households or residents, with their footprints. */
export async function selectHomes(
  db: Db,
  cells: readonly number[],
): Promise<
  { cell: number; households: number; residents: number; coordinates: MultiPolygonCoordinates }[]
> {
  const { rows } = await db.query<{
    cell: number;
    households: number;
    residents: number;
    geom: Buffer;
  }>(
    `SELECT area_id AS cell, coalesce(households, 0) AS households, coalesce(residents, 0) AS residents, ST_AsBinary(geom, 'NDR') AS geom
     FROM buildings WHERE area_id = ANY ($1) AND (households > 0 OR residents > 0) ORDER BY id`,
    [cells],
  );
  return rows.flatMap(({ geom, ...home }) => {
    const geometry = fromEwkb(geom);
    return geometry.type === 'MultiPolygon' ? [{ ...home, coordinates: geometry.coordinates }] : [];
  });
}
