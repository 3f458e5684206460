import type { Feed } from '#data/wire/messages.ts';
import type { Db } from '#server/db/database.ts';

/** The newest heartbeat of each source that has ever sent one. */
export async function selectHeartbeats(db: Db): Promise<{ key: Feed['key']; newestAt: Date }[]> {
  const { rows } = await db.query<{ key: Feed['key']; newestAt: Date }>(
    'SELECT feed AS key, newest_at AS "newestAt" FROM jingwei.heartbeats ORDER BY feed',
  );
  return rows;
}

/** Keep a heartbeat; an older one than what is kept changes nothing. */
export async function upsertHeartbeat(db: Db, key: Feed['key'], at: Date): Promise<void> {
  await db.query(
    `INSERT INTO jingwei.heartbeats AS h (feed, newest_at) VALUES ($1, $2)
     ON CONFLICT (feed) DO UPDATE SET newest_at = excluded.newest_at WHERE h.newest_at < excluded.newest_at`,
    [key, at],
  );
}
