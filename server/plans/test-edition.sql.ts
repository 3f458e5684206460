import type pg from 'pg';

import type { AreaWithBorder, Level } from '#data/areas/area.ts';
import { dissolve } from '#data/coverage/dissolve.ts';
import { gridFrom } from '#data/fixtures/grid-from.ts';
import { coverageOf } from '#data/fixtures/sound.ts';
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

/** Squares of 1,000 lattice steps; a cell a letter, A is 1; their lower left corner lies here. */
export const DRAWING = 'AABBC/AADDC/EEDDC/FFFGG/HHIGG';
export const [DRAWN_WEST, DRAWN_SOUTH] = [1_188_000_000, 320_000_000];

/** The drawing as the first edition: the district 100, grids 101 to 103, and the cells below them. */
export async function insertDrawing(ownerPool: pg.Pool): Promise<void> {
  const coverage = coverageOf(gridFrom(DRAWING));
  const gridOf = (cell: number): number => (cell <= 4 ? 101 : cell <= 7 ? 102 : 103);
  const areasOf = (level: number, labelOf: (cell: number) => number, parentOf: (id: number) => number | null) =>
    [...dissolve(coverage, labelOf)].map(([id, coordinates]) => ({ id, code: `C${id}`, parentId: parentOf(id), level, kind: 'comprehensive' as const, name: `区域${id}`, nameEn: null, coordinates })); // prettier-ignore
  await insertTestEdition(
    ownerPool,
    ['district', 'grid', 'micro-grid'].map((key, i) => ({ rank: i + 1, key, nameZh: key, nameEn: key })), // prettier-ignore
    [
      ...areasOf(1, () => 100, () => null),
      ...areasOf(2, gridOf, () => 100),
      ...areasOf(3, (cell) => cell, gridOf),
    ], // prettier-ignore
  );
}
