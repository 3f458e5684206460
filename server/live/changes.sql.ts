import pg from 'pg';

import type { Change } from '#data/wire/messages.ts';
import type { Db } from '#server/db/database.ts';

/** Where the stream of changes stands. */
export interface StreamRow {
  epoch: string;
  lastNo: number;
  cursorKey: Buffer;
}

export interface ChangeRow {
  no: number;
  change: Change;
}

/** Tables are named with their schema: the connection that listens has no search path of its own. */
export async function selectStream(db: Db): Promise<StreamRow> {
  const { rows } = await db.query<{ epoch: string; last_no: string; cursor_key: Buffer }>(
    'SELECT epoch, last_no, cursor_key FROM jingwei.stream',
  );
  const row = rows[0];
  if (!row) throw new Error('the stream of changes has no row: the database is not migrated');
  return { epoch: row.epoch, lastNo: Number(row.last_no), cursorKey: row.cursor_key };
}

/**
 * Changes after a number, in order, and where the stream stood in the same moment: at most `limit` of them, and no more
 * than about `maxBytes` but for the first.
 */
export async function selectChangesAfter(
  db: Db,
  no: number,
  limit: number,
  maxBytes: number,
): Promise<{ rows: ChangeRow[]; epoch: string; lastNo: number }> {
  const { rows } = await db.query<{
    epoch: string;
    last_no: string;
    no: string | null;
    payload: Change;
  }>(
    `SELECT s.epoch, s.last_no, c.no, c.payload FROM jingwei.stream s LEFT JOIN (
       SELECT no, payload, sum(pg_column_size(payload)) OVER (ORDER BY no) - pg_column_size(payload) AS before
       FROM jingwei.changes WHERE no > $1 AND no <= $1::bigint + $2 ORDER BY no
     ) c ON c.before < $3 ORDER BY c.no`,
    [no, limit, maxBytes],
  );
  const first = rows[0];
  if (!first) throw new Error('the stream of changes has no row: the database is not migrated');
  return {
    rows: rows.flatMap((r) => (r.no === null ? [] : [{ no: Number(r.no), change: r.payload }])),
    epoch: first.epoch,
    lastNo: Number(first.last_no),
  };
}

/** Hear of what is committed from now on, on this connection. */
export async function listenTo(client: pg.Client, channel: string): Promise<void> {
  await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
}

/** Tell whoever listens that a change was committed. */
export async function notifyOf(db: Db, channel: string, no: number): Promise<void> {
  await db.query('SELECT pg_notify($1, $2)', [channel, String(no)]);
}

/** The newest change of a kind; null when there was none. */
export async function selectNewestOf(
  db: Db,
  noun: Change['noun'],
  kind: Change['kind'],
): Promise<Change | null> {
  const { rows } = await db.query<{ payload: Change }>(
    'SELECT payload FROM jingwei.changes WHERE noun = $1 AND kind = $2 ORDER BY no DESC LIMIT 1',
    [noun, kind],
  );
  return rows[0]?.payload ?? null;
}
