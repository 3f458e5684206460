import type { OrganisationKind } from '#data/people/person.ts';
import type { OrganisationEntry, OrganisationWords } from '#data/people/managing.ts';
import type { Db } from '#server/db/database.ts';

import { ORGANISATIONS_MAX, OWN_IDS } from './people.sql.ts';

/** All organisations, each with how many posts of it are held now or will be. */
export async function selectTree(
  db: Db,
  at: Date,
): Promise<Omit<OrganisationEntry, 'mayChange'>[]> {
  const { rows } = await db.query<Omit<OrganisationEntry, 'mayChange' | 'closedAt'> & { closedAt: Date | null }>(
    `SELECT o.id, o.parent_id AS "parentId", o.name, o.name_en AS "nameEn", o.kind, o.closed_at AS "closedAt",
       (SELECT count(*)::integer FROM posts p WHERE p.organisation_id = o.id AND (p.to_at IS NULL OR p.to_at > $1)) AS posts
     FROM organisations o LIMIT ${ORGANISATIONS_MAX}`,
    [at],
  ); // prettier-ignore
  return rows.map((row) => ({ ...row, closedAt: row.closedAt?.toISOString() ?? null }));
}

/** An organisation as it is kept. */
export interface StoredOrganisation {
  id: number;
  parentId: number | null;
  name: string;
  nameEn: string | null;
  kind: OrganisationKind;
  closed: boolean;
}

export async function selectOrganisation(db: Db, id: number): Promise<StoredOrganisation | null> {
  const { rows } = await db.query<StoredOrganisation>(
    `SELECT id, parent_id AS "parentId", name, name_en AS "nameEn", kind, closed_at IS NOT NULL AS closed
     FROM organisations WHERE id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

/** A new organisation; answers the id. */
export async function insertOrganisation(
  db: Db,
  { name, nameEn, kind }: OrganisationWords,
  parentId: number | null,
): Promise<number> {
  const { rows } = await db.query<{ id: number }>(
    `INSERT INTO organisations (id, parent_id, name, name_en, kind, source, source_key)
     SELECT n.id, $1, $2, $3, $4, 'own', n.id::text
     FROM (SELECT 1 + greatest(${OWN_IDS}, max(id)) AS id FROM organisations) AS n RETURNING id`,
    [parentId, name, nameEn ?? null, kind],
  );
  return rows[0]!.id;
}

export async function updateOrganisation(
  db: Db,
  id: number,
  { name, nameEn, kind }: OrganisationWords,
): Promise<void> {
  await db.query('UPDATE organisations SET name = $2, name_en = $3, kind = $4 WHERE id = $1', [id, name, nameEn ?? null, kind]); // prettier-ignore
}

export async function updateParent(db: Db, id: number, parentId: number | null): Promise<void> {
  await db.query('UPDATE organisations SET parent_id = $2 WHERE id = $1', [id, parentId]);
}

export async function updateClosed(db: Db, id: number, at: Date): Promise<void> {
  await db.query('UPDATE organisations SET closed_at = $2 WHERE id = $1', [id, at]);
}

/** What still hangs on an organisation: those below it that are not closed, and posts that hold or will. */
export async function selectHanging(
  db: Db,
  id: number,
  at: Date,
): Promise<{ below: number; posts: number }> {
  const { rows } = await db.query<{ below: number; posts: number }>(
    `SELECT (SELECT count(*)::integer FROM organisations WHERE parent_id = $1 AND closed_at IS NULL) AS below,
       (SELECT count(*)::integer FROM posts WHERE organisation_id = $1 AND (to_at IS NULL OR to_at > $2)) AS posts`,
    [id, at],
  ); // prettier-ignore
  return rows[0]!;
}
