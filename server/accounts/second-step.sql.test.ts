import { randomBytes } from 'node:crypto';

import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { hashSecret } from '#server/session/cookie.ts';
import { startTestApp, testAccounts } from '#server/test-app.ts';

import { insertLink } from './accounts.sql.ts';
import { createSecretBox } from './secret-box.ts';

const NOW = new Date('2026-06-01T08:00:00Z');
const GOOD = 'a fine long password';
const WANG = '00000000-0000-4000-8000-000000000001';
let now = NOW;
const later = (s: number): void => void (now = new Date(now.getTime() + s * 1000));

let database: TestDatabase;
let server: Awaited<ReturnType<typeof startTestApp>>;
let hash: string;
beforeAll(async () => {
  database = await testDatabase();
  hash = await (await testAccounts()).passwords.hash(GOOD);
  server = await startTestApp(database.pool, () => now, null, { demo: true });
});
afterAll(async () => {
  await server?.close();
  await database?.drop();
});
beforeEach(async () => {
  now = NOW;
  await database.ownerPool.query(
    `TRUNCATE accounts, sessions, sign_in_failures, account_links, posts, people, audit CASCADE`,
  );
  await database.ownerPool.query(
    `INSERT INTO people (id, name, source_key) VALUES (1, '王一', '1'), (2, '李二', '2'), (3, '张三', '3')`,
  );
  await database.ownerPool.query(
    `INSERT INTO accounts (id, name, name_key, person_id, password_hash, demo, made_at)
     VALUES ($3, 'Wang', 'wang', 1, $1, FALSE, $2), ('00000000-0000-4000-8000-000000000002', 'root', 'root', 2, $1, FALSE, $2),
       ('00000000-0000-4000-8000-000000000003', 'demo', 'demo', 3, $1, TRUE, $2)`,
    [hash, NOW, WANG],
  );
  await database.ownerPool.query(
    `INSERT INTO posts (id, person_id, role, from_at) VALUES (1, 2, 'administrator', '2026-01-01')`,
  );
});

async function ask(method: 'GET' | 'POST' | 'DELETE', path: string, payload?: object, cookie = '') {
  const headers = { host: '127.0.0.1', origin: 'http://127.0.0.1', ...(cookie ? { cookie } : {}) };
  const url = `/api/${path}`;
  const answer = await server.app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
  const set = [answer.headers['set-cookie'] ?? []].flat();
  const cookies = set.map((line) => line.split(';')[0]!);
  return { status: answer.statusCode, body: answer.json(), reason: answer.json().reason as string, headers: answer.headers, set, cookie: cookies[0] ?? '' }; // prettier-ignore
}
const signIn = (name = 'Wang', password = GOOD) => ask('POST', 'sessions', { name, password });
const sayCode = (cookie: string, code: string) => ask('POST', 'sessions/code', { code }, cookie);
const count = async (table: string): Promise<number> =>
  (await database.ownerPool.query<{ n: number }>(`SELECT count(*)::integer AS n FROM ${table}`)).rows[0]!.n; // prettier-ignore
const audited = async (): Promise<unknown[]> =>
  (await database.ownerPool.query('SELECT act, account_name AS who, said FROM audit ORDER BY no')).rows; // prettier-ignore

/** Wang has a second step: a phone's key, recovery codes, and the session by which it was set up. */
async function setUp(name = 'Wang') {
  const { cookie } = await signIn(name);
  const begun = await ask('POST', 'accounts/me/code', { password: GOOD }, cookie);
  const { key } = begun.body as { key: string };
  const phone = (s = 0): string =>
    new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: now.getTime() + s * 1000 });
  const on = await ask('POST', 'accounts/me/code/on', { code: phone() }, cookie);
  later(30);
  return { cookie, key, begun, on, phone, recovery: on.body.recovery as string[] };
}

