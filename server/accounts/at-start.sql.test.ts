import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';

import { DEMO_PASSWORD } from '#data/accounts/demo.ts';
import { POST_ROLES } from '#data/people/person.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { selectFilled } from '#server/db/filled.sql.ts';
import { startTestApp, testAccounts } from '#server/test-app.ts';

import { makeFirstLink } from './first-link.ts';
import { keepDemo } from './keep-demo.ts';

const NOW = new Date('2026-06-01T08:00:00Z');
const clock = (): Date => NOW;
const SQUARE = 'ST_Multi(ST_MakeEnvelope(118, 32, 118.1, 32.1, 4490))';

let database: TestDatabase;
let means: Parameters<typeof keepDemo>[0] & Parameters<typeof makeFirstLink>[0];
beforeAll(async () => {
  database = await testDatabase();
  means = { pool: database.pool, clock, newId: randomUUID, ...(await testAccounts()), settings: { signIn: { provider: null } } }; // prettier-ignore
});
afterAll(() => database?.drop());
beforeEach(async () => {
  await database.ownerPool.query(`
    TRUNCATE accounts, sessions, account_links, posts, people, organisations, areas, editions, levels CASCADE;
    INSERT INTO levels VALUES (1, 'district', '区', 'District'), (2, 'street', '街道', 'Street'), (3, 'community', '社区', 'Community');
    INSERT INTO editions (id, valid_from) VALUES (1, '2026-01-01');
    INSERT INTO areas (id, from_edition, code, level, parent_id, name, geom, source_key)
    VALUES (1, 1, 'd', 1, NULL, 'd', ${SQUARE}, 'd'), (2, 1, 's', 2, 1, 's', ${SQUARE}, 's'), (3, 1, 'c', 3, 2, 'c', ${SQUARE}, 'c');
    INSERT INTO organisations (id, parent_id, name, kind, source_key)
    VALUES (1, NULL, 'o', 'department', '1'), (2, 1, 'p', 'department', '2'), (3, 2, 'q', 'station', '3');
    INSERT INTO people (id, name, source_key) SELECT n, n::text, n::text FROM generate_series(1, 9) AS n;
    INSERT INTO posts (id, person_id, role, area_id, from_at)
    SELECT n, n, (ARRAY['worker', 'leader', 'assistant', 'captain', 'mediator', 'volunteer', 'police', 'squad', 'worker'])[n], 3, '2026-01-01'
    FROM generate_series(1, 9) AS n`);
});

/** Sign in by name, as a server would that may have demo accounts or not. */
async function tryNames(names: readonly string[], demo: boolean, remoteAddress = '127.0.0.1') {
  const server = await startTestApp(database.pool, clock, null, { demo, plain: true });
  try {
    const offered = await server.app.inject({ url: '/api/accounts/demo', remoteAddress });
    const answers = [];
    for (const name of names) {
      const payload = { name, password: DEMO_PASSWORD };
      answers.push(await server.app.inject({ method: 'POST', url: '/api/sessions', payload, remoteAddress })); // prettier-ignore
    }
    return { offered: offered.json(), answers };
  } finally {
    await server.close();
  }
}

it('a sample has an account for each role, on the machine itself alone', async () => {
  await keepDemo(means, true);
  await keepDemo(means, true);
  const { offered, answers } = await tryNames(POST_ROLES, true);
  expect(offered).toEqual({ names: [...POST_ROLES].sort(), password: DEMO_PASSWORD });
  expect(answers.map((one) => [one.statusCode, one.json().posts?.[0].role])).toEqual(POST_ROLES.map((role) => [200, role])); // prettier-ignore
  const posts = Object.fromEntries(answers.map((one) => [one.json().name, one.json().posts[0]]));
  expect(posts['street-officer']).toMatchObject({ areaId: 2 });
  expect(posts['community-officer']).toMatchObject({ areaId: 3 });
  expect(posts['handler']).toMatchObject({ areaId: null, organisationId: 2 });
  expect(posts['station-leader']).toMatchObject({ organisationId: 3 });
  // The sample's own people walk; the thirteen who sit at desks are new.
  expect(answers.filter((one) => one.json().person.id <= 9)).toHaveLength(8);
  const { rows } = await database.ownerPool.query('SELECT count(*)::integer AS n FROM people');
  expect(rows).toEqual([{ n: 9 + 13 }]);

  const far = await tryNames(['planner'], true, '10.1.1.1');
  expect(far.offered).toEqual({ names: [], password: null });
  expect(far.answers[0]!.statusCode).toBe(401);
  const open = await tryNames(['planner'], false);
  expect([open.answers[0]!.statusCode, open.offered.names]).toEqual([401, []]);
});

