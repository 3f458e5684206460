import type { Scope } from '#data/access/scope.ts';
import type { Organisation, Person, PostRole } from '#data/people/person.ts';
import { scopeCondition } from '#server/access/scope.sql.ts';
import type { Db } from '#server/db/database.ts';

/** What is asked of a list: a part of the name, or ids; the first `limit` of what is found. */
export interface NameQuery {
  /** '' for any. */
  q: string;
  /** null for any. */
  ids: readonly number[] | null;
  limit: number;
}

/** Somebody, and the posts that tell two of a name apart: at most three that hold, the leading one first. */
export interface FoundPerson extends Pick<Person, 'id' | 'name'> {
  posts: { role: PostRole; areaId: number | null; organisation: string | null }[];
}

/** More organisations than any district has. */
export const ORGANISATIONS_MAX = 20_000;

const NAMED = `($1 = '' OR strpos(lower(n.name), lower($1)) > 0) AND ($2::integer[] IS NULL OR n.id = ANY ($2))`;
const IN_ORDER = `starts_with(lower(n.name), lower($1)) DESC, length(n.name), n.name, n.id`;

/** People by a part of their name; whose name begins with it come first. */
export async function selectPeople(
  db: Db,
  asked: NameQuery,
  at: Date,
  scope: Scope,
): Promise<FoundPerson[]> {
  const columns = {
    area: 'w.area_id',
    organisation: 'w.organisation_id',
    building: 'w.building_id',
    people: null,
  };
  const { sql, values } = scopeCondition(scope, columns, 5);
  // Somebody is seen by the posts that are held where they may be seen.
  const seen =
    scope.kind === 'all'
      ? 'TRUE'
      : `EXISTS (SELECT FROM posts w WHERE w.person_id = n.id AND w.from_at <= $4 AND (w.to_at IS NULL OR w.to_at > $4) AND ${sql})`;
  const { rows } = await db.query<FoundPerson>(
    `SELECT n.id, n.name, ARRAY(
       SELECT json_build_object('role', p.role, 'areaId', p.area_id, 'organisation', o.name)
       FROM posts p LEFT JOIN organisations o ON o.id = p.organisation_id
       WHERE p.person_id = n.id AND p.from_at <= $4 AND (p.to_at IS NULL OR p.to_at > $4)
       ORDER BY p.role <> 'leader', p.from_at, p.id LIMIT 3) AS posts
     FROM people n WHERE ${NAMED} AND ${seen} ORDER BY ${IN_ORDER} LIMIT $3`,
    [asked.q, asked.ids, asked.limit, at, ...(scope.kind === 'all' ? [] : values)],
  );
  return rows;
}

/** An organisation with the one above it; `begins`: its name begins with what was asked. */
export interface FoundOrganisation extends Omit<Organisation, 'parentId'> {
  parent: string | null;
  begins: boolean;
}

/** Organisations by a part of their name in either language, in no order: Chinese is sorted by whoever asks. */
export async function selectOrganisations(
  db: Db,
  { q, ids }: Pick<NameQuery, 'q' | 'ids'>,
): Promise<FoundOrganisation[]> {
  const { rows } = await db.query<FoundOrganisation>(
    `SELECT n.id, n.name, n.name_en AS "nameEn", n.kind, above.name AS parent, starts_with(lower(n.name), lower($1)) AS begins
     FROM organisations n LEFT JOIN organisations above ON above.id = n.parent_id
     WHERE (n.closed_at IS NULL OR $2::integer[] IS NOT NULL) AND (${NAMED} OR ($1 <> '' AND strpos(lower(n.name_en), lower($1)) > 0 AND ($2::integer[] IS NULL OR n.id = ANY ($2))))
     LIMIT ${ORGANISATIONS_MAX}`,
    [q, ids],
  );
  return rows;
}

/** Ids of whoever is made here begin above those that samples and imports give. */
export const OWN_IDS = 999_999_999;

/** Somebody new; answers the id. */
export async function insertPerson(db: Db, name: string): Promise<number> {
  const { rows } = await db.query<{ id: number }>(
    `INSERT INTO people (id, name, source, source_key)
     SELECT n.id, $1, 'own', n.id::text FROM (SELECT 1 + greatest(${OWN_IDS}, max(id)) AS id FROM people) AS n RETURNING id`,
    [name],
  );
  return rows[0]!.id;
}

/** A new post; answers the id. */
export async function insertPost(
  db: Db,
  post: { personId: number; role: PostRole; areaId: number | null; organisationId: number | null; buildingId?: number | null; at: Date; to?: Date | null }, // prettier-ignore
): Promise<number> {
  const { rows } = await db.query<{ id: number }>(
    `INSERT INTO posts (id, person_id, role, area_id, organisation_id, building_id, from_at, to_at)
     SELECT 1 + greatest(${OWN_IDS}, max(id)), $1, $2, $3, $4, $5, $6, $7 FROM posts RETURNING id`,
    [post.personId, post.role, post.areaId, post.organisationId, post.buildingId ?? null, post.at, post.to ?? null], // prettier-ignore
  );
  return rows[0]!.id;
}

/** The first person by the age of the post who holds a role and has no account. */
export async function selectFirstHolder(db: Db, role: PostRole, at: Date): Promise<number | null> {
  const { rows } = await db.query<{ id: number }>(
    `SELECT p.person_id AS id FROM posts p
     WHERE p.role = $1 AND p.from_at <= $2 AND (p.to_at IS NULL OR p.to_at > $2)
       AND NOT EXISTS (SELECT FROM accounts a WHERE a.person_id = p.person_id)
     ORDER BY p.id LIMIT 1`,
    [role, at],
  );
  return rows[0]?.id ?? null;
}

/** The first organisation of a kind, those below another before those on top. */
export async function selectFirstOrganisation(db: Db, kind: string): Promise<number | null> {
  const { rows } = await db.query<{ id: number }>(
    'SELECT id FROM organisations WHERE kind = $1 AND closed_at IS NULL ORDER BY parent_id IS NULL, id LIMIT 1',
    [kind],
  );
  return rows[0]?.id ?? null;
}
