import type { HeldPost } from '#data/access/held-posts.ts';
import type { Db } from '#server/db/database.ts';

/** The posts that somebody holds at a time, as `heldPosts` says: their own, and those they are the substitute for then. */
export async function selectHeldPosts(db: Db, personId: number, at: Date): Promise<HeldPost[]> {
  const { rows } = await db.query<HeldPost>(
    `SELECT role, area_id AS "areaId", organisation_id AS "organisationId", building_id AS "buildingId"
     FROM posts
     WHERE from_at <= $2 AND (to_at IS NULL OR to_at > $2)
       AND (person_id = $1 OR (substitute_id = $1 AND substitute_from_at <= $2
         AND (substitute_to_at IS NULL OR substitute_to_at > $2)))
     ORDER BY id`,
    [personId, at],
  );
  return rows;
}
