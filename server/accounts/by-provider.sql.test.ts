import { TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { startTestApp, testAccounts } from '#server/test-app.ts';

import { startTestProvider, type TestProvider } from './test-provider.ts';

const NOW = new Date('2026-06-01T08:00:00Z');
const GOOD = 'a fine long password';
const WANG = '00000000-0000-4000-8000-000000000001';
const ROOT = '00000000-0000-4000-8000-000000000002';
const DEMO = '00000000-0000-4000-8000-000000000003';
const BACK = 'http://127.0.0.1/api/sessions/oidc/return';
let now = NOW;
const later = (s: number): void => void (now = new Date(now.getTime() + s * 1000));

let database: TestDatabase;
let provider: TestProvider;
let server: Awaited<ReturnType<typeof startTestApp>>;
let hash: string;
beforeAll(async () => {
  database = await testDatabase();
  hash = await (await testAccounts()).passwords.hash(GOOD);
  provider = await startTestProvider(BACK);
  server = await startTestApp(database.pool, () => now, null, { provider });
});
afterAll(async () => {
  await server?.close();
  await provider?.stop();
  await database?.drop();
});
beforeEach(async () => {
  now = NOW;
  await database.ownerPool.query(
    `TRUNCATE accounts, sessions, sign_in_failures, posts, people, audit CASCADE`,
  );
  await database.ownerPool.query(
    `INSERT INTO people (id, name, source_key) VALUES (1, '王一', '1'), (2, '李二', '2'), (3, '张三', '3')`,
  );
  await database.ownerPool.query(
    `INSERT INTO accounts (id, name, name_key, person_id, password_hash, demo, made_at)
     VALUES ($3, 'Wang', 'wang', 1, $1, FALSE, $2), ($4, 'root', 'root', 2, $1, FALSE, $2), ($5, 'demo', 'demo', 3, $1, TRUE, $2)`,
    [hash, NOW, WANG, ROOT, DEMO],
  );
  await database.ownerPool.query(
    `INSERT INTO posts (id, person_id, role, from_at) VALUES (1, 2, 'administrator', '2026-01-01')`,
  );
});

async function ask(method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object, cookie = '') {
  const origin = method === 'GET' ? {} : { origin: 'http://127.0.0.1' };
  const headers = { host: '127.0.0.1', ...origin, ...(cookie ? { cookie } : {}) };
  const answer = await server.app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
  const set = [answer.headers['set-cookie'] ?? []].flat();
  const cookies = Object.fromEntries(set.map((line) => line.split(';')[0]!.split('=') as [string, string])); // prettier-ignore
  const body = String(answer.headers['content-type']).startsWith('application/json') ? answer.json() : null; // prettier-ignore
  return { status: answer.statusCode, body, set, cookies, location: answer.headers.location ?? '' };
}
const signIn = async (name = 'Wang'): Promise<string> =>
  `jingwei=${(await ask('POST', '/api/sessions', { name, password: GOOD })).cookies['jingwei']}`;
const me = async (secret: string | undefined): Promise<unknown> =>
  (await ask('GET', '/api/accounts/me', undefined, `jingwei=${secret}`)).body.name ?? null;
const link = async (subject: string, id = WANG) =>
  ask('POST', `/api/accounts/${id}/oidc`, { subject }, await signIn('root'));
/** Linked as if it had been by somebody else. */
const linked = (subject: string, id: string) =>
  database.ownerPool.query('INSERT INTO identities (issuer, subject, account_id, made_at) VALUES ($1, $2, $3, $4)', [provider.issuer, subject, id, NOW]); // prettier-ignore
const audited = async (): Promise<unknown[]> =>
  (await database.ownerPool.query('SELECT act, account_name AS who, thing, said FROM audit ORDER BY no')).rows; // prettier-ignore

/** Go to the provider as a browser does, sign in there as somebody (null: think better of it), and answer where it sends us back. */
async function atProvider(address: string, login: string | null): Promise<URL> {
  const jar = new Map<string, string>();
  const go = async (url: string, form?: Record<string, string>): Promise<string> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const line of response.headers.getSetCookie()) {
      const [name, value] = line.split(';')[0]!.split('=') as [string, string];
      jar.set(name, value);
    }
    expect([response.status, await response.text()]).toEqual([303, expect.anything()]);
    return new URL(response.headers.get('location')!, url).href;
  };
  const page = await go(address);
  const form: Record<string, string> = login === null ? { do: 'no' } : { do: 'in', login };
  return new URL(await go(await go(page, form)));
}
const begin = (next = '/plan?plan=1') => ask('POST', '/api/sessions/oidc', { next });
const comeBack = (at: URL, cookie: string) =>
  ask('GET', at.pathname + at.search, undefined, cookie);
