import type { Edition } from '#data/areas/edition.ts';
import type { Db } from '#server/db/database.ts';
import type { Ask } from '#server/session/session.ts';

import { selectEditions } from './editions.sql.ts';

/** Whether somebody sees editions that wait: a plan is not everybody's before it is in force. */
export const seesWaiting = ({ session }: Ask): boolean =>
  session.scopeOf('see-plans').kind === 'all';

/** A page of editions, the newest first, and the `before` of the next page; null at the end. Those that wait for who sees plans. */
export async function listEditions(
  ask: Ask,
  db: Db,
  asked: { before: number | null; limit: number },
): Promise<{ editions: Edition[]; next: number | null }> {
  const rows = await selectEditions(db, asked);
  const isShown = seesWaiting(ask)
    ? () => true
    : (row: { state: string }) => row.state !== 'waiting';
  const editions = rows
    .filter(isShown)
    .map((row) => ({ ...row, validFrom: row.validFrom.toISOString() }));
  return { editions, next: rows.length < asked.limit ? null : rows.at(-1)!.id };
}
