import type { Db } from '#server/db/database.ts';
import type { Ask } from '#server/session/session.ts';

import { selectBorneBefore, selectCodes } from './areas.sql.ts';

/** The codes of every edition, of which none is given to a new area. */
export function readTakenCodes(_ask: Ask, db: Db): Promise<string[]> {
  return selectCodes(db);
}

/** Of areas and the codes they are to bear, one whose code was another area's in any edition; null where there is none. */
export async function findBorneBefore(
  _ask: Ask,
  db: Db,
  asked: readonly { id: number; code: string }[],
): Promise<number | null> {
  return asked.length === 0 ? null : selectBorneBefore(db, asked);
}
