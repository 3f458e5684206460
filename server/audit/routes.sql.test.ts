import { afterAll, beforeAll, expect, it } from 'vitest';

import type { AuditEntry } from '#data/audit/audit-entry.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { startTestApp, testAccounts } from '#server/test-app.ts';

import { verifyAudit } from './verify-audit.ts';

const GOOD = 'a fine long password';
const TYPED = 'a password typed for a name';
const NOW = new Date('2026-06-01T08:00:00Z');

let database: TestDatabase;
let server: Awaited<ReturnType<typeof startTestApp>>;
let now = NOW;
beforeAll(async () => {
  database = await testDatabase();
  server = await startTestApp(database.pool, () => now);
  const hash = await (await testAccounts()).passwords.hash(GOOD);
  await database.ownerPool.query(
    `INSERT INTO people (id, name, source_key) VALUES (1, '王一', '1'), (2, '李二', '2')`,
  );
  await database.ownerPool.query(
    `INSERT INTO accounts (id, name, name_key, person_id, password_hash, demo, made_at)
     VALUES ('00000000-0000-4000-8000-000000000001', 'Wang', 'wang', 1, $1, FALSE, $2),
       ('00000000-0000-4000-8000-000000000002', 'Li', 'li', 2, $1, FALSE, $2)`,
    [hash, NOW],
  );
  await database.ownerPool.query(
    `INSERT INTO posts (id, person_id, role, from_at) VALUES (1, 1, 'planner', '2026-01-01'), (2, 2, 'auditor', '2026-01-01')`,
  );
});
afterAll(async () => {
  await server?.close();
  await database?.drop();
});

async function ask(method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object, cookie = '') {
  now = new Date(now.getTime() + 1000);
  const headers = { host: '127.0.0.1', origin: 'http://127.0.0.1', ...(cookie ? { cookie } : {}) };
  const answer = await server.app.inject({ method, url, ...(payload ? { payload } : {}), remoteAddress: '127.0.0.1', headers }); // prettier-ignore
  return { status: answer.statusCode, body: answer.json<{ reason?: string; entries: AuditEntry[]; more: boolean }>(), cookie: String(answer.headers['set-cookie'] ?? '').split(';')[0]! }; // prettier-ignore
}
const signIn = (name: string, password = GOOD) => ask('POST', '/api/sessions', { name, password });

it('keeps who signed in, who tried to, and who read it, and shows it to auditors alone', async () => {
  expect((await ask('GET', '/api/audit')).body.reason).toBe('signed-out');
  expect((await signIn(TYPED, 'x')).status).toBe(401);
  const planner = (await signIn('wang')).cookie;
  const refused = await ask('GET', '/api/audit', undefined, planner);
  expect([refused.status, refused.body.reason]).toEqual([403, 'role-may-not']);
  expect((await ask('DELETE', '/api/sessions', undefined, planner)).status).toBe(200);
  const auditor = (await signIn('LI')).cookie;

  const { body } = await ask('GET', '/api/audit', undefined, auditor);
  expect(body.entries.map(({ act, accountName, address }) => [act, accountName, address])).toEqual([
    ['sign-in', 'Li', '127.0.0.1'],
    ['end-sessions', 'Wang', '127.0.0.1'],
    ['sign-in', 'Wang', '127.0.0.1'],
    ['sign-in-failed', null, '127.0.0.1'],
  ]);
  expect(JSON.stringify(body)).not.toContain(TYPED);
  expect(body.more).toBe(false);

  const asked = await ask('GET', '/api/audit?account=li&act=read-audit', undefined, auditor);
  expect(asked.body.entries.map(({ no, thing, said }) => [no, thing, said])).toEqual([
    [5, '', '{"act":null,"account":null,"thing":null,"from":null,"to":null}'],
  ]);
  // Another page of the same is not another reading.
  const page = await ask('GET', '/api/audit?before=3', undefined, auditor);
  expect(page.body.entries.map(({ no }) => no)).toEqual([2, 1]);
  const day = '/api/audit?from=2026-06-01T08:00:05Z&to=2026-06-01T08:00:06Z';
  expect((await ask('GET', day, undefined, auditor)).body.entries.map(({ no }) => no)).toEqual([3]);
  expect((await ask('GET', '/api/audit?act=nothing', undefined, auditor)).status).toBe(400);
  expect(await verifyAudit(database.pool, [])).toEqual({ count: 7, faults: [] });
});

it('is the whole district’s: an auditor of a part reads none of it', async () => {
  const db = database.ownerPool;
  await db.query(
    `INSERT INTO organisations (id, source_key, name, kind) VALUES (1, '1', '清源物业', 'company')`,
  );
  await db.query('UPDATE posts SET organisation_id = 1 WHERE id = 2');
  const { cookie } = await signIn('li');
  const refused = await ask('GET', '/api/audit', undefined, cookie);
  expect([refused.status, refused.body.reason]).toEqual([403, 'beyond-scope']);
  await db.query('UPDATE posts SET organisation_id = NULL WHERE id = 2');
  await ask('DELETE', '/api/sessions', undefined, cookie);
});
