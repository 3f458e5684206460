import type { DirectoryQuery, PersonLine } from '#data/people/managing.ts';
import type { Scope } from '#data/access/scope.ts';
import type { PostRole } from '#data/people/person.ts';
import { scopeCondition } from '#server/access/scope.sql.ts';
import type { Db } from '#server/db/database.ts';

/** A post with the names of what it names, and where its building is. */
export interface NamedPost {
  id: number;
  person: { id: number; name: string };
  role: PostRole;
  areaId: number | null;
  area: string | null;
  organisationId: number | null;
  organisation: string | null;
  buildingId: number | null;
  building: string | null;
  buildingAreaId: number | null;
  fromAt: string;
  toAt: string | null;
  substitute: { id: number; name: string; fromAt: string; toAt: string | null } | null;
}

/** As `Date.toISOString` says it, for what is made as JSON in SQL. */
const iso = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const NAMED_POST = `
  SELECT p.id, json_build_object('id', w.id, 'name', w.name) AS person, p.role,
    p.area_id AS "areaId",
    (SELECT a.name FROM areas a WHERE a.id = p.area_id ORDER BY a.from_edition DESC LIMIT 1) AS area,
    p.organisation_id AS "organisationId", o.name AS organisation,
    p.building_id AS "buildingId", coalesce(b.name, b.address, b.code) AS building, b.area_id AS "buildingAreaId",
    ${iso('p.from_at')} AS "fromAt", ${iso('p.to_at')} AS "toAt",
    CASE WHEN p.substitute_id IS NOT NULL THEN json_build_object('id', s.id, 'name', s.name,
      'fromAt', ${iso('p.substitute_from_at')}, 'toAt', ${iso('p.substitute_to_at')}) END AS substitute
  FROM posts p JOIN people w ON w.id = p.person_id
    LEFT JOIN people s ON s.id = p.substitute_id
    LEFT JOIN organisations o ON o.id = p.organisation_id
    LEFT JOIN buildings b ON b.id = p.building_id`;

/** Of one person so many posts are shown; nobody has had more than a few dozen. */
const POSTS_MAX = 500;

/** All posts that somebody has, had or will have, and those stood in for; the newest first. */
export async function selectPostsOf(db: Db, personId: number): Promise<NamedPost[]> {
  const { rows } = await db.query<NamedPost>(
    `${NAMED_POST} WHERE p.person_id = $1 OR p.substitute_id = $1
     ORDER BY p.to_at IS NOT NULL, p.from_at DESC, p.id DESC LIMIT ${POSTS_MAX}`,
    [personId],
  );
  return rows;
}

/** The posts of somebody that hold or will, and those stood in for, all of them: what decides who manages whom. */
export async function selectLasting(db: Db, personId: number, at: Date): Promise<NamedPost[]> {
  const { rows } = await db.query<NamedPost>(
    `${NAMED_POST} WHERE (p.person_id = $1 OR p.substitute_id = $1) AND (p.to_at IS NULL OR p.to_at > $2)`,
    [personId, at],
  );
  return rows;
}

/** Ends the links by which somebody sets a password: they were made for whoever held less. */
export async function deleteLinksOf(db: Db, personId: number): Promise<void> {
  await db.query(
    'DELETE FROM account_links WHERE account_id IN (SELECT id FROM accounts WHERE person_id = $1)',
    [personId],
  );
}

/** One post; null where there is none of this id. */
export async function selectPost(db: Db, id: number): Promise<NamedPost | null> {
  const { rows } = await db.query<NamedPost>(`${NAMED_POST} WHERE p.id = $1`, [id]);
  return rows[0] ?? null;
}

/** Somebody by id; null for nobody. */
export async function selectPerson(
  db: Db,
  id: number,
): Promise<{ id: number; name: string } | null> {
  const { rows } = await db.query<{ id: number; name: string }>('SELECT id, name FROM people WHERE id = $1', [id]); // prettier-ignore
  return rows[0] ?? null;
}

export async function updatePersonName(db: Db, id: number, name: string): Promise<void> {
  await db.query('UPDATE people SET name = $2 WHERE id = $1', [id, name]);
}

const PAGE = 50;
/** What a post is held for: the narrowest that it names, as `may` is asked of it. */
const HELD_FOR = {
  area: 'CASE WHEN p.building_id IS NULL THEN p.area_id ELSE (SELECT b.area_id FROM buildings b WHERE b.id = p.building_id) END',
  organisation: 'CASE WHEN num_nonnulls(p.area_id, p.building_id) = 0 THEN p.organisation_id END',
  building: 'p.building_id',
  people: null,
};

/**
 * A page of those whom somebody may see who manages within a scope: whose posts lie in it, and who has none. Of posts those
 * in it that hold or will; `others` where there are more beyond it.
 */
