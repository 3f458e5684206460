import { buildingPoint } from '#data/buildings/building-point.ts';

import { selectAttributed, updateAttribution, type Attributed } from './db/attribution.sql.ts';
import type { Db } from './db/database.ts';
import { fromEwkb, type Geometry } from './db/ewkb.ts';

const PAGE = 10_000;

/**
 * What belongs to one of some cells, or to none, belongs from now on to the cell that holds it. What stays where it is
 * keeps the edition that said so. Answers how many moved.
 *
 * @param cells whose land may be another; whatever belongs to others is not looked at
 * @param openOnly only what is open: what is closed stays what it was
 */
export async function placeAgain(
  db: Db,
  table: Attributed,
  cells: readonly number[],
  { id, cellAt }: { id: number; cellAt: (lng: number, lat: number) => number | null },
  openOnly = false,
): Promise<number> {
  let moved = 0;
  for (let afterId: string | null = null; ;) {
    const rows = await selectAttributed(db, table, { cells, openOnly, afterId, limit: PAGE });
    const other: { id: string; areaId: number | null }[] = [];
    for (const row of rows) {
      const at = pointOf(fromEwkb(row.geom));
      const areaId = at && cellAt(...at);
      if (areaId !== row.areaId) other.push({ id: row.id, areaId });
    }
    if (other.length > 0) await updateAttribution(db, table, other, id, openOnly);
    moved += other.length;
    if (rows.length < PAGE) return moved;
    afterId = rows.at(-1)!.id;
  }
}

/** The point that decides whose a thing is. */
function pointOf(geometry: Geometry): [number, number] | null {
  if (geometry.type === 'Point') return geometry.coordinates;
  return geometry.type === 'MultiPolygon' ? buildingPoint(geometry.coordinates) : null;
}
