import type { Area, AreaSaid } from '#data/areas/area.ts';
import type { Coverage } from '#data/coverage/coverage.ts';
import { fromPolygons } from '#data/coverage/from-polygons.ts';
import type { Db } from '#server/db/database.ts';
import type { Ask } from '#server/session/session.ts';

import { selectAreas, selectCells, selectLockedBorders } from './areas.sql.ts';

/** The areas and borders of an edition, of whatever time, and the edges that are locked, as `planStateOf` takes them. Cells that are not seamless are a broken database: an Error. */
export async function readBorders(
  _ask: Ask,
  db: Db,
  editionId: number,
): Promise<{ areas: (Area & AreaSaid)[]; coverage: Coverage; lockedBorders: number[] }> {
  const areas = await selectAreas(db, editionId);
  const coverage = fromPolygons(await selectCells(db, editionId));
  if ('faults' in coverage)
    throw new Error(`edition ${editionId} is not seamless: ${coverage.faults.length} faults`);
  return { areas, coverage, lockedBorders: await selectLockedBorders(db, editionId) };
}
