import type { Coverage } from '#data/coverage/coverage.ts';
import { labelPoint } from '#data/geo/label-point.ts';
import { packAreas } from '#data/wire/areas-packed.ts';
import type { Db } from '#server/db/database.ts';
import type { Ask } from '#server/session/session.ts';

import { selectEditionInForce, selectShapes } from './areas.sql.ts';
import { readBorders } from './read-borders.ts';

/** The borders of an edition, of whatever time, packed for the map and the planner: read on the connection that is given. */
export async function packAreasOf(ask: Ask, db: Db, editionId: number): Promise<Uint8Array> {
  const { areas, coverage, lockedBorders } = await readBorders(ask, db, editionId);
  const shapes = await selectShapes(db, editionId);
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
    lockedBorders,
  );
}

/**
 * The borders in force, packed: read on the connection that is given, so that they are of one moment with the version they
 * are served under. An empty database packs edition 0 without areas.
 */
export async function packAreasInForce(ask: Ask, db: Db): Promise<Uint8Array> {
  const editionId = await selectEditionInForce(db);
  return editionId === null
    ? packAreas(0, [], emptyCoverage(), [])
    : packAreasOf(ask, db, editionId);
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