export async function selectDirectory(
  db: Db,
  scope: Scope,
  at: Date,
  { q = '', role, organisationId, only, after }: DirectoryQuery,
): Promise<{ people: PersonLine[]; count: number; next: number | null }> {
  const { sql: inScope, values } = scopeCondition(scope, HELD_FOR, 7);
  const lasting = `(p.to_at IS NULL OR p.to_at > $1)`;
  const held = `SELECT FROM posts p WHERE p.person_id = n.id AND ${lasting}`;
  const seen = inScope === 'TRUE' ? 'TRUE' : `(NOT EXISTS (${held}) OR EXISTS (${held} AND ${inScope}))`; // prettier-ignore
  const asked = [at, q.trim(), role ?? null, organisationId ?? null, only ?? null, after ?? null, ...values]; // prettier-ignore
  const { rows } = await db.query<PersonLine & { count: number }>(
    `WITH found AS MATERIALIZED (
       SELECT n.id, n.name FROM people n
       WHERE ($2 = '' OR strpos(lower(n.name), lower($2)) > 0)
         AND ($3::text IS NULL OR EXISTS (${held} AND p.role = $3 AND ${inScope}))
         AND ($4::integer IS NULL OR EXISTS (${held} AND ${inScope}
           AND p.organisation_id IN (SELECT organisations_within(ARRAY[$4::integer]))))
         AND ($5::text IS NULL OR CASE $5 WHEN 'no-post' THEN NOT EXISTS (${held})
           ELSE ($5 = 'account') = EXISTS (SELECT FROM accounts a WHERE a.person_id = n.id) END)
         AND ${seen}
     ), paged AS (
       SELECT * FROM found
       WHERE $6::integer IS NULL OR (name, id) > (SELECT n.name, n.id FROM people n WHERE n.id = $6 AND ${seen})
       ORDER BY name, id LIMIT ${PAGE + 1}
     )
     SELECT n.id, n.name, (SELECT count(*)::integer FROM found) AS count,
       ARRAY(SELECT row_to_json(x) FROM (${NAMED_POST} WHERE p.person_id = n.id AND ${lasting} AND ${inScope} ORDER BY p.from_at, p.id LIMIT 3) AS x) AS posts,
       EXISTS (${held} AND NOT ${inScope}) AS others,
       (SELECT json_build_object('name', a.name, 'disabled', a.disabled_at IS NOT NULL) FROM accounts a WHERE a.person_id = n.id) AS account
     FROM paged n ORDER BY n.name, n.id`,
    asked,
  );
  const people = rows.slice(0, PAGE).map(({ count: _, ...line }) => line);
  return {
    people,
    count: rows[0]?.count ?? 0,
    next: rows.length > PAGE ? people.at(-1)!.id : null,
  };
}

/** Whether an area is one of those in force. */
export async function selectHasArea(db: Db, id: number): Promise<boolean> {
  const { rows } = await db.query(
    `SELECT FROM areas WHERE id = $1 AND from_edition <= edition_in_force()
       AND (to_edition IS NULL OR to_edition > edition_in_force())`,
    [id],
  );
  return rows.length > 0;
}

/** The area of a building; undefined where there is no such building, null where it lies in none. */
export async function selectAreaOfBuilding(db: Db, id: number): Promise<number | null | undefined> {
  const { rows } = await db.query<{ areaId: number | null }>('SELECT area_id AS "areaId" FROM buildings WHERE id = $1', [id]); // prettier-ignore
  return rows[0]?.areaId;
}

/** A post ends at a time, or goes on without an end; whoever stands in does so no longer than it. */
export async function updatePostEnd(db: Db, id: number, at: Date | null): Promise<void> {
  await db.query('UPDATE posts SET to_at = $2 WHERE id = $1', [id, at]);
}

/** A post that has not begun is taken back. */
export async function deletePost(db: Db, id: number): Promise<void> {
  await db.query('DELETE FROM posts WHERE id = $1', [id]);
}

export async function updateSubstitute(
  db: Db,
  id: number,
  substitute: { personId: number; fromAt: Date; toAt: Date | null } | null,
): Promise<void> {
  await db.query(
    'UPDATE posts SET substitute_id = $2, substitute_from_at = $3, substitute_to_at = $4 WHERE id = $1',
    [id, substitute?.personId ?? null, substitute?.fromAt ?? null, substitute?.toAt ?? null],
  );
}

/** Whether somebody who can sign in manages the whole district at a time: an administrator with a password and an account in use. */
export async function selectIsManaged(db: Db, at: Date, demo: boolean): Promise<boolean> {
  const { rows } = await db.query<{ is: boolean }>(
    `SELECT EXISTS (
       SELECT FROM posts p JOIN accounts a ON a.person_id = p.person_id
       WHERE p.role = 'administrator' AND p.from_at <= $1 AND (p.to_at IS NULL OR p.to_at > $1)
         AND p.building_id IS NULL AND p.organisation_id IS NULL
         AND (p.area_id IS NULL OR EXISTS (SELECT FROM area_parents() r WHERE r.area_id = p.area_id AND r.parent_id IS NULL))
         AND a.disabled_at IS NULL AND a.password_hash IS NOT NULL AND (NOT a.demo OR $2)) AS is`,
    [at, demo],
  );
  return rows[0]!.is;
}

/** "PEOPLE": who manages does so one after the other, so that ids, rings and the last administrator are looked at by one alone. */
const LOCK = 0x50454f504c45;

/** Of those who manage people, posts, organisations and accounts one at a time, until the transaction ends. */
export async function lockManaging(db: Db): Promise<void> {
  await db.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
}
