import type { PostInChain } from '#data/wire/about.ts';
import type { Db } from '#server/db/database.ts';

/** Of an area or building at most so many are named. */
export const POSTS_EACH = 12;

/**
 * Who answers for areas or buildings at a time: leaders and captains first. Volunteers answer for nothing; of a squad
 * one is named, whom it is called by.
 */
export async function selectPostsOf(
  db: Db,
  of: 'area' | 'building',
  ids: readonly number[],
  at: Date,
): Promise<Map<number, PostInChain[]>> {
  const { rows } = await db.query<PostInChain & { of: number }>(
    `WITH held AS (
       SELECT p.${of}_id AS of, p.role, p.person_id, p.organisation_id,
         array_position(ARRAY['captain', 'leader', 'worker', 'assistant', 'mediator', 'police', 'squad'], p.role) AS rank,
         row_number() OVER (PARTITION BY p.${of}_id, p.role, p.organisation_id ORDER BY p.person_id) AS nth
       FROM posts p
       WHERE p.${of}_id = ANY ($1) AND p.role <> 'volunteer' AND p.from_at <= $2 AND (p.to_at IS NULL OR p.to_at > $2)
     ), named AS (
       SELECT *, row_number() OVER (PARTITION BY of ORDER BY rank, person_id) AS place FROM held WHERE role <> 'squad' OR organisation_id IS NULL OR nth = 1
     )
     SELECT m.of, m.role, m.person_id AS "personId", n.name, n.phone,
       CASE WHEN o.id IS NULL THEN NULL ELSE json_build_object('name', o.name, 'nameEn', o.name_en) END AS organisation
     FROM named m JOIN people n ON n.id = m.person_id LEFT JOIN organisations o ON o.id = m.organisation_id
     WHERE m.place <= $3 ORDER BY m.of, m.place`,
    [ids, at, POSTS_EACH],
  );
  const posts = new Map<number, PostInChain[]>();
  for (const { of: id, ...post } of rows) {
    const known = posts.get(id);
    if (known) known.push(post);
    else posts.set(id, [post]);
  }
  return posts;
}

/** A building by its id; null for none. */
export async function selectBuildingName(
  db: Db,
  id: number,
): Promise<{ id: number; name: string } | null> {
  const { rows } = await db.query<{ id: number; name: string }>(
    `SELECT id, coalesce(name, address, code) AS name FROM buildings WHERE id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

/** The building that a point is in, or else the nearest within `withinM`. */
export async function selectBuildingAt(
  db: Db,
  at: [number, number],
  withinM: number,
): Promise<{ id: number; name: string } | null> {
  const { rows } = await db.query<{ id: number; name: string }>(
    `WITH here AS (SELECT ST_SetSRID(ST_MakePoint($1, $2), 4490) AS p)
     SELECT id, name FROM (
       SELECT b.id, coalesce(b.name, b.address, b.code) AS name, ST_Distance(b.geom::geography, h.p::geography) AS m
       FROM here h CROSS JOIN LATERAL (
         SELECT * FROM buildings WHERE geom && ST_Expand(h.p, $3 / 111000.0 / cos(radians($2)), $3 / 110000.0)
         ORDER BY geom <-> h.p LIMIT 8
       ) b
     ) near WHERE m <= $3 ORDER BY m, id LIMIT 1`,
    [at[0], at[1], withinM],
  );
  return rows[0] ?? null;
}
