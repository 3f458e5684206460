import type { Coverage } from '#data/coverage/coverage.ts';
import { fromPolygons } from '#data/coverage/from-polygons.ts';
import { labelPoint } from '#data/geo/label-point.ts';
import { packAreas } from '#data/wire/areas-packed.ts';
import type { Db } from '#server/db/database.ts';
import type { Ask } from '#server/session/session.ts';

import { selectAreas, selectCells, selectEditionInForce, selectShapes } from './areas.sql.ts';

/**
 * The borders in force, packed for the map and the planner: read on the connection that is given, so that
 * they are of one moment with the version they are served under. An empty database packs edition 0 without areas.
 */
export async function packAreasInForce(_ask: Ask, db: Db): Promise<Uint8Array> {
  const editionId = await selectEditionInForce(db);
  if (editionId === null) return packAreas(0, [], emptyCoverage());
  const areas = await selectAreas(db, editionId);
  const shapes = await selectShapes(db, editionId);
  const coverage = fromPolygons(await selectCells(db, editionId));
  if ('faults' in coverage) {
    throw new Error(`edition ${editionId} is not seamless: ${coverage.faults.length} faults`);
  }
  return packAreas(
    editionId,
    areas.map((area) => {
      const shape = shapes.get(area.id);
      if (!shape) throw new Error(`area ${area.id} has no border`);
      return {
        id: area.id,
        code: area.code,
        parentId: area.parentId,
        level: area.level,
        kind: area.kind,
        name: area.name,
        nameEn: area.nameEn,
        labelAt: labelPoint(shape),
        leaderId: area.leaderId,
        ownerId: area.ownerId,
        band: area.band,
        locked: area.locked,
      };
    }),
    coverage,
  );
}

function emptyCoverage(): Coverage {
  return {
    originX: 0,
    originY: 0,
    vertices: new Int32Array(0),
    starts: new Uint32Array(1),
    left: new Uint32Array(0),
    right: new Uint32Array(0),
  };
}
