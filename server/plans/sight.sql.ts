import type { AreaPost } from '#data/access/who-gains-sight.ts';
import type { Db } from '#server/db/database.ts';

/** A post at an area, or a wall that shows one, and whose it is. */
export interface NamedAreaPost extends AreaPost {
  noun: 'people' | 'devices';
  name: string;
}

/**
 * Posts at areas that hold at a time or will, those of substitutes too, and walls. A post for a building is not one at an
 * area, one of the whole district names its area, or none: then it is left out, for it sees all and gains nothing.
 */
export async function selectAreaPosts(db: Db, at: Date): Promise<NamedAreaPost[]> {
  const { rows } = await db.query<NamedAreaPost>(
    `SELECT 'people' AS noun, 'people ' || w.id AS holder, w.name, p.role, p.area_id AS "areaId"
     FROM posts p JOIN people w ON w.id = p.person_id OR (w.id = p.substitute_id AND (p.substitute_to_at IS NULL OR p.substitute_to_at > $1))
     WHERE p.area_id IS NOT NULL AND p.building_id IS NULL AND (p.to_at IS NULL OR p.to_at > $1)
     UNION ALL
     SELECT 'devices', 'devices ' || id, name, 'wall', area_id FROM devices
     WHERE kind = 'wall' AND revoked_at IS NULL AND secret_hash IS NOT NULL AND area_id IS NOT NULL`,
    [at],
  );
  return rows;
}

/** Names of people. */
export async function selectNames(db: Db, ids: readonly number[]): Promise<Map<number, string>> {
  const { rows } = await db.query<{ id: number; name: string }>('SELECT id, name FROM people WHERE id = ANY ($1)', [ids]); // prettier-ignore
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Holders of posts of the whole district that name no area: they see all already. */
export async function selectDistrictPosts(
  db: Db,
  at: Date,
): Promise<Pick<NamedAreaPost, 'holder' | 'role'>[]> {
  const { rows } = await db.query<Pick<NamedAreaPost, 'holder' | 'role'>>(
    `SELECT 'people ' || person_id AS holder, role FROM posts
     WHERE num_nonnulls(area_id, organisation_id, building_id) = 0 AND from_at <= $1 AND (to_at IS NULL OR to_at > $1)`,
    [at],
  );
  return rows;
}
