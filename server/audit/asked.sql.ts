import type { AuditAbout } from '#data/audit/audit-entry.ts';
import type { Db } from '#server/db/database.ts';

import type { StoredRow } from './audit.sql.ts';

/** What an auditor asks for. */
export interface AuditAsked {
  /** Rows before this one: the page after. */
  before: number | null;
  act: string | null;
  /** An account as it was called then, or somebody as they are called today. */
  accountName: string | null;
  thing: string | null;
  from: Date | null;
  to: Date | null;
}

/** A row with the names that whoever did it and what it was done to have today. */
export type NamedRow = StoredRow & { personName: string | null; about: AuditAbout | null };

/**
 * What a row is about, by its noun; null where that is no more, and for nouns that name no thing. Of an incident its number
 * alone: who told of it may stand in its words. A session was of the account that ended it. A post that was taken back
 * before it began is in what was said of it.
 */
const ABOUT = `CASE page.noun
  WHEN 'accounts' THEN (SELECT json_build_object('name', a.name, 'person', w.name)
    FROM accounts a JOIN people w ON w.id = a.person_id WHERE a.id = page.uuid)
  WHEN 'sessions' THEN (SELECT json_build_object('name', a.name, 'person', w.name)
    FROM accounts a JOIN people w ON w.id = a.person_id WHERE a.id = page.account_id)
  WHEN 'people' THEN (SELECT json_build_object('name', w.name) FROM people w WHERE w.id = page.id)
  WHEN 'posts' THEN (SELECT json_strip_nulls(json_build_object('person', w.name, 'role', coalesce(p.role, page.role),
      'place', coalesce(b.name, b.address, b.code, area.name, o.name),
      'placeEn', CASE WHEN b.id IS NULL THEN CASE WHEN area.name IS NULL THEN o.name_en ELSE area.name_en END END))
    FROM people w LEFT JOIN posts p ON p.id = page.id
      LEFT JOIN buildings b ON b.id = p.building_id
      LEFT JOIN organisations o ON o.id = p.organisation_id
      LEFT JOIN LATERAL (SELECT a.name, a.name_en FROM areas a WHERE a.id = p.area_id ORDER BY a.from_edition DESC LIMIT 1) area ON TRUE
    WHERE w.id = coalesce((SELECT q.person_id FROM posts q WHERE q.id = page.id), page.said_person))
  WHEN 'organisations' THEN (SELECT json_strip_nulls(json_build_object('name', o.name, 'nameEn', o.name_en))
    FROM organisations o WHERE o.id = page.id)
  WHEN 'devices' THEN (SELECT json_build_object('name', d.name, 'kind', d.kind) FROM devices d WHERE d.id = page.uuid)
  WHEN 'incidents' THEN (SELECT json_build_object('name', i.no) FROM incidents i WHERE i.id = page.uuid)
  WHEN 'units' THEN (SELECT json_build_object('name', u.name) FROM units u WHERE u.id = page.id)
  WHEN 'plans' THEN (SELECT json_build_object('name', p.name) FROM plans p WHERE p.id = page.uuid)
  WHEN 'editions' THEN (SELECT json_build_object('name', e.name) FROM editions e WHERE e.id = page.id AND e.name <> '')
END`;

/** Rows that are asked for, newest first, in one statement with the names of what they name by id. */
export async function selectAsked(db: Db, asked: AuditAsked, most: number): Promise<NamedRow[]> {
  const { before, act, accountName, thing, from, to } = asked;
  const { rows } = await db.query<NamedRow>(
    `WITH page AS MATERIALIZED (
       SELECT audit.*, CASE WHEN thing ~ '^[0-9]{1,10}$' THEN thing::bigint END AS id,
         CASE WHEN thing ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN thing::uuid END AS uuid,
         substring(said FROM '^\\{(?:"editionId":[0-9]+,)?"personId":([0-9]{1,10}),')::bigint AS said_person,
         substring(said FROM '"role":"([a-z-]+)"') AS role
       FROM audit
       WHERE ($1::bigint IS NULL OR audit.no < $1) AND ($2::text IS NULL OR act = $2) AND ($3::text IS NULL OR lower(account_name) = lower($3)
           OR account_id IN (SELECT a.id FROM accounts a JOIN people w ON w.id = a.person_id WHERE w.name = $3))
         AND ($4::text IS NULL OR thing = $4) AND ($5::timestamptz IS NULL OR at >= $5) AND ($6::timestamptz IS NULL OR at < $6)
       ORDER BY audit.no DESC LIMIT $7)
     SELECT page.no::float8 AS no, page.at, page.account_id AS "accountId", page.account_name AS "accountName",
       page.person_id AS "personId", page.address, page.act, page.noun, page.thing, page.said, page.hash, doer.name AS "personName", ${ABOUT} AS about
     FROM page LEFT JOIN accounts signed ON signed.id = page.account_id
       LEFT JOIN people doer ON doer.id = coalesce(page.person_id, signed.person_id)
     ORDER BY page.no DESC`,
    [before, act, accountName, thing, from, to, most],
  );
  return rows;
}
