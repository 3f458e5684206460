import type { AccountsQuery, ManagedAccount } from '#data/accounts/managing.ts';
import type { Scope } from '#data/access/scope.ts';
import { scopeCondition } from '#server/access/scope.sql.ts';
import type { Db } from '#server/db/database.ts';

/** Accounts that are asked for, by name: of those whom somebody manages within a scope wholly, and one more than `most` where there are more. */
export async function selectManaged(
  db: Db,
  scope: Scope,
  at: Date,
  holds: { madeAt: Date; seenAt: Date },
  { q = '', personId, only, after }: AccountsQuery,
  most: number,
  issuer: string | null,
): Promise<ManagedAccount[]> {
  const { sql: inScope, values } = scopeCondition(
    scope,
    {
      area: 'CASE WHEN p.building_id IS NULL THEN p.area_id ELSE (SELECT b.area_id FROM buildings b WHERE b.id = p.building_id) END',
      organisation:
        'CASE WHEN num_nonnulls(p.area_id, p.building_id) = 0 THEN p.organisation_id END',
      building: 'p.building_id',
      people: null,
    },
    10,
  );
  const managed = `NOT EXISTS (SELECT FROM posts p WHERE (p.person_id = a.person_id OR p.substitute_id = a.person_id)
         AND (p.to_at IS NULL OR p.to_at > $1) AND NOT ${inScope})`;
  const { rows } = await db.query<Omit<ManagedAccount, 'disabledAt' | 'madeAt' | 'linkEndsAt' | 'linkedAt' | 'seenAt'> & { disabledAt: Date | null; madeAt: Date; linkEndsAt: Date | null; linkedAt: Date | null; seenAt: Date | null }>(
    `SELECT a.id, a.name, json_build_object('id', n.id, 'name', n.name) AS person, a.demo,
       a.disabled_at AS "disabledAt", a.made_at AS "madeAt", a.password_hash IS NOT NULL AS "hasPassword",
       (SELECT max(l.ends_at) FROM account_links l WHERE l.account_id = a.id AND l.ends_at > $1) AS "linkEndsAt",
       EXISTS (SELECT FROM account_codes c WHERE c.account_id = a.id AND c.confirmed_at IS NOT NULL) AS "secondStep",
       (SELECT i.made_at FROM identities i WHERE i.account_id = a.id AND i.issuer = $9::text) AS "linkedAt",
       s.count::integer AS sessions, s.seen_at AS "seenAt"
     FROM accounts a JOIN people n ON n.id = a.person_id
       CROSS JOIN LATERAL (SELECT count(*) AS count, max(seen_at) AS seen_at FROM sessions
         WHERE account_id = a.id AND made_at > $2 AND seen_at > $3) AS s
     WHERE ($4 = '' OR strpos(lower(a.name), lower($4)) > 0 OR strpos(lower(n.name), lower($4)) > 0)
       AND ($5::integer IS NULL OR a.person_id = $5)
       AND ($6::text IS NULL OR ($6 = 'disabled') = (a.disabled_at IS NOT NULL))
       AND ($7::uuid IS NULL OR (a.name_key, a.id) > (SELECT a.name_key, a.id FROM accounts a WHERE a.id = $7 AND ${managed}))
       AND ${managed}
     ORDER BY a.name_key, a.id LIMIT $8`,
    [at, holds.madeAt, holds.seenAt, q.trim(), personId ?? null, only ?? null, after ?? null, most + 1, issuer, ...values],
  ); // prettier-ignore
  return rows.map((row) => ({
    ...row,
    disabledAt: row.disabledAt?.toISOString() ?? null,
    madeAt: row.madeAt.toISOString(),
    linkEndsAt: row.linkEndsAt?.toISOString() ?? null,
    linkedAt: row.linkedAt?.toISOString() ?? null,
    seenAt: row.seenAt?.toISOString() ?? null,
  }));
}

/** An account, as far as it says what may be done to it. */
export interface AccountStanding {
  id: string;
  name: string;
  personId: number;
  demo: boolean;
  disabled: boolean;
  hasPassword: boolean;
}

/** Whose an account is, and how it stands; null where there is none. */
export async function selectStanding(db: Db, id: string): Promise<AccountStanding | null> {
  const { rows } = await db.query<AccountStanding>(
    `SELECT id, name, person_id AS "personId", demo, disabled_at IS NOT NULL AS disabled,
       password_hash IS NOT NULL AS "hasPassword" FROM accounts WHERE id = $1 FOR UPDATE`,
    [id],
  ); // prettier-ignore
  return rows[0] ?? null;
}

export async function selectHasAccount(db: Db, personId: number): Promise<boolean> {
  const { rows } = await db.query('SELECT FROM accounts WHERE person_id = $1', [personId]);
  return rows.length > 0;
}

/** Another name to sign in by; false where another account has it. */
export async function updateName(db: Db, id: string, name: string, key: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE accounts SET name = $2, name_key = $3
     WHERE id = $1 AND NOT EXISTS (SELECT FROM accounts WHERE name_key = $3 AND id <> $1)`,
    [id, name, key],
  );
  return rowCount === 1;
}

/** Disabled from a time on, or enabled again. */
export async function updateDisabled(db: Db, id: string, at: Date | null): Promise<void> {
  await db.query('UPDATE accounts SET disabled_at = $2 WHERE id = $1', [id, at]);
}
