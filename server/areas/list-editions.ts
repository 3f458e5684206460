import type { Edition } from '#data/areas/edition.ts';
import type { Db } from '#server/db/database.ts';
import type { Ask } from '#server/session/session.ts';

import { selectEditions } from './editions.sql.ts';

/** A page of editions, the newest first, and the `before` of the next page; null at the end. */
export async function listEditions(
  _ask: Ask,
  db: Db,
  asked: { before: number | null; limit: number },
): Promise<{ editions: Edition[]; next: number | null }> {
  const rows = await selectEditions(db, asked);
  const editions = rows.map((row) => ({ ...row, validFrom: row.validFrom.toISOString() }));
  return { editions, next: editions.length < asked.limit ? null : editions.at(-1)!.id };
}
