import type pg from 'pg';

/** The index that pg_trgm is fastest with when the most alike are asked for; the table is the product's own. */
export async function indexAddresses(owner: pg.Pool): Promise<void> {
  await owner.query('CREATE INDEX bench_buildings_address ON buildings USING gist (address gist_trgm_ops(siglen = 64))'); // prettier-ignore
  await owner.query('ANALYZE buildings');
}

/** The twenty buildings whose address is most similar to a text: by the index, or by looking at every row. */
export async function selectMostSimilar(
  pool: pg.Pool,
  text: string,
  indexed: boolean,
): Promise<number[]> {
  const { rows } = await pool.query<{ id: number }>(
    indexed
      ? 'SELECT id FROM buildings WHERE address IS NOT NULL ORDER BY address <-> $1 LIMIT 20'
      : 'SELECT id FROM buildings WHERE address IS NOT NULL ORDER BY similarity(address, $1) DESC LIMIT 20',
    [text],
  );
  return rows.map(({ id }) => id);
}
