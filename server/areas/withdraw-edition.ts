import type { Db } from '#server/db/database.ts';
import type { Ask } from '#server/session/session.ts';

import { deleteWaiting, selectWaiting } from './editions.sql.ts';

/** Take the edition of a plan away where it waits, as if it had never been; answers whether it did. */
export async function withdrawEdition(_ask: Ask, db: Db, planId: string): Promise<boolean> {
  const waiting = await selectWaiting(db, true);
  if (waiting?.planId !== planId) return false;
  await deleteWaiting(db, waiting.id);
  return true;
}
