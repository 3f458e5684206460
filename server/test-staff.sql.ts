import type pg from 'pg';

import { DISTRICT_ROLES, POST_ROLES } from '#data/people/person.ts';

import { startTestApp, testAccounts } from './test-app.ts';
import type { TestDatabase } from './db/test-database.ts';

const PASSWORD = 'a fine long password';
const square = (west: string): string =>
  `ST_Multi(ST_MakeEnvelope(${west}, 32, ${west} + 0.1, 32.1, 4490))`;

/** The account, and person, of the nth role. */
export const accountId = (nth: number): string =>
  `00000000-0000-4000-8000-${String(nth).padStart(12, '0')}`;

/** Two streets (2, 3) with a community each (4, 5) in a district (1), organisations 1 > 2 and 3, a house (1) in the first community. */
async function layGround(pool: pg.Pool): Promise<void> {
  await pool.query(`
    INSERT INTO levels VALUES (1, 'district', '区', 'District'), (2, 'street', '街道', 'Street'), (3, 'community', '社区', 'Community');
    INSERT INTO editions (id, valid_from) VALUES (1, '2026-01-01');
    INSERT INTO areas (id, from_edition, code, level, parent_id, name, geom, source_key)
    SELECT id, 1, 'a' || id, level, parent, 'a' || id, ${square('118 + CASE WHEN id IN (3, 5) THEN 0.1 ELSE 0 END')}, 'a' || id
    FROM (VALUES (1, 1, NULL), (2, 2, 1), (3, 2, 1), (4, 3, 2), (5, 3, 3)) AS a (id, level, parent);
    INSERT INTO organisations (id, parent_id, name, kind, source_key)
    VALUES (1, NULL, '街道办', 'department', '1'), (2, 1, '城管所', 'department', '2'), (3, NULL, '物业公司', 'company', '3');
    INSERT INTO buildings (id, code, use, area_id, edition_id, geom, source_key)
    VALUES (1, 'b1', 'residential', 4, 1, ${square('118')}, 'b1')`);
}

/**
 * A whole server over a database with somebody of each role who has an account: the person's and post's id is the role's
 * place in POST_ROLES, from 1.
 */
export async function startStaffed(
  database: TestDatabase,
  clock: () => Date,
  signIn: Parameters<typeof startTestApp>[3] = {},
) {
  const pool = database.ownerPool;
  await layGround(pool);
  const hash = await (await testAccounts()).passwords.hash(PASSWORD);
  for (const [i, role] of POST_ROLES.entries()) {
    const id = i + 1;
    const area = (DISTRICT_ROLES as readonly string[]).includes(role) ? null : 4;
    await pool.query(`INSERT INTO people (id, name, source_key) VALUES ($1, $2, $3)`, [id, role, `p${id}`]); // prettier-ignore
    await pool.query(`INSERT INTO posts (id, person_id, role, area_id, from_at) VALUES ($1, $1, $2, $3, '2026-01-01')`, [id, role, area]); // prettier-ignore
    await pool.query(
      `INSERT INTO accounts (id, name, name_key, person_id, password_hash, made_at) VALUES ($1, $2, $2, $3, $4, '2026-01-01')`,
      [accountId(id), role, id, hash],
    );
  }
  const server = await startTestApp(database.pool, clock, null, signIn);
  async function ask<T = Record<string, unknown>>(
    cookie: string,
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    payload?: object,
  ): Promise<{ status: number; body: T & { reason?: string; detail?: string }; cookie: string }> {
    const headers = {
      host: '127.0.0.1',
      origin: 'http://127.0.0.1',
      ...(cookie ? { cookie } : {}),
    };
    const answer = await server.app.inject({ method, url, ...(payload ? { payload } : {}), remoteAddress: '127.0.0.1', headers }); // prettier-ignore
    return { status: answer.statusCode, body: answer.json(), cookie: String(answer.headers['set-cookie'] ?? '').split(';')[0]! }; // prettier-ignore
  }
  const enter = async (name: string, password = PASSWORD): Promise<string> =>
    (await ask('', 'POST', '/api/sessions', { name, password })).cookie;
  return { server, ask, signIn: enter };
}