describe('setting up', () => {
  it('counts once a code was said; the secret is sealed and recovery codes are hashed', async () => {
    const { cookie, key, begun, on, recovery } = await setUp();
    expect(begun.body.address).toBe(`otpauth://totp/Jingwei:Wang?issuer=Jingwei&secret=${key}&algorithm=SHA1&digits=6&period=30`); // prettier-ignore
    expect(Buffer.from(Secret.fromBase32(key).buffer)).toHaveLength(20);
    expect(on.status).toBe(200);
    expect(new Set(recovery).size).toBe(10);
    for (const code of recovery) expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/); // prettier-ignore
    expect((await ask('GET', 'accounts/me/code', undefined, cookie)).body).toEqual({ since: NOW.toISOString(), recoveryLeft: 10 }); // prettier-ignore
    const { rows: codes } = await database.ownerPool.query<{ sealed: Buffer }>('SELECT sealed FROM account_codes'); // prettier-ignore
    const { rows: hashes } = await database.ownerPool.query<{ code_hash: Buffer }>('SELECT code_hash FROM recovery_codes'); // prettier-ignore
    const kept = codes[0]!.sealed;
    expect(kept.includes(key)).toBe(false);
    expect(kept.includes(Buffer.from(Secret.fromBase32(key).buffer))).toBe(false);
    expect(hashes).toHaveLength(10);
    expect(JSON.stringify(await audited())).not.toContain(key);
    expect((await audited()).at(-1)).toEqual({ act: 'turn-on-code', who: 'Wang', said: '{}' });
  });

  it('needs the password, and a code that is one; until then nothing is asked at the door', async () => {
    const { cookie } = await signIn();
    const wrong = await ask('POST', 'accounts/me/code', { password: 'another one' }, cookie);
    expect([wrong.status, wrong.reason]).toEqual([403, 'sign-in-failed']);
    const early = await ask('POST', 'accounts/me/code/on', { code: '123456' }, cookie);
    expect([early.status, early.reason]).toEqual([409, 'code-off']);
    const first = await ask('POST', 'accounts/me/code', { password: GOOD }, cookie);
    const { body } = await ask('POST', 'accounts/me/code', { password: GOOD }, cookie);
    expect(body.key).not.toBe(first.body.key);
    const old = new TOTP({ secret: Secret.fromBase32(first.body.key) }).generate({ timestamp: now.getTime() }); // prettier-ignore
    const no = await ask('POST', 'accounts/me/code/on', { code: old }, cookie);
    expect([no.status, no.reason]).toEqual([403, 'code-wrong']);
    expect((await ask('GET', 'accounts/me/code', undefined, cookie)).body).toEqual({ since: null, recoveryLeft: 0 }); // prettier-ignore
    expect((await signIn()).status).toBe(200);
    expect((await signIn('demo')).status).toBe(200);
    const demo = await ask('POST', 'accounts/me/code', { password: GOOD }, (await signIn('demo')).cookie); // prettier-ignore
    expect([demo.status, demo.reason]).toEqual([422, 'demo-account']);
  });

  it('is done once: a second time is refused', async () => {
    const { cookie } = await setUp();
    const again = await ask('POST', 'accounts/me/code', { password: GOOD }, cookie);
    expect([again.status, again.reason]).toEqual([409, 'code-on']);
    expect(await count('recovery_codes')).toBe(10);
  });

  it.each([
    ['accounts/me/code', {}, 'password'],
    ['accounts/me/code/on', { code: '12345' }, 'code'],
    ['accounts/me/code/on', { code: '<script>' }, 'code'],
    ['accounts/me/code/off', { password: GOOD }, 'code'],
    ['sessions/code', { code: '1'.repeat(41) }, 'code'],
    ['sessions/code', { code: '123456', name: 'Wang' }, 'name'],
  ])('refuses at %s %j by the field', async (path, payload, field) => {
    const answer = await ask('POST', path, payload, (await signIn()).cookie);
    expect([answer.status, answer.reason]).toEqual([400, 'bad-request']);
    expect(answer.body.detail).toContain(field);
  });
});

