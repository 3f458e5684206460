import { randomBytes } from 'node:crypto';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { hashSecret } from '#server/session/cookie.ts';
import { startTestApp, testAccounts } from '#server/test-app.ts';

import { insertLink } from './accounts.sql.ts';
import { hashTries } from './sign-in.ts';

const NOW = new Date('2026-06-01T08:00:00Z');
const HOUR_MS = 3_600_000;
const GOOD = 'a fine long password';
let now = NOW;
const later = (ms: number): void => void (now = new Date(now.getTime() + ms));

let database: TestDatabase;
let server: Awaited<ReturnType<typeof startTestApp>>;
let hash: string;
beforeAll(async () => {
  database = await testDatabase();
  hash = await (await testAccounts()).passwords.hash(GOOD);
  server = await startTestApp(database.pool, () => now, null, { proxies: ['10.9.9.9'] });
});
afterAll(async () => {
  await server?.close();
  await database?.drop();
});
beforeEach(async () => {
  now = NOW;
  await database.ownerPool.query(
    `TRUNCATE accounts, sessions, sign_in_failures, account_links, posts, people CASCADE`,
  );
  await database.ownerPool.query(
    `INSERT INTO people (id, name, source_key) VALUES (1, '王一', '1'), (2, '李二', '2'), (3, '张三', '3')`,
  );
  await database.ownerPool.query(
    `INSERT INTO accounts (id, name, name_key, person_id, password_hash, demo, disabled_at, made_at)
     VALUES ('00000000-0000-4000-8000-000000000001', 'Wang', 'wang', 1, $1, FALSE, NULL, $2),
       ('00000000-0000-4000-8000-000000000002', 'li', 'li', 2, $1, FALSE, $2, $2),
       ('00000000-0000-4000-8000-000000000003', 'demo', 'demo', 3, $1, TRUE, NULL, $2)`,
    [hash, NOW],
  );
  await database.ownerPool.query(
    `INSERT INTO posts (id, person_id, role, from_at) VALUES (1, 1, 'duty-officer', '2026-01-01')`,
  );
});

type Method = 'GET' | 'POST' | 'DELETE';
interface Said {
  cookie?: string;
  headers?: Record<string, string>;
  from?: string;
}
async function ask(method: Method, url: string, payload?: object, said: Said = {}) {
  const answer = await server.app.inject({
    method,
    url,
    ...(payload ? { payload } : {}),
    remoteAddress: said.from ?? '127.0.0.1',
    headers: {
      host: '127.0.0.1',
      origin: 'http://127.0.0.1',
      ...(said.cookie ? { cookie: said.cookie } : {}),
      ...said.headers,
    },
  });
  const set = String(answer.headers['set-cookie'] ?? '');
  return { status: answer.statusCode, body: answer.json(), headers: answer.headers, set, cookie: set.split(';')[0]! }; // prettier-ignore
}
const signIn = (name = 'Wang', password = GOOD, said: Said = {}) =>
  ask('POST', '/api/sessions', { name, password }, said);
const me = (cookie: string) => ask('GET', '/api/accounts/me', undefined, { cookie });
const count = async (table: string): Promise<number> =>
  (await database.ownerPool.query<{ n: number }>(`SELECT count(*)::integer AS n FROM ${table}`)).rows[0]!.n; // prettier-ignore

