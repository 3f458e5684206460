import type { Db } from '#server/db/database.ts';

import { FIRST_POST_FIRST, peopleAt, WHERE_PERSON_IS } from './search.sql.ts';

/** Things that were found, by noun. */
type Found = Record<'buildings' | 'people' | 'sites' | 'units', number[]>;

/** In which area each of some things is now, by noun and id (`sites 7`); null for none, nothing for what is no more. */
export async function selectWhereNow(
  db: Db,
  found: Found,
  at: Date,
): Promise<Map<string, number | null>> {
  const { rows } = await db.query<{ thing: string; areaId: number | null }>(
    `SELECT 'buildings ' || id AS thing, area_id AS "areaId" FROM buildings WHERE id = ANY ($1::integer[])
     UNION ALL SELECT 'sites ' || id, area_id FROM sites WHERE id = ANY ($2::integer[])
     UNION ALL SELECT 'units ' || id, home_area_id FROM units WHERE id = ANY ($3::integer[])
     UNION ALL (SELECT DISTINCT ON (n.id) 'people ' || n.id, ${WHERE_PERSON_IS}
       FROM ${peopleAt('$5')}
       WHERE n.id = ANY ($4::integer[])
       ORDER BY ${FIRST_POST_FIRST})`,
    [found.buildings, found.sites, found.units, found.people, at],
  );
  return new Map(rows.map(({ thing, areaId }) => [thing, areaId]));
}