it('a session of a demo account is none from elsewhere, nor where demo accounts may not be', async () => {
  await keepDemo(means, true);
  const { answers } = await tryNames(['planner'], true);
  const cookie = String(answers[0]!.headers['set-cookie']).split(';')[0]!;
  const me = async (demo: boolean, remoteAddress: string): Promise<number> => {
    const server = await startTestApp(database.pool, clock, null, { demo, plain: true });
    const asked = { url: '/api/accounts/me', headers: { cookie }, remoteAddress };
    const answer = await server.app.inject(asked);
    await server.close();
    return answer.statusCode;
  };
  expect(await me(true, '127.0.0.1')).toBe(200);
  expect(await me(true, '10.1.1.1')).toBe(401);
  expect(await me(false, '127.0.0.1')).toBe(401);
});

it('none are left where they may not be, and later the same people have them again', async () => {
  await keepDemo(means, true);
  await keepDemo(means, false);
  const { rows: accounts } = await database.ownerPool.query('SELECT FROM accounts');
  expect(accounts).toEqual([]);
  await keepDemo(means, true);
  const { rows } = await database.ownerPool.query('SELECT count(*)::integer AS n FROM people');
  expect(rows).toEqual([{ n: 9 + 13 }]);
});

it('a role that nobody holds, and for which there is no place, has no account', async () => {
  await database.ownerPool.query('TRUNCATE posts, organisations, areas CASCADE');
  await keepDemo(means, true);
  const { offered } = await tryNames([], true);
  expect(offered.names).toEqual(['administrator', 'auditor', 'duty-leader', 'duty-officer', 'operator', 'planner', 'publisher', 'supervisor']); // prettier-ignore
});

it('the first administrator has a link until there is one, each start another', async () => {
  await database.ownerPool.query('TRUNCATE people, organisations, areas, editions, levels CASCADE');
  const first = await makeFirstLink(means);
  const second = await makeFirstLink(means);
  // What only waits for somebody fills no database: a sample may still go in.
  expect(await selectFilled(database.ownerPool)).toEqual([]);
  const server = await startTestApp(database.pool, clock);
  const use = async (secret: string | null): Promise<number> => {
    const payload = { secret, password: 'a fine long password', name: 'root', personName: '赵四' };
    return (await server.app.inject({ method: 'POST', url: '/api/accounts/links', payload })).statusCode; // prettier-ignore
  };
  try {
    expect(await use(first)).toBe(409);
    expect(await use(second)).toBe(200);
    expect(await use(second)).toBe(409);
    // Nor is one good that another start printed, once there is somebody.
    await database.ownerPool.query('UPDATE accounts SET disabled_at = now()');
    const third = await makeFirstLink(means);
    await database.ownerPool.query('UPDATE accounts SET disabled_at = NULL');
    expect([third !== null, await use(third)]).toEqual([true, 409]);
  } finally {
    await server.close();
  }
  expect(await makeFirstLink(means)).toBeNull();
  // Who signs in by the provider needs no password.
  await database.ownerPool.query(`
    UPDATE accounts SET password_hash = NULL;
    INSERT INTO identities (issuer, subject, account_id, made_at) SELECT 'https://id.example', 's', id, now() FROM accounts`);
  expect(await makeFirstLink(means)).not.toBeNull();
  const provider = { issuer: 'https://id.example' } as never;
  expect(await makeFirstLink({ ...means, settings: { signIn: { provider } } })).toBeNull();
  await database.ownerPool.query('UPDATE accounts SET disabled_at = now()');
  expect(await makeFirstLink(means)).toMatch(/^[\w-]{43}$/);
});