const wayOf = (cookies: Record<string, string>): string =>
  `jingwei-provider=${cookies['jingwei-provider']}`;

/** The whole way; answers the last answer. */
async function byProvider(login: string | null, cookie = '', next?: string) {
  const { body, cookies } = await begin(next);
  return comeBack(await atProvider(body.address, login), `${wayOf(cookies)}; ${cookie}`);
}

describe('signing in', () => {
  it('by somebody linked begins a new session, and goes to where one wanted', async () => {
    expect((await ask('GET', '/api/sessions/oidc')).body).toEqual({ offered: true, name: '区政务统一认证' }); // prettier-ignore
    expect((await link('wang-yi')).status).toBe(200);
    const { body, set, cookies } = await begin();
    expect(set[0]).toMatch(/^jingwei-provider=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/); // prettier-ignore
    const asked = new URL(body.address).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({ client_id: 'jingwei', redirect_uri: BACK, scope: 'openid', response_type: 'code', code_challenge_method: 'S256' }); // prettier-ignore
    const former = await signIn();
    const at = await atProvider(body.address, 'wang-yi');
    const done = await comeBack(at, `${wayOf(cookies)}; ${former}`);
    expect([done.status, done.location]).toEqual([303, '/plan?plan=1']);
    expect(done.set[0]).toMatch(/^jingwei-provider=; Max-Age=0/);
    expect(await me(done.cookies['jingwei'])).toBe('Wang');
    expect(await me(former.split('=')[1])).toBeNull();
    expect((await audited()).at(-1)).toEqual({ act: 'sign-in', who: 'Wang', thing: WANG, said: '{"by":"oidc"}' }); // prettier-ignore
    // The way is gone: its code opens nothing again.
    const again = await comeBack(at, wayOf(cookies));
    expect([again.location, again.cookies['jingwei']]).toEqual(['/sign-in?refused=oidc-over', undefined]); // prettier-ignore
  });

  it('by somebody who is not linked, or not any more, makes no account', async () => {
    const refused = { status: 303, location: '/sign-in?refused=oidc-unknown&next=%2Fplan%3Fplan%3D1' }; // prettier-ignore
    expect(await byProvider('wang-yi')).toMatchObject(refused);
    expect(JSON.stringify(await audited())).not.toContain('wang-yi');
    expect((await audited()).at(-1)).toMatchObject({ act: 'sign-in-failed', who: null });
    await link('wang-yi');
    expect((await byProvider('Wang-yi')).location).toContain('oidc-unknown');
    await database.ownerPool.query('UPDATE accounts SET disabled_at = $1 WHERE id = $2', [NOW, WANG]); // prettier-ignore
    const disabled = await byProvider('wang-yi');
    expect(disabled).toMatchObject(refused);
    expect(disabled.cookies['jingwei']).toBeUndefined();
    await database.ownerPool.query('UPDATE accounts SET disabled_at = NULL');
    expect((await byProvider('wang-yi')).location).toBe('/plan?plan=1');
    const { rows } = await database.ownerPool.query('SELECT count(*)::integer AS n FROM accounts');
    expect(rows).toEqual([{ n: 3 }]);
  });

  it('that is refused there is refused here', async () => {
    await link('wang-yi');
    expect((await byProvider(null)).location).toContain('refused=oidc-refused');
  });

  it.each<[string, (at: URL) => void, string]>([
    ['another state', (at) => at.searchParams.set('state', 'x'.repeat(43)), 'oidc-over'],
    ['no state', (at) => at.searchParams.delete('state'), 'oidc-over'],
    ['two states', (at) => at.searchParams.append('state', 'x'), 'oidc-failed'],
    ['another code', (at) => at.searchParams.set('code', 'x'.repeat(43)), 'oidc-failed'],
    ['another issuer', (at) => at.searchParams.set('iss', 'http://127.0.0.1:1'), 'oidc-failed'],
    ['an address without end', (at) => at.searchParams.set('x', 'x'.repeat(9_000)), 'oidc-over'],
  ])('with %s begins nothing', async (_, tamper, why) => {
    await link('wang-yi');
    const { body, cookies } = await begin();
    const at = await atProvider(body.address, 'wang-yi');
    tamper(at);
    const answer = await comeBack(at, wayOf(cookies));
    expect(answer.location).toContain(`/sign-in?refused=${why}`);
    expect(answer.cookies['jingwei']).toBeUndefined();
  });

  it('is for the browser that began it, in its time', async () => {
    await link('wang-yi');
    const one = await begin();
    const other = await begin();
    const at = await atProvider(one.body.address, 'wang-yi');
    expect((await comeBack(at, '')).location).toBe('/sign-in?refused=oidc-over');
    expect((await comeBack(at, wayOf(other.cookies))).location).toContain('oidc-over');
    const late = await begin();
    const back = await atProvider(late.body.address, 'wang-yi');
    later(600);
    expect((await comeBack(back, wayOf(late.cookies))).location).toContain('oidc-over');
    await begin();
    const { rows } = await database.ownerPool.query('SELECT count(*)::integer AS n FROM provider_tries'); // prettier-ignore
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('a nonce or a verifier that is another one is not taken', async () => {
    await link('wang-yi');
    for (const column of ['nonce', 'verifier']) {
      const { body, cookies } = await begin();
      const at = await atProvider(body.address, 'wang-yi');
      await database.ownerPool.query(`UPDATE provider_tries SET ${column} = repeat('x', 43)`);
      expect((await comeBack(at, wayOf(cookies))).location).toContain('oidc-failed');
    }
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', '/api/people'])(
    'goes to the watch, not to %s',
    async (next) => {
      await link('wang-yi');
      expect((await byProvider('wang-yi', '', next)).location).toBe('/watch');
    },
  );

  it('needs TLS from elsewhere, and a provider that was named', async () => {
    const headers = { host: '127.0.0.1', origin: 'http://127.0.0.1' };
    const far = await server.app.inject({ method: 'POST', url: '/api/sessions/oidc', headers, payload: {}, remoteAddress: '10.1.1.1' }); // prettier-ignore
    expect([far.statusCode, far.json().reason]).toEqual([403, 'plain-connection']);
    const bare = await startTestApp(database.pool);
    const offered = await bare.app.inject({ url: '/api/sessions/oidc', headers });
    const none = await bare.app.inject({ method: 'POST', url: '/api/sessions/oidc', headers, payload: {} }); // prettier-ignore
    await bare.close();
    expect(offered.json()).toEqual({ offered: false, name: null });
    expect([none.statusCode, none.json().reason]).toEqual([404, 'oidc-none']);
  });
});

describe('linking', () => {
  const own = (cookie: string, password = GOOD) =>
    ask('POST', '/api/accounts/me/oidc', { password }, cookie);

  it('is done by whoever is signed in and knows the password, and undone', async () => {
    const cookie = await signIn();
    const state = async () => (await ask('GET', '/api/accounts/me/oidc', undefined, cookie)).body;
    expect(await state()).toEqual({ since: null });
    expect((await own(cookie, 'another one')).status).toBe(403);
    const { body, cookies } = await own(cookie);
    const done = await comeBack(await atProvider(body.address, 'wang-yi'), `${wayOf(cookies)}; ${cookie}`); // prettier-ignore
    expect([done.location, done.cookies['jingwei']]).toEqual(['/account', undefined]);
    expect(await state()).toEqual({ since: NOW.toISOString() });
    expect((await byProvider('wang-yi')).location).toBe('/plan?plan=1');
    expect((await ask('DELETE', '/api/accounts/me/oidc', undefined, cookie)).body).toEqual({ since: null }); // prettier-ignore
    expect((await ask('DELETE', '/api/accounts/me/oidc', undefined, cookie)).body.reason).toBe('oidc-not-linked'); // prettier-ignore
    expect((await byProvider('wang-yi')).location).toContain('oidc-unknown');
    expect((await audited()).map((row) => (row as { act: string }).act)).toEqual(['sign-in', 'link-identity', 'sign-in', 'unlink-identity', 'sign-in-failed']); // prettier-ignore
  });

  it('says a code besides where one is in force: who is linked is asked for none', async () => {
    const cookie = await signIn();
    const key = 'JBSWY3DPEHPK3PXP';
    const sealed = server.deps.secrets.seal(key, WANG);
    await database.ownerPool.query('INSERT INTO account_codes (account_id, sealed, made_at, confirmed_at) VALUES ($1, $2, $3, $3)', [WANG, sealed, NOW]); // prettier-ignore
    const say = (code?: string) =>
      ask('POST', '/api/accounts/me/oidc', { password: GOOD, ...(code ? { code } : {}) }, cookie);
    for (const code of [undefined, '000000']) {
      const { status, body } = await say(code);
      expect([status, body.reason]).toEqual([403, 'code-wrong']);
    }
    const right = new TOTP({ secret: key }).generate({ timestamp: now.getTime() });
    expect((await say(right)).status).toBe(200);
    await database.ownerPool.query('DELETE FROM account_codes');
  });

  it('links nobody else who has signed in meanwhile, and no subject twice', async () => {
    await linked('taken', ROOT);
    const cookie = await signIn();
    for (const [login, then, why] of [
      ['wang-yi', await signIn('root'), 'oidc-over'],
      ['wang-yi', '', 'oidc-over'],
      ['taken', cookie, 'oidc-taken'],
    ] as const) {
      const { body, cookies } = await own(cookie);
      const done = await comeBack(await atProvider(body.address, login), `${wayOf(cookies)}; ${then}`); // prettier-ignore
      expect(done.location).toBe(`/account?refused=${why}`);
    }
    const { rows } = await database.ownerPool.query('SELECT subject FROM identities');
    expect(rows).toEqual([{ subject: 'taken' }]);
  });

  it('is an administrator’s of others', async () => {
    const cookie = await signIn();
    const payload = { subject: 'wang-yi' };
    expect((await ask('POST', `/api/accounts/${WANG}/oidc`, payload, cookie)).status).toBe(403);
    expect((await ask('POST', `/api/accounts/${WANG}/oidc`, payload)).status).toBe(401);
    expect((await link('wang-yi')).body).toEqual({ since: NOW.toISOString() });
    expect((await link('wang-er')).body.reason).toBe('oidc-taken');
    expect((await link('wang-er', ROOT)).body.reason).toBe('own-account');
    expect((await link('x', DEMO)).body.reason).toBe('demo-account');
    expect((await link('x', '00000000-0000-4000-8000-000000000009')).status).toBe(404);
    const root = await signIn('root');
    const bad = await ask('POST', `/api/accounts/${ROOT}/oidc`, { subject: 'a b' }, root);
    expect([bad.status, bad.body.detail]).toEqual([400, expect.stringContaining('subject')]);
    await database.ownerPool.query('UPDATE accounts SET password_hash = NULL WHERE id = $1', [WANG]); // prettier-ignore
    const url = `/api/accounts/${WANG}/oidc`;
    expect((await ask('DELETE', url, undefined, root)).body.reason).toBe('last-way-in');
    await database.ownerPool.query('UPDATE accounts SET password_hash = $1', [hash]);
    expect((await ask('DELETE', url, undefined, root)).body).toEqual({ since: null });
  });

  it('reaches no further than the post of who manages', async () => {
    const { ownerPool } = database;
    await ownerPool.query(`INSERT INTO organisations (id, name, kind, source_key) VALUES (7, '环卫', 'company', 'o7') ON CONFLICT DO NOTHING`); // prettier-ignore
    await ownerPool.query(`INSERT INTO posts (id, person_id, role, organisation_id, from_at) VALUES (2, 1, 'administrator', 7, '2026-01-01')`); // prettier-ignore
    const cookie = await signIn();
    const url = `/api/accounts/${ROOT}/oidc`;
    const refused = await ask('POST', url, { subject: 'wang-yi' }, cookie);
    expect([refused.status, refused.body.reason]).toEqual([404, 'unknown-account']);
    await linked('root', ROOT);
    const unlinked = await ask('DELETE', url, undefined, cookie);
    expect([unlinked.status, unlinked.body.reason]).toEqual([404, 'unknown-account']);
    const of = async (id: number) => (await ask('GET', `/api/accounts?personId=${id}`, undefined, await signIn('root'))).body.accounts[0].linkedAt; // prettier-ignore
    expect([await of(1), await of(2)]).toEqual([null, NOW.toISOString()]);
    expect((await audited()).filter((row) => (row as { act: string }).act === 'link-identity')).toEqual([]); // prettier-ignore
  });
});

it('a provider that does not answer is asked again by the next who comes', async () => {
  const away = await startTestProvider(BACK);
  await away.stop();
  const here = await startTestApp(database.pool, () => now, null, { provider: away });
  const headers = { host: '127.0.0.1', origin: 'http://127.0.0.1' };
  const go = () =>
    here.app.inject({ method: 'POST', url: '/api/sessions/oidc', headers, payload: {} });
  const no = await go();
  expect([no.statusCode, no.json().reason]).toEqual([503, 'oidc-unreachable']);
  const back = await startTestProvider(BACK, Number(new URL(away.issuer).port));
  const yes = await go();
  await back.stop();
  await here.close();
  expect([yes.statusCode, yes.json().address]).toEqual([200, expect.stringContaining(`${away.issuer}/auth?`)]); // prettier-ignore
});
