import type { Db } from '#server/db/database.ts';

/**
 * Tables that are never empty in a migrated database, and what there is of a district before it is one: tries at its door.
 * Whoever told of an incident is there only with it, and not for the server's role to read.
 */
const KEPT = ['migrations', 'stream', 'versions', 'account_links', 'sign_in_failures', 'audit', 'petitioners']; // prettier-ignore

/** Tables of the product that hold a row, beside those that always do; in the order of their names. */
export async function selectFilled(db: Db): Promise<string[]> {
  const { rows: tables } = await db.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'jingwei' AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND NOT c.relname = ANY ($1)
     ORDER BY 1`,
    [KEPT],
  );
  if (tables.length === 0) return [];
  const { rows } = await db.query<{ name: string }>(
    tables
      .map(({ name }) => `SELECT '${name}' AS name WHERE EXISTS (SELECT FROM jingwei."${name}")`)
      .join(' UNION ALL '),
  );
  return rows.map((row) => row.name);
}

/** The mark of a database that was made from the sample, and the district's time zone. */
export async function selectMade(
  db: Db,
): Promise<{ sample: { size: string; seed: number } | null; timeZone: string | null }> {
  const { rows } = await db.query<{
    sample: { size: string; seed: number } | null;
    timeZone: string | null;
  }>(
    `SELECT (SELECT json_build_object('size', size, 'seed', seed) FROM jingwei.sample_mark) AS sample,
       (SELECT time_zone FROM jingwei.district) AS "timeZone"`,
  );
  return rows[0]!;
}

/** The role that a connection has. */
export async function selectRole(db: Db): Promise<string> {
  const { rows } = await db.query<{ role: string }>('SELECT current_user AS role');
  return rows[0]!.role;
}
