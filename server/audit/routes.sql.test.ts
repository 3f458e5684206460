import { afterAll, beforeAll, expect, it } from 'vitest';

import type { AuditEntry } from '#data/audit/audit-entry.ts';
import { transact } from '#server/db/database.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { startTestApp, testAccounts } from '#server/test-app.ts';

import { appendAudits } from './append-audit.ts';
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

it('says whose account did it and on what, by the names of today, and of an incident its number alone', async () => {
  const [account, incident, plan, wall] = [1, 7, 8, 9].map((n) => `00000000-0000-4000-8000-00000000000${n}`) as [string, string, string, string]; // prettier-ignore
  const gone = '00000000-0000-4000-8000-0000000000ff';
  await database.ownerPool.query(
    `INSERT INTO people (id, name, source_key) VALUES (3, '孙三', '3');
     INSERT INTO organisations (id, source_key, name, name_en, kind) VALUES (2, '2', '城管局', 'Urban Management', 'department');
     INSERT INTO levels VALUES (1, 'district', '区', 'District');
     INSERT INTO editions (id, valid_from, name) VALUES (1, '2026-01-01', '秋季调整'), (2, '2026-02-01', '');
     INSERT INTO areas (id, from_edition, code, level, name, name_en, geom, source_key)
       VALUES (100, 1, 'C', 1, '临江区', 'Linjiang', ST_Multi(ST_MakeEnvelope(118, 31, 119, 32, 4490)), '100');
     INSERT INTO posts (id, person_id, role, area_id, organisation_id, from_at)
       VALUES (10, 3, 'leader', 100, 2, '2026-01-01'), (11, 3, 'handler', NULL, 2, '2026-01-01');
     INSERT INTO categories VALUES ('noise', '噪声', 'Noise', 4);
     INSERT INTO incidents (id, no, category, severity, title, origin, reported_at, source_key)
       VALUES ('${incident}', '26060100017', 'noise', 4, '钱四来电', 'hotline', '2026-06-01', 'i');
     INSERT INTO units (id, code, kind, name, source_key) VALUES (5, 'U5', 'squad', '一队', 'U5');
     INSERT INTO plans (id, name, edition_id, made_at) VALUES ('${plan}', '江东微调', 1, '2026-06-01');
     INSERT INTO devices (id, kind, name, made_at, made_by) VALUES ('${wall}', 'wall', '指挥大厅', '2026-06-01', 'Wang')`,
  );
  const expected = [
    ['accounts', account, { name: 'Wang', person: '王一' }],
    ['sessions', gone, { name: 'Wang', person: '王一' }],
    ['people', '3', { name: '孙三' }],
    ['posts', '10', { person: '孙三', role: 'leader', place: '临江区', placeEn: 'Linjiang' }],
    ['posts', '11', { person: '孙三', role: 'handler', place: '城管局', placeEn: 'Urban Management' }],
    ['posts', '2', { person: '李二', role: 'auditor' }],
    ['organisations', '2', { name: '城管局', nameEn: 'Urban Management' }],
    ['devices', wall, { name: '指挥大厅', kind: 'wall' }],
    ['incidents', incident, { name: '26060100017' }],
    ['units', '5', { name: '一队' }],
    ['plans', plan, { name: '江东微调' }],
    ['editions', '1', { name: '秋季调整' }],
    ['editions', '2', null],
    ['plans', gone, null],
    ['people', 'not a number', null],
    ['people', '9999999999', null],
    ['devices', 'not an id', null],
    ['district', 'liuhe-2026.zip', null],
    ['audit', '', null],
  ] as const; // prettier-ignore
  const who = { accountId: account, accountName: 'wang-then', personId: 1, address: '' };
  const takenBack = { personId: 3, own: false, role: 'publisher', areaId: null };
  await transact(database.pool, async (db) => {
    const done = expected.map(([noun, thing]) => ({ act: 'import' as const, noun, thing }));
    await appendAudits(db, now, who, done);
    await appendAudits(db, now, undefined, [{ act: 'end-post', noun: 'posts', thing: '99', said: takenBack }, { act: 'end-post', noun: 'posts', thing: '98', said: { editionId: 1, ...takenBack } }]); // prettier-ignore
  });
  const { cookie } = await signIn('li');
  const { body } = await ask('GET', `/api/audit?account=wang-then`, undefined, cookie);
  expect(body.entries.map(({ noun, thing, about }) => [noun, thing, about]).reverse()).toEqual(expected); // prettier-ignore
  expect(new Set(body.entries.map((e) => `${e.personName} (${e.accountName})`))).toEqual(new Set(['王一 (wang-then)'])); // prettier-ignore
  expect(JSON.stringify(body)).not.toContain('钱四');
  // By whose it is, too.
  const byPerson = (await ask('GET', `/api/audit?account=${encodeURIComponent('王一')}`, undefined, cookie)).body.entries; // prettier-ignore
  expect(byPerson.filter((e) => e.accountName === 'wang-then')).toHaveLength(expected.length);
  expect(new Set(byPerson.map(({ personName }) => personName))).toEqual(new Set(['王一']));
  const ended = (await ask('GET', '/api/audit?act=end-post', undefined, cookie)).body.entries;
  // Whoever signs in is nobody before: of that row the account says who.
  const [last] = (await ask('GET', '/api/audit?act=sign-in', undefined, cookie)).body.entries;
  expect([last!.personId, last!.personName]).toEqual([null, '李二']);
  expect(ended.map(({ personName, about }) => [personName, about])).toEqual([
    [null, { person: '孙三', role: 'publisher' }],
    [null, { person: '孙三', role: 'publisher' }],
  ]);
  expect((await verifyAudit(database.pool, [])).faults).toEqual([]);
});