describe('signing in', () => {
  it('begins a session, of which only a hash is kept, and says who one is', async () => {
    const answer = await signIn(' ＷANG ');
    expect(answer.status).toBe(200);
    expect(answer.set).toMatch(
      /^jingwei=[\w-]{43}; Max-Age=86400; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).toMatchObject({
      name: 'Wang',
      demo: false,
      person: { id: 1, name: '王一' },
      posts: [{ role: 'duty-officer', areaId: null, organisationId: null, buildingId: null }],
      session: { endsAt: '2026-06-02T08:00:00.000Z' },
    });
    expect(answer.body.acts).toContain('see-incidents');
    expect(answer.body.acts).not.toContain('publish-plan');
    const { rows } = await database.ownerPool.query('SELECT * FROM sessions');
    const secret = answer.cookie.split('=')[1]!;
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect((rows[0] as { secret_hash: Buffer }).secret_hash).toEqual(hashSecret(secret));
    expect((await me(answer.cookie)).body).toEqual(answer.body);
  });

  it.each([
    ['another password', 'Wang', GOOD + '!'],
    ['a name that there is not', 'nobody', GOOD],
    ['a disabled account', 'li', GOOD],
    ['a demo account where none may be', 'demo', GOOD],
  ])('refuses %s in the same words', async (_, name, password) => {
    const { status, body, set } = await signIn(name, password);
    expect([status, body, set]).toEqual([401, { reason: 'sign-in-failed', detail: 'name or password' }, '']); // prettier-ignore
    expect(await count('sign_in_failures')).toBe(1);
    expect(await count('sessions')).toBe(0);
  });

  it('looks at a password of argon2id once, whatever is wrong', async () => {
    const { passwords } = server.deps;
    const asked: (string | null)[] = [];
    const { matches } = passwords;
    passwords.matches = (stored, password, whose) => (asked.push(stored), matches(stored, password, whose)); // prettier-ignore
    try {
      for (const name of ['Wang', 'nobody', 'li', 'demo']) await signIn(name, 'not this one');
    } finally {
      passwords.matches = matches;
    }
    expect(asked).toEqual([hash, null, null, null]);
  });

  it('never under a session that was there before, which ends', async () => {
    const first = await signIn();
    const second = await signIn('Wang', GOOD, { cookie: first.cookie });
    expect(second.cookie).not.toBe(first.cookie);
    expect((await me(first.cookie)).status).toBe(401);
    expect((await me(second.cookie)).status).toBe(200);
    const planted = `jingwei=${randomBytes(32).toString('base64url')}`;
    expect((await signIn('Wang', GOOD, { cookie: planted })).cookie).not.toBe(planted);
    expect((await me(planted)).status).toBe(401);
  });

  it.each([
    [{ name: 'Wang' }, 'password'],
    [{ name: '  ', password: GOOD }, 'name'],
    [{ name: 'x'.repeat(65), password: GOOD }, 'name'],
    [{ name: 'Wang', password: 'x'.repeat(201) }, 'password'],
    [{ name: 'Wang', password: GOOD, admin: true }, 'admin'],
    [{ name: 'Wang', password: 'x\u0000y' }, 'password'],
  ])('refuses %j by the field', async (payload, field) => {
    const { status, body } = await ask('POST', '/api/sessions', payload);
    expect([status, body.reason]).toEqual([400, 'bad-request']);
    expect(body.detail).toContain(field);
  });
});

describe('failures', () => {
  it('slow the name down, whether it is one, and one success forgives them', async () => {
    for (const name of ['Wang', 'nobody']) {
      for (let i = 0; i < 5; i++) expect((await signIn(name, 'wrong')).status).toBe(401);
      const slowed = await signIn(name, GOOD);
      expect([slowed.status, slowed.body]).toEqual([429, { reason: 'sign-in-slowed', detail: 'in 1 s' }]); // prettier-ignore
      expect(slowed.headers['retry-after']).toBe('1');
    }
    later(1_000);
    expect((await signIn('wang', 'wrong')).status).toBe(401);
    later(1_999);
    expect((await signIn()).status).toBe(429);
    later(1);
    expect((await signIn()).status).toBe(200);
    expect((await signIn('Wang', 'wrong')).status).toBe(401);
    expect((await signIn()).status).toBe(200);
  });

  it('that come all at once are counted all', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => signIn('Wang', 'wrong')));
    const looked = answers.filter(({ status }) => status === 401).length;
    expect(looked).toBe(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(25);
  });

  it('wait a minute at most, and are forgotten after an hour', async () => {
    await database.ownerPool.query('INSERT INTO sign_in_failures VALUES ($1, 5000, $2)', [hashTries('Wang', '127.0.0.1'), NOW]); // prettier-ignore
    expect((await signIn()).headers['retry-after']).toBe('60');
    later(60_000);
    expect((await signIn('Wang', 'wrong')).status).toBe(401);
    later(HOUR_MS + 1);
    for (let i = 0; i < 4; i++) expect((await signIn('Wang', 'wrong')).status).toBe(401);
    expect((await signIn()).status).toBe(200);
  });
});

