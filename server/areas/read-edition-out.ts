import type pg from 'pg';

import { transact, type Db } from '#server/db/database.ts';
import { refuse } from '#server/errors.ts';
import type { Ask } from '#server/session/session.ts';
import { readSnapshotOnly } from '#server/wire/version.sql.ts';

import { areasOut, type AreasOut } from './areas-out.ts';
import { selectAreas, selectShapes } from './areas.sql.ts';
import { selectEdition } from './editions.sql.ts';

/**
 * The areas of an edition with their borders, those of one level or all, by level and id.
 *
 * @throws Refusal 404 unknown-edition
 */
export async function readEditionOut(
  _ask: Ask,
  pool: pg.Pool,
  asked: { editionId: number; level: number | null },
): Promise<AreasOut> {
  return transact(pool, async (db: Db) => {
    await readSnapshotOnly(db);
    const edition = await selectEdition(db, { id: asked.editionId });
    if (!edition) throw refuse(404, 'unknown-edition', `${asked.editionId}`);
    const areas = await selectAreas(db, asked.editionId);
    const shapes = await selectShapes(db, asked.editionId);
    const { name, validFrom } = edition;
    return { name, validFrom, areas: areasOut(areas, shapes, asked.level) };
  });
}
