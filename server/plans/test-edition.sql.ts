import type pg from 'pg';

import type { AreaWithBorder, Level } from '#data/areas/area.ts';
import { toEwkbHex } from '#server/db/ewkb.ts';

/** The first edition of an empty database, for tests: with person 7 and organisation 3, whom random acts name. */
export async function insertTestEdition(
  ownerPool: pg.Pool,
  levels: readonly Level[],
  areas: readonly Pick<AreaWithBorder, 'id' | 'code' | 'parentId' | 'level' | 'kind' | 'name' | 'nameEn' | 'coordinates'>[], // prettier-ignore
): Promise<void> {
  await ownerPool.query(
    `INSERT INTO people (id, name, source_key) VALUES (7, '王一', '7');
     INSERT INTO organisations (id, name, kind, source_key) VALUES (3, '大学', 'company', '3');
     INSERT INTO editions VALUES (1, '2026-01-01')`,
  );
  for (const { rank, key, nameZh, nameEn } of levels)
    await ownerPool.query('INSERT INTO levels VALUES ($1, $2, $3, $4)', [rank, key, nameZh, nameEn]); // prettier-ignore
  for (const { id, code, parentId, level, kind, name, nameEn, coordinates } of areas)
    await ownerPool.query(
      `INSERT INTO areas (id, from_edition, code, parent_id, level, kind, name, name_en, geom, source_key)
       VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8, $2)`,
      [id, code, parentId, level, kind, name, nameEn, toEwkbHex({ type: 'MultiPolygon', coordinates })], // prettier-ignore
    );
}
