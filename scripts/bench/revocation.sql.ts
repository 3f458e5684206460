import type pg from 'pg';

import type { Db } from '#server/db/database.ts';

/** Somebody on duty who is at home in an area. */
export async function insertUnit(
  ownerPool: pg.Pool,
  unit: { id: number; areaId: number },
): Promise<void> {
  await ownerPool.query(
    `INSERT INTO units (id, code, kind, name, home_area_id, on_duty, source_key) VALUES ($1, $2, 'worker', $2, $3, TRUE, $2)`,
    [unit.id, `U${unit.id}`, unit.areaId],
  );
}

/** The posts of somebody end at a time. */
export async function endPost(ownerPool: pg.Pool, personId: number, at: Date): Promise<void> {
  await ownerPool.query('UPDATE posts SET to_at = $2 WHERE person_id = $1', [personId, at]);
}

/** Somebody is signed out everywhere. */
export async function signOut(ownerPool: pg.Pool, personId: number): Promise<void> {
  await ownerPool.query('DELETE FROM sessions WHERE account_id = (SELECT id FROM accounts WHERE person_id = $1)', [personId]); // prettier-ignore
}

/** Another edition is in force, in which a cell hangs on another grid. */
export async function moveCell(
  db: Db,
  { cellId, to, editionId }: { cellId: number; to: number; editionId: number },
): Promise<void> {
  // prettier-ignore
  await db.query('INSERT INTO editions (id, valid_from) VALUES ($1, now())', [editionId]);
  await db.query('UPDATE areas SET to_edition = $2 WHERE id = $1', [cellId, editionId]);
  await db.query(
    `INSERT INTO areas (id, from_edition, code, parent_id, level, kind, name, geom, source_key)
     SELECT id, $2, code, $3, level, kind, name, geom, source_key FROM areas WHERE id = $1 AND to_edition = $2`,
    [cellId, editionId, to],
  );
}
