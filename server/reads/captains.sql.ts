import type { Scope } from '#data/access/scope.ts';
import { IN_AREA, scopeCondition } from '#server/access/scope.sql.ts';
import type { Db } from '#server/db/database.ts';

/** Buildings that have a captain at a time, by id, one captain each; at most so many. */
export async function selectCaptains(
  db: Db,
  at: Date,
  most: number,
  scope: Scope,
): Promise<{ buildingId: number; personId: number; name: string }[]> {
  const columns = { ...IN_AREA, area: 'b.area_id', building: 'b.id' };
  const { sql, values } = scopeCondition(scope, columns, 3);
  const { rows } = await db.query<{ buildingId: number; personId: number; name: string }>(
    `SELECT DISTINCT ON (p.building_id) p.building_id AS "buildingId", n.id AS "personId", n.name
     FROM posts p JOIN people n ON n.id = p.person_id JOIN buildings b ON b.id = p.building_id
     WHERE p.role = 'captain' AND p.building_id IS NOT NULL AND p.from_at <= $1 AND (p.to_at IS NULL OR p.to_at > $1) AND ${sql}
     ORDER BY p.building_id, n.id LIMIT $2`,
    [at, most, ...values],
  );
  return rows;
}

/** When, after a time, the next post of a building's captain begins or ends; null where none will. */
export async function selectNextTurn(db: Db, at: Date): Promise<Date | null> {
  const { rows } = await db.query<{ turn: Date | null }>(
    `SELECT least(min(from_at) FILTER (WHERE from_at > $1), min(to_at) FILTER (WHERE to_at > $1)) AS turn
     FROM posts WHERE role = 'captain' AND building_id IS NOT NULL`,
    [at],
  );
  return rows[0]!.turn;
}
