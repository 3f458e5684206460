import { createCellAt } from '#data/coverage/cell-at.ts';
import { fromPolygons } from '#data/coverage/from-polygons.ts';
import { appendAudits, type AuditDone } from '#server/audit/append-audit.ts';
import { transact } from '#server/db/database.ts';
import { lockGround } from '#server/db/lock-ground.sql.ts';
import type { Deps } from '#server/deps.ts';
import { appendChange } from '#server/live/append-change.sql.ts';
import type { ComingEdition, OnEdition } from '#server/on-edition.ts';
import type { Ask } from '#server/session/session.ts';
import { bumpVersions } from '#server/wire/version.sql.ts';

import { selectCells } from './areas.sql.ts';
import {
  selectNamedLeaders,
  selectSuccessors,
  selectSuperseded,
  selectWaiting,
  updateInForce,
} from './editions.sql.ts';

/**
 * Bring the edition that waits into force where its time has come: what hangs on areas is moved to those that it has now,
 * and everybody is told, in one transaction. Whoever comes second finds nothing to do.
 *
 * @param onEdition what is moved, in this order
 * @returns the edition that is in force since; null where none was due
 */
export async function comeIntoForce(
  ask: Ask,
  { pool, areas, hub }: Pick<Deps, 'pool' | 'areas' | 'hub'>,
  onEdition: readonly OnEdition[],
): Promise<number | null> {
  const done = await transact(pool, async (db) => {
    await lockGround(db);
    const edition = await selectWaiting(db, true);
    if (!edition || edition.validFrom > ask.at) return null;
    const { id, validFrom } = edition;
    const coverage = fromPolygons(await selectCells(db, id));
    if ('faults' in coverage)
      throw new Error(`edition ${id} is not seamless: ${coverage.faults.length} faults`);
    const find = createCellAt(coverage);
    const kept: AuditDone[] = [];
    const coming: ComingEdition = {
      id,
      validFrom,
      cellAt: (lng: number, lat: number) => find(lng, lat) || null,
      superseded: await selectSuperseded(db, id),
      successors: await selectSuccessors(db, id),
      leaders: await selectNamedLeaders(db, id),
      keep: (done) => void kept.push(done),
    };
    await updateInForce(db, id);
    for (const move of onEdition) await move(ask, db, coming);
    if (kept.length > 0) await appendAudits(db, ask.at, ask.who, kept);
    const versions = await bumpVersions(db, ['areas']);
    const no = await appendChange(db, ask.at, {
      noun: 'areas',
      kind: 'in-force',
      at: ask.at.toISOString(),
      editionId: id,
      versions,
    });
    return { id, no };
  });
  if (done === null) return null;
  try {
    if (areas.editionId !== done.id) await areas.reload();
  } finally {
    hub.wake(done.no);
  }
  return done.id;
}
