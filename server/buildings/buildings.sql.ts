import type { BuildingUse } from '#data/buildings/building.ts';
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
