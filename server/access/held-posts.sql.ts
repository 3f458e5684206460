import type { HeldPost } from '#data/access/held-posts.ts';
import type { Db } from '#server/db/database.ts';

/**
 * The posts that somebody holds at a time, as `heldPosts` says: their own, and those they are the substitute for then; and
 * when that next becomes other by itself, null for never.
 */
export async function selectHeldPosts(
  db: Db,
  personId: number,
  at: Date,
): Promise<{ posts: HeldPost[]; turnsAt: Date | null }> {
  const { rows } = await db.query<HeldPost & { held: boolean; turnsAt: Date | null }>(
    `WITH own AS (
       SELECT id, role, area_id, organisation_id, building_id,
         CASE WHEN person_id = $1 THEN from_at ELSE greatest(from_at, substitute_from_at) END AS begins,
         CASE WHEN person_id = $1 THEN to_at ELSE least(to_at, substitute_to_at) END AS ends
       FROM posts WHERE person_id = $1 OR substitute_id = $1
     )
     SELECT role, area_id AS "areaId", organisation_id AS "organisationId", building_id AS "buildingId",
       begins <= $2 AND (ends IS NULL OR ends > $2) AS held,
       CASE WHEN begins > $2 THEN begins WHEN ends > $2 THEN ends END AS "turnsAt"
     FROM own ORDER BY id`,
    [personId, at],
  );
  const turns = rows.flatMap(({ turnsAt }) => turnsAt?.getTime() ?? []);
  return {
    posts: rows.flatMap(({ held, turnsAt: _, ...post }) => (held ? [post] : [])),
    turnsAt: turns.length > 0 ? new Date(Math.min(...turns)) : null,
  };
}