describe('where from', () => {
  it('is the machine itself, or TLS by a proxy that was named', async () => {
    const from = '10.1.1.1';
    const plain = await signIn('Wang', GOOD, { from });
    expect([plain.status, plain.body.reason]).toEqual([403, 'plain-connection']);
    const forwarded = { 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'https' };
    expect((await signIn('Wang', GOOD, { from, headers: forwarded })).status).toBe(403);
    // A proxy on this machine that nobody named hands on requests of others.
    expect((await signIn('Wang', GOOD, { headers: { 'x-forwarded-for': from } })).status).toBe(403);
    const secure = await signIn('Wang', GOOD, { from: '10.9.9.9', headers: { ...forwarded, 'x-forwarded-for': from } }); // prettier-ignore
    expect(secure.status).toBe(200);
    expect(secure.set).toMatch(/^__Host-jingwei=.*; Secure$/);
    const { rows } = await database.ownerPool.query('SELECT address FROM sessions');
    expect(rows).toEqual([{ address: from }]);
  });

  it.each<[string, Record<string, string>]>([
    ['of another site', { 'sec-fetch-site': 'cross-site' }],
    ['of another port', { 'sec-fetch-site': 'same-site' }],
    ['of another origin', { origin: 'https://evil.example' }],
    ['of nowhere', { origin: 'null' }],
  ])('no page %s writes, whether signed in or not', async (_, headers) => {
    const { cookie } = await signIn();
    for (const said of [{ headers }, { headers, cookie }]) {
      const { status, body } = await ask('DELETE', '/api/sessions', undefined, said);
      expect([status, body.reason]).toEqual([403, 'foreign-page']);
      expect((await signIn('Wang', GOOD, said)).status).toBe(403);
    }
    expect((await me(cookie)).status).toBe(200);
  });

  it('a write with a session says its origin', async () => {
    const { cookie } = await signIn();
    const url = '/api/sessions';
    const host = '127.0.0.1';
    const bare = await server.app.inject({ method: 'DELETE', url, headers: { host, cookie } });
    expect([bare.statusCode, bare.json().reason]).toEqual([403, 'foreign-page']);
    const own = { host, cookie, 'sec-fetch-site': 'same-origin' };
    expect((await server.app.inject({ method: 'DELETE', url, headers: own })).statusCode).toBe(200);
  });
});

