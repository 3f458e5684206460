import type pg from 'pg';

/** What an edition consists of, and what becomes other when it comes into force. */
const TABLES: Record<string, string> = {
  editions: 'SELECT * FROM editions ORDER BY id',
  areas:
    'SELECT id, from_edition, to_edition, code, parent_id, level, kind, name, name_en, own_households, own_residents, own_counted_on, leader_id, owner_id, band, locked, geom, source, source_key FROM areas ORDER BY id, from_edition',
  lineage: 'SELECT * FROM lineage ORDER BY edition_id, from_area_id, to_area_id',
  plans: 'SELECT * FROM plans ORDER BY id',
  stream: 'SELECT last_no FROM stream',
  changes: `SELECT no, at, noun, kind, payload - 'versions' AS payload FROM changes WHERE noun <> 'district' ORDER BY no`,
};
/** What hangs on areas. */
const HANGING: Record<string, string> = {
  buildings: 'SELECT id, area_id, edition_id FROM buildings ORDER BY id',
  sites: 'SELECT id, area_id, edition_id FROM sites ORDER BY id',
  incidents: 'SELECT id, area_id, edition_id, state FROM incidents ORDER BY id',
  units: 'SELECT id, home_area_id FROM units ORDER BY id',
  posts: 'SELECT * FROM posts ORDER BY id',
  precincts: 'SELECT * FROM precinct_areas ORDER BY precinct_id, area_id',
};

/** A digest of each table's rows, and the edition in force. */
export type Digests = Record<string, string>;

export async function selectDigests(pool: pg.Pool): Promise<Digests> {
  const all = { ...TABLES, ...HANGING };
  const { rows } = await pool.query<Digests>(
    `SELECT ${Object.entries(all)
      .map(([name, sql]) => `(SELECT md5(coalesce(string_agg(t::text, E'\\n'), '')) FROM (${sql}) t) AS ${name}`)
      .join(', ')}, coalesce(edition_in_force()::text, '') AS "inForce"`, // prettier-ignore
  );
  return rows[0]!;
}

/** The tables in which two databases, or one before and after, are not the same. */
export function differing(a: Digests, b: Digests): string[] {
  return Object.keys(a).filter((name) => a[name] !== b[name]);
}

/** Of what is other: only an edition was published, and it waits; nothing that is in force has moved. */
export function isOnlyPublished(names: readonly string[]): boolean {
  return !names.includes('inForce') && names.every((name) => !(name in HANGING));
}

/** Numbers of changes that were left out, and editions that wait; both 0 in the end. */
export async function countLoose(pool: pg.Pool): Promise<{ missing: number; waiting: number }> {
  const { rows } = await pool.query<{ missing: number; waiting: number }>(
    `SELECT ((SELECT last_no FROM stream) - (SELECT count(*) FROM changes))::integer AS missing,
       (SELECT count(*) FROM editions WHERE waits)::integer AS waiting`,
  );
  return rows[0]!;
}

/** A precinct of some areas, and posts at them, so that there is something to follow. */
export async function insertPrecincts(pool: pg.Pool): Promise<void> {
  await pool.query(
    `INSERT INTO precincts (id, code, name, source_key) VALUES (1, 'P1', '片区', '1');
     INSERT INTO precinct_areas SELECT 1, id FROM areas WHERE level = (SELECT max(level) FROM areas)`,
  );
}
