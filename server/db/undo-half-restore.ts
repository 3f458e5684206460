import type pg from 'pg';

import { CannotStart } from '#server/errors.ts';

import { transact } from './database.ts';
import { bringSchemaBack, lockRestore, selectAside, unlockRestore } from './dump.sql.ts';

/**
 * Bring back what a restore has put aside and, killed in its middle, never came to take away. Nothing where there is
 * none.
 *
 * @throws CannotStart while a restore is under way
 */
export async function undoHalfRestore(owner: pg.Pool): Promise<void> {
  if ((await selectAside(owner)) === null) return;
  const lock = await owner.connect();
  try {
    if (!(await lockRestore(lock)))
      throw new CannotStart('A restore is under way on this database.');
    try {
      const aside = await selectAside(owner);
      if (aside !== null) await transact(owner, (db) => bringSchemaBack(db, aside));
    } finally {
      await unlockRestore(lock);
    }
  } finally {
    lock.release();
  }
}