describe('a session', () => {
  it('ends unused after eight hours, and after a day whatever', async () => {
    const { cookie } = await signIn();
    later(8 * HOUR_MS - 1);
    expect((await me(cookie)).status).toBe(200);
    later(8 * HOUR_MS - 1);
    expect((await me(cookie)).status).toBe(200);
    later(8 * HOUR_MS);
    const over = await me(cookie);
    expect([over.status, over.body.reason]).toEqual([401, 'signed-out']);
    const { cookie: next } = await signIn();
    for (let i = 0; i < 23; i++) {
      later(HOUR_MS);
      expect((await me(next)).status).toBe(200);
    }
    later(HOUR_MS);
    expect((await me(next)).status).toBe(401);
    await signIn();
    expect(await count('sessions')).toBe(1);
  });

  it('is listed, and ended by its owner alone', async () => {
    const desk = await signIn('Wang', GOOD, { headers: { 'user-agent': 'Desk/1' } });
    later(60_000);
    const phone = await signIn('Wang', GOOD, { headers: { 'user-agent': 'Phone/1' } });
    await database.ownerPool.query('UPDATE accounts SET disabled_at = NULL');
    const other = await signIn('li');
    later(60_000);
    const list = async (cookie: string) =>
      (await ask('GET', '/api/sessions', undefined, { cookie })).body.sessions as { id: string; agent: string; current: boolean }[]; // prettier-ignore
    expect((await list(desk.cookie)).map(({ agent, current }) => [agent, current])).toEqual([['Desk/1', true], ['Phone/1', false]]); // prettier-ignore
    const phoneId = (await list(phone.cookie)).find(({ current }) => current)!.id;
    const url = `/api/sessions/${phoneId}`;
    expect((await ask('DELETE', url, undefined, { cookie: other.cookie })).status).toBe(404);
    expect((await ask('DELETE', url, undefined, { cookie: desk.cookie })).body).toEqual({ ended: 1 }); // prettier-ignore
    expect((await me(phone.cookie)).status).toBe(401);
    await signIn();
    const everywhere = await ask('DELETE', '/api/sessions', undefined, { cookie: desk.cookie });
    expect(everywhere.body).toEqual({ ended: 2 });
    expect(everywhere.set).toMatch(/^jingwei=; Max-Age=0/);
    expect((await me(desk.cookie)).status).toBe(401);
    expect((await me(other.cookie)).status).toBe(200);
  });

  it('ends at once where its account is disabled, and follows posts as they are', async () => {
    const { cookie } = await signIn();
    await database.ownerPool.query(`UPDATE posts SET to_at = $1`, [NOW]);
    expect((await me(cookie)).body).toMatchObject({ posts: [], acts: ['see-public'] });
    await database.ownerPool.query(`UPDATE accounts SET disabled_at = $1`, [NOW]);
    expect((await me(cookie)).status).toBe(401);
  });
});