describe('signing in', () => {
  it('asks for the code after a right password, and has no session before it', async () => {
    const { phone } = await setUp();
    const wrong = await signIn('Wang', 'another one');
    expect([wrong.status, wrong.body]).toEqual([401, { reason: 'sign-in-failed', detail: 'name or password' }]); // prettier-ignore
    const asked = await signIn();
    expect([asked.status, asked.body]).toEqual([202, { asks: 'code' }]);
    expect(asked.set).toHaveLength(1);
    expect(asked.set[0]).toMatch(/^jingwei-step=[\w-]{43}; Max-Age=300; Path=\/; HttpOnly; SameSite=Lax$/); // prettier-ignore
    const secret = asked.cookie.split('=')[1]!;
    for (const name of ['jingwei', 'jingwei-step'])
      expect((await ask('GET', 'accounts/me', undefined, `${name}=${secret}`)).status).toBe(401);
    const none = await sayCode('', phone());
    expect([none.status, none.reason]).toEqual([401, 'step-over']);
    const no = await sayCode(asked.cookie, '000000');
    expect([no.status, no.reason]).toEqual([401, 'code-wrong']);
    const { status, body, cookie, set } = await sayCode(asked.cookie, phone());
    expect([status, body.name]).toEqual([200, 'Wang']);
    expect(cookie).toMatch(/^jingwei=/);
    expect(set[1]).toMatch(/^jingwei-step=; Max-Age=0/);
    expect((await ask('GET', 'accounts/me', undefined, cookie)).status).toBe(200);
    expect((await audited()).slice(-2)).toEqual([
      { act: 'sign-in-failed', who: 'Wang', said: '{"by":"code"}' },
      { act: 'sign-in', who: 'Wang', said: '{"by":"phone"}' },
    ]);
    // The step is made: it is no way in a second time.
    later(30);
    expect((await sayCode(asked.cookie, phone())).reason).toBe('step-over');
  });

  it('takes each code once, whoever says it, and those of one step before and after', async () => {
    const { phone } = await setUp();
    const code = phone();
    const steps = await Promise.all([signIn(), signIn(), signIn()]);
    const answers = await Promise.all(steps.map(({ cookie }) => sayCode(cookie, code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
    expect((await sayCode((await signIn()).cookie, phone(-30))).reason).toBe('code-wrong');
    expect((await sayCode((await signIn()).cookie, phone(60))).reason).toBe('code-wrong');
    expect((await sayCode((await signIn()).cookie, phone(30))).status).toBe(200);
    // The phone's clock is ahead: what it shows now was not used, but is older than what was.
    expect((await sayCode((await signIn()).cookie, phone())).reason).toBe('code-wrong');
    later(120);
    expect((await sayCode((await signIn()).cookie, phone(-30))).status).toBe(200);
  });

  it('takes each recovery code once, in whatever way it is written', async () => {
    const { recovery, cookie } = await setUp();
    const { cookie: step } = await signIn();
    expect((await sayCode(step, recovery[0]!.toUpperCase().replaceAll('-', ' '))).status).toBe(200);
    expect((await ask('GET', 'accounts/me/code', undefined, cookie)).body.recoveryLeft).toBe(9);
    expect((await sayCode((await signIn()).cookie, recovery[0]!)).reason).toBe('code-wrong');
    const { cookie: other } = await signIn();
    const twice = await Promise.all([sayCode(other, recovery[1]!), sayCode(other, recovery[2]!)]);
    expect(twice.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect((await audited()).filter((row) => (row as { said: string }).said === '{"by":"recovery"}')).toHaveLength(2); // prettier-ignore
  });

  it('slows guesses, which saying the password again does not forgive', async () => {
    const { phone } = await setUp();
    const { cookie } = await signIn();
    for (let i = 0; i < 5; i++) expect((await sayCode(cookie, '000000')).status).toBe(401);
    const { cookie: again } = await signIn();
    const slowed = await sayCode(again, phone());
    expect([slowed.status, slowed.reason, slowed.headers['retry-after']]).toEqual([429, 'sign-in-slowed', '1']); // prettier-ignore
    later(1);
    expect((await sayCode(again, phone())).status).toBe(200);
    const { cookie: more } = await signIn();
    for (let i = 0; i < 5; i++) expect((await sayCode(more, '000000')).status).toBe(401);
  });

  it('is over after five minutes, at a new password, and where the account is disabled', async () => {
    const { cookie, phone } = await setUp();
    const one = await signIn();
    later(300);
    expect((await sayCode(one.cookie, phone())).reason).toBe('step-over');
    const two = await signIn();
    expect(await count('sign_in_steps')).toBe(1);
    const next = 'another long one';
    await ask('POST', 'accounts/me/password', { password: GOOD, next }, cookie);
    expect((await sayCode(two.cookie, phone())).reason).toBe('step-over');
    const three = await signIn('Wang', next);
    expect(three.status).toBe(202);
    await database.ownerPool.query('UPDATE accounts SET disabled_at = $1', [NOW]);
    expect((await sayCode(three.cookie, phone())).reason).toBe('step-over');
  });

  it('by a link that sets the password anew asks for the code, too', async () => {
    const { phone } = await setUp();
    const secret = randomBytes(32).toString('base64url');
    await insertLink(database.pool, { secretHash: hashSecret(secret), purpose: 'password', accountId: WANG, at: now, endsAt: new Date(now.getTime() + 1000) }); // prettier-ignore
    const used = await ask('POST', 'accounts/links', { secret, password: 'another long one' });
    expect([used.status, used.body]).toEqual([202, { asks: 'code' }]);
    expect(await count('sessions')).toBe(0);
    expect((await sayCode(used.cookie, phone())).body.name).toBe('Wang');
  });

  it('has only recovery codes left where the key of the secrets is another', async () => {
    const { phone, recovery } = await setUp();
    const { secrets } = server.deps;
    server.deps.secrets = createSecretBox(randomBytes(32));
    try {
      const { cookie } = await signIn();
      expect((await sayCode(cookie, phone())).reason).toBe('code-wrong');
      expect((await sayCode(cookie, recovery[9]!)).status).toBe(200);
    } finally {
      server.deps.secrets = secrets;
    }
  });
});

describe('switching off', () => {
  it('takes the password and a code, and takes the recovery codes with it', async () => {
    const { cookie, phone, recovery } = await setUp();
    const off = (password: string, code: string) =>
      ask('POST', 'accounts/me/code/off', { password, code }, cookie);
    expect((await off('another one', phone())).reason).toBe('sign-in-failed');
    expect((await off(GOOD, '000000')).reason).toBe('code-wrong');
    expect(await count('recovery_codes')).toBe(10);
    expect((await off(GOOD, recovery[3]!)).body).toEqual({ since: null, recoveryLeft: 0 });
    expect((await off(GOOD, phone())).reason).toBe('code-off');
    expect(await count('recovery_codes')).toBe(0);
    expect((await signIn()).status).toBe(200);
    expect(await audited()).toContainEqual({ act: 'turn-off-code', who: 'Wang', said: '{}' });
  });

  it('of somebody else is an administrator’s', async () => {
    const { cookie } = await setUp();
    const path = `accounts/${WANG}/code`;
    expect((await ask('DELETE', path, undefined, cookie)).status).toBe(403);
    expect((await ask('DELETE', path)).status).toBe(401);
    const { cookie: root } = await signIn('root');
    expect((await ask('DELETE', path, undefined, root)).body).toEqual({ since: null, recoveryLeft: 0 }); // prettier-ignore
    expect((await ask('DELETE', path, undefined, root)).reason).toBe('code-off');
    expect((await signIn()).status).toBe(200);
    expect((await audited()).at(-2)).toEqual({
      act: 'turn-off-code',
      who: 'root',
      said: '{"personId":1,"own":false}',
    });
  });
});
