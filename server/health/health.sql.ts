import type { Db } from '#server/db/database.ts';

/** What the database says of itself: migrations, and the number and epoch of the stream of changes. */
export async function selectHealth(
  db: Db,
): Promise<{ migrations: number; changeNo: number; epoch: string }> {
  const { rows } = await db.query<{ migrations: number; change_no: string; epoch: string }>(
    `SELECT (SELECT count(*)::int FROM migrations) AS migrations, last_no AS change_no, epoch FROM stream`,
  );
  const row = rows[0]!;
  return { migrations: row.migrations, changeNo: Number(row.change_no), epoch: row.epoch };
}
