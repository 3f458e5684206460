import { createHash, randomUUID } from 'node:crypto';

import type pg from 'pg';

import type { PostRole } from '#data/people/person.ts';

/** For tests and proofs: somebody new with a post and a session; answers the cookie that it is known by. */
export async function insertTestSession(
  ownerPool: pg.Pool,
  who: { personId: number; role: PostRole | null; areaId?: number | null; organisationId?: number | null; at: Date }, // prettier-ignore
): Promise<string> {
  const { personId, role, areaId = null, organisationId = null, at } = who;
  await ownerPool.query(`INSERT INTO people (id, name, source_key) VALUES ($1, $2, $2)`, [personId, `p${personId}`]); // prettier-ignore
  if (role !== null)
    await ownerPool.query(
      `INSERT INTO posts (id, person_id, role, area_id, organisation_id, from_at) VALUES ($1, $1, $2, $3, $4, '2026-01-01')`,
      [personId, role, areaId, organisationId],
    );
  const account = randomUUID();
  await ownerPool.query(
    `INSERT INTO accounts (id, name, name_key, person_id, made_at) VALUES ($1, $2, $2, $3, $4)`,
    [account, `a${personId}`, personId, at],
  );
  const secret = createHash('sha256').update(`${account} ${personId}`).digest('base64url');
  await ownerPool.query(
    `INSERT INTO sessions (secret_hash, id, account_id, made_at, seen_at, address, agent) VALUES ($1, $2, $3, $4, $4, '', '')`,
    [createHash('sha256').update(secret).digest(), randomUUID(), account, at],
  );
  return `jingwei=${secret}`;
}
