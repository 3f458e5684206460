import type { Db } from '#server/db/database.ts';

/** Buildings that have a captain at a time, by id, one captain each; at most so many. */
export async function selectCaptains(
  db: Db,
  at: Date,
  most: number,
): Promise<{ buildingId: number; personId: number; name: string }[]> {
  const { rows } = await db.query<{ buildingId: number; personId: number; name: string }>(
    `SELECT DISTINCT ON (p.building_id) p.building_id AS "buildingId", n.id AS "personId", n.name
     FROM posts p JOIN people n ON n.id = p.person_id
     WHERE p.role = 'captain' AND p.building_id IS NOT NULL AND p.from_at <= $1 AND (p.to_at IS NULL OR p.to_at > $1)
     ORDER BY p.building_id, n.id LIMIT $2`,
    [at, most],
  );
  return rows;
}
