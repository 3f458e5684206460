import type { Db } from './database.ts';

/** Tables of what stands or happens somewhere, and names the cell that holds it and the edition that said so. */
export type Attributed = 'buildings' | 'sites' | 'incidents';

const typeOfId = (table: Attributed): string => (table === 'incidents' ? 'uuid' : 'integer');

/** The next placed rows that belong to one of some cells or to none, in the order of their ids, at most `limit`. */
export async function selectAttributed(
  db: Db,
  table: Attributed,
  asked: { cells: readonly number[]; openOnly: boolean; afterId: string | null; limit: number },
): Promise<{ id: string; areaId: number | null; geom: Buffer }[]> {
  const { rows } = await db.query<{ id: string; areaId: number | null; geom: Buffer }>(
    `SELECT id::text AS id, area_id AS "areaId", ST_AsBinary(geom, 'NDR') AS geom FROM ${table} t
     WHERE (area_id IS NULL OR area_id = ANY ($1::integer[])) AND geom IS NOT NULL
       ${asked.openOnly ? `AND state = 'open'` : ''}
       AND ($2::text IS NULL OR t.id > $2::${typeOfId(table)})
     ORDER BY t.id LIMIT $3`,
    [asked.cells, asked.afterId, asked.limit],
  );
  return rows;
}

/** Rows belong to these cells now; null for none. Of what is to be open, nothing that has been closed meanwhile. */
export async function updateAttribution(
  db: Db,
  table: Attributed,
  rows: readonly { id: string; areaId: number | null }[],
  editionId: number,
  openOnly: boolean,
): Promise<void> {
  await db.query(
    `UPDATE ${table} t SET area_id = n.area_id, edition_id = CASE WHEN n.area_id IS NULL THEN NULL ELSE $3::integer END
     FROM unnest($1::text[], $2::integer[]) AS n (id, area_id)
     WHERE t.id = n.id::${typeOfId(table)} ${openOnly ? `AND t.state = 'open'` : ''}`,
    [rows.map(({ id }) => id), rows.map(({ areaId }) => areaId), editionId],
  );
}