describe('a password', () => {
  const change = (cookie: string, password: string, next: string) =>
    ask('POST', '/api/accounts/me/password', { password, next }, { cookie });

  it('is changed by whoever knows it, and all other sessions end', async () => {
    const desk = await signIn();
    const phone = await signIn();
    expect((await change(desk.cookie, 'wrong', 'another long one')).status).toBe(403);
    const changed = await change(desk.cookie, GOOD, 'another long one');
    expect(changed.status).toBe(200);
    expect((await me(desk.cookie)).status).toBe(401);
    expect((await me(phone.cookie)).status).toBe(401);
    expect((await me(changed.cookie)).status).toBe(200);
    expect((await signIn()).status).toBe(401);
    expect((await signIn('Wang', 'another long one')).status).toBe(200);
  });

  it('that is too easily guessed is not taken, and guesses are slowed here, too', async () => {
    const { cookie } = await signIn();
    const weak = await change(cookie, GOOD, 'short');
    expect([weak.status, weak.body]).toEqual([422, { reason: 'password-weak', detail: 'short' }]);
    for (let i = 0; i < 5; i++) await change(cookie, 'wrong', 'another long one');
    expect((await change(cookie, GOOD, 'another long one')).status).toBe(429);
    later(1_000);
    const both = await Promise.all([
      change(cookie, GOOD, 'another long one'),
      change(cookie, GOOD, 'yet another long one'),
    ]);
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});

it('a name that was given before names were as they are now is signed in by as ever', async () => {
  await database.ownerPool.query(`UPDATE accounts SET name = '王 一 (区)', name_key = '王 一 (区)' WHERE name = 'Wang'`); // prettier-ignore
  expect((await signIn('王 一 (区)')).status).toBe(200);
});

describe('a link', () => {
  const SECRET = 'L'.repeat(43);
  const use = (said: object) => ask('POST', '/api/accounts/links', { secret: SECRET, password: GOOD, ...said }); // prettier-ignore
  const make = (purpose: 'administrator' | 'password', accountId: string | null) =>
    insertLink(database.pool, { secretHash: hashSecret(SECRET), purpose, accountId, at: NOW, endsAt: new Date(NOW.getTime() + HOUR_MS) }); // prettier-ignore

  it('makes the first administrator, once', async () => {
    await make('administrator', null);
    expect((await use({ name: 'root' })).body.detail).toContain('personName');
    expect((await use({ name: 'root', personName: '赵四', password: 'short' })).status).toBe(422);
    expect((await use({ name: 'WANG', personName: '赵四' })).body.reason).toBe('name-taken');
    const odd = await use({ name: 'the root', personName: '赵四' });
    expect([odd.status, odd.body.reason, odd.body.detail]).toEqual([400, 'account-name', expect.stringMatching(/^body name: /)]); // prettier-ignore
    const made = await use({ name: 'root', personName: '赵四' });
    expect(made.body).toMatchObject({ name: 'root', person: { name: '赵四' }, posts: [{ role: 'administrator' }] }); // prettier-ignore
    expect(made.body.acts).toContain('manage-accounts');
    expect((await me(made.cookie)).status).toBe(200);
    const again = await use({ name: 'root2', personName: '赵五' });
    expect([again.status, again.body.reason]).toEqual([409, 'link-over']);
    expect(await count('people')).toBe(4);
  });

  it('sets a password anew and ends all sessions; not after its time', async () => {
    const id = '00000000-0000-4000-8000-000000000001';
    const { cookie } = await signIn();
    await make('password', id);
    later(HOUR_MS);
    expect((await use({ password: 'another long one' })).status).toBe(409);
    now = NOW;
    expect((await use({ password: 'another long one' })).body).toMatchObject({ id, name: 'Wang' });
    expect((await me(cookie)).status).toBe(401);
    expect((await signIn('Wang', 'another long one')).status).toBe(200);
  });
});

describe('tries', () => {
  // Each with counts of its own.
  let before: typeof server;
  beforeEach(async () => {
    before = server;
    server = await startTestApp(database.pool, () => now, null, { proxies: ['10.9.9.9'] });
  });
  afterEach(async () => {
    await server.close();
    server = before;
  });

  it('from elsewhere keep nobody waiting, unless they come from very many places', async () => {
    const from = (address: string): Said => ({ from: '10.9.9.9', headers: { 'x-forwarded-proto': 'https', 'x-forwarded-for': address } }); // prettier-ignore
    const ofOne = from('2001:db8:0:1::1');
    for (let i = 0; i < 5; i++) expect((await signIn('Wang', 'wrong', ofOne)).status).toBe(401);
    // Another address of the same network is the same; tries that are refused take nothing from the others.
    for (let i = 0; i < 80; i++)
      expect((await signIn('Wang', GOOD, from(`2001:db8:0:1::${i + 2}`))).status).toBe(429);
    expect((await signIn('Wang', GOOD, from('2001:db8:0:2::1'))).status).toBe(200);
    expect((await signIn()).status).toBe(200);
    for (let i = 0; i < 55; i++)
      expect((await signIn('Wang', 'wrong', from(`10.1.1.${i}`))).status).toBe(401);
    const slowed = await signIn('Wang', GOOD, from('10.1.2.1'));
    expect([slowed.status, slowed.body]).toEqual([429, { reason: 'sign-in-slowed', detail: 'in 2 s' }]); // prettier-ignore
    later(2_000);
    expect((await signIn('Wang', GOOD, from('10.1.2.2'))).status).toBe(200);
  });

  it('of one network are so many, those that succeed not counted', async () => {
    for (let i = 0; i < 40; i++) expect((await signIn()).status).toBe(200);
    let busy = 0;
    for (let i = 0; i < 310; i++)
      busy += (await signIn(`name ${i}`, 'wrong')).status === 429 ? 1 : 0;
    expect(busy).toBe(10);
    later(1_000);
    expect((await signIn()).status).toBe(200);
  });
});
