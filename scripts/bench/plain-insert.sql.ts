import type pg from 'pg';

/** What an edition is written to, and by which column of it its rows are found. */
const TABLES = { editions: 'id', areas: 'from_edition', lineage: 'edition_id' } as const;

/** Tables as those of editions, with their indexes and checks and no rows, in a schema of their own. */
export async function createEmptyTables(pool: pg.Pool): Promise<void> {
  await pool.query('CREATE SCHEMA bench');
  for (const table of Object.keys(TABLES)) await pool.query(`CREATE TABLE bench.${table} (LIKE ${table} INCLUDING ALL)`); // prettier-ignore
}

/**
 * Inserts the rows of an edition once more into tables that are empty, each table's by one bare statement, in one
 * transaction.
 *
 * @returns ms that it took, and how many rows there were
 */
export async function insertPlainly(
  pool: pg.Pool,
  editionId: number,
): Promise<{ ms: number; rows: number }> {
  const client = await pool.connect();
  try {
    const statements: string[] = [];
    for (const [table, key] of Object.entries(TABLES)) {
      const { rows } = await client.query<{ columns: string }>(
        `SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS columns
           FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity = ''`,
        [table],
      );
      const { columns } = rows[0]!;
      statements.push(`INSERT INTO bench.${table} (${columns}) SELECT ${columns} FROM ${table} WHERE ${key} = $1`); // prettier-ignore
    }
    await client.query(
      `TRUNCATE ${Object.keys(TABLES)
        .map((table) => `bench.${table}`)
        .join()}`,
    );
    let count = 0;
    const began = performance.now();
    await client.query('BEGIN');
    for (const sql of statements) count += (await client.query(sql, [editionId])).rowCount ?? 0;
    await client.query('COMMIT');
    return { ms: performance.now() - began, rows: count };
  } finally {
    client.release();
  }
}
