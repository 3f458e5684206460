import type { Db } from './database.ts';

/**
 * Two imports, an import and a first start, or either and a change of the borders never interleave. Held until the
 * transaction ends.
 */
export async function lockGround(db: Db): Promise<void> {
  await db.query(`SELECT pg_advisory_xact_lock(hashtext('jingwei import'))`);
}
