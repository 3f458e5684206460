import type { Change } from '#data/wire/messages.ts';
import type { Db } from '#server/db/database.ts';

/**
 * Append a change under the next number, which is the order of commit: the row lock on `stream` is held
 * until the transaction ends, so call it last. Answers the number, to wake the hub with after commit.
 */
export async function appendChange(db: Db, at: Date, change: Change): Promise<number> {
  const { rows } = await db.query<{ no: string }>('SELECT append_change($1, $2, $3, $4) AS no', [
    at,
    change.noun,
    change.kind,
    JSON.stringify(change),
  ]);
  return Number(rows[0]!.no);
}
