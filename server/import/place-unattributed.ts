import type pg from 'pg';

import { placeAgain } from '#server/place-again.ts';

/** Rows without a cell, from before there were areas, get theirs; those outside every area stay without. */
export async function placeUnattributed(
  db: pg.PoolClient,
  cellAt: (lng: number, lat: number) => number | null,
  editionId: number,
): Promise<void> {
  for (const table of ['buildings', 'sites', 'incidents'] as const)
    await placeAgain(db, table, [], { id: editionId, cellAt });
}
