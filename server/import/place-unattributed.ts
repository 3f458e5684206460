import type pg from 'pg';

import { buildingPoint } from '#data/buildings/building-point.ts';
import { fromEwkb, type Geometry } from '#server/db/ewkb.ts';

import { selectUnattributed, updateAttribution } from './load.sql.ts';

const PAGE = 10_000;

/** Rows without a cell, from before there were areas, get theirs; those outside every area stay without. */
export async function placeUnattributed(
  db: pg.PoolClient,
  cellAt: (lng: number, lat: number) => number | null,
  editionId: number,
): Promise<void> {
  for (const table of ['buildings', 'sites', 'incidents'] as const) {
    for (let after: string | null = null; ;) {
      const rows = await selectUnattributed(db, table, after, PAGE);
      const ids: string[] = [];
      const areaIds: number[] = [];
      for (const row of rows) {
        const at = pointOf(fromEwkb(row.geom));
        const cell = at && cellAt(at[0], at[1]);
        if (!cell) continue;
        ids.push(row.id);
        areaIds.push(cell);
      }
      if (ids.length > 0) await updateAttribution(db, table, ids, areaIds, editionId);
      if (rows.length < PAGE) break;
      after = rows.at(-1)!.id;
    }
  }
}

/** The point that decides whose a thing is. */
function pointOf(geometry: Geometry): [number, number] | null {
  if (geometry.type === 'Point') return geometry.coordinates;
  return geometry.type === 'MultiPolygon' ? buildingPoint(geometry.coordinates) : null;
}
