import type { Db } from '#server/db/database.ts';

/** An area that is no more and one that it went to, which comes `rank`-th of those. */
export interface PostMove {
  from: number;
  to: number;
  rank: number;
}

const PAIRS = 'unnest($1::integer[], $2::integer[], $3::integer[]) AS n (from_id, to_id, rank)';
const asPairs = (moves: readonly PostMove[]): number[][] => [
  moves.map(({ from }) => from),
  moves.map(({ to }) => to),
  moves.map(({ rank }) => rank),
];
/** A post, as the audit knows it again. */
export interface KnownPost {
  id: number;
  personId: number;
  role: string;
  areaId: number;
}
const KNOWN = 'id, person_id AS "personId", role, area_id AS "areaId"';
const NEXT_ID = '(SELECT coalesce(max(id), 0) FROM posts)';

/**
 * Posts that hold after a time at areas that are no more, once more at each area that they went to; whoever has the same
 * post there, or at two that became one, gets none twice. One that has not begun is there already at the first of them.
 */
export async function insertMovedPosts(
  db: Db,
  moves: readonly PostMove[],
  at: Date,
): Promise<KnownPost[]> {
  const { rows } = await db.query<KnownPost>(
    `WITH held AS (
       SELECT DISTINCT ON (p.person_id, p.role, p.organisation_id, p.building_id, n.to_id) p.*, n.to_id
       FROM ${PAIRS} JOIN posts p ON p.area_id = n.from_id
       WHERE (p.to_at IS NULL OR p.to_at > $4) AND (p.from_at < $4 OR n.rank > 1)
         AND NOT EXISTS (
           SELECT FROM posts o WHERE o.area_id = n.to_id AND o.person_id = p.person_id AND o.role = p.role
             AND o.organisation_id IS NOT DISTINCT FROM p.organisation_id AND o.building_id IS NOT DISTINCT FROM p.building_id
             AND o.from_at <= greatest(p.from_at, $4) AND (o.to_at IS NULL OR o.to_at > greatest(p.from_at, $4)))
       ORDER BY p.person_id, p.role, p.organisation_id, p.building_id, n.to_id, p.id
     )
     INSERT INTO posts (id, person_id, role, area_id, organisation_id, building_id, from_at, to_at, substitute_id, substitute_from_at, substitute_to_at)
     SELECT ${NEXT_ID} + row_number() OVER (ORDER BY id, to_id), person_id, role, to_id, organisation_id, building_id, greatest(from_at, $4), to_at, substitute_id, substitute_from_at, substitute_to_at
     FROM held RETURNING ${KNOWN}`,
    [...asPairs(moves), at],
  );
  return rows;
}

/** Posts that begin at a time or after it are at the first of the areas that theirs went to. */
export async function updateComingPosts(
  db: Db,
  moves: readonly PostMove[],
  at: Date,
): Promise<(KnownPost & { before: number })[]> {
  const { rows } = await db.query<KnownPost & { before: number }>(
    `UPDATE posts p SET area_id = n.to_id FROM ${PAIRS}
     WHERE p.area_id = n.from_id AND n.rank = 1 AND p.from_at >= $4 AND (p.to_at IS NULL OR p.to_at > $4)
     RETURNING ${KNOWN}, n.from_id AS before`,
    [...asPairs(moves), at],
  );
  return rows;
}

/** Posts at these areas that have begun by a time end at it; `role`: only those of one. */
export async function endPosts(
  db: Db,
  areaIds: readonly number[],
  role: string | null,
  at: Date,
): Promise<KnownPost[]> {
  const { rows } = await db.query<KnownPost>(
    `UPDATE posts SET to_at = $3
     WHERE area_id = ANY ($1) AND ($2::text IS NULL OR role = $2) AND from_at < $3 AND (to_at IS NULL OR to_at > $3)
     RETURNING ${KNOWN}`,
    [areaIds, role, at],
  );
  return rows;
}

/** Leaders of areas from a time on. */
export async function insertLeaders(
  db: Db,
  leaders: readonly { areaId: number; personId: number }[],
  at: Date,
): Promise<KnownPost[]> {
  const { rows } = await db.query<KnownPost>(
    `INSERT INTO posts (id, person_id, role, area_id, from_at)
     SELECT ${NEXT_ID} + n.nth, n.person_id, 'leader', n.area_id, $3
     FROM unnest($1::integer[], $2::integer[]) WITH ORDINALITY AS n (area_id, person_id, nth)
     RETURNING ${KNOWN}`,
    [leaders.map(({ areaId }) => areaId), leaders.map(({ personId }) => personId), at],
  );
  return rows;
}
