import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';

import type { AccountLink, ManagedAccount } from '#data/accounts/managing.ts';
import { POST_ROLES } from '#data/people/person.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { accountId, startStaffed } from '#server/test-staff.sql.ts';

const DAY_MS = 24 * 3_600_000;
let now = new Date('2026-06-01T08:00:00Z');
const idOf = (role: (typeof POST_ROLES)[number]): number => POST_ROLES.indexOf(role) + 1;

let database: TestDatabase;
let staff: Awaited<ReturnType<typeof startStaffed>>;
let cookie: string;
beforeAll(async () => {
  database = await testDatabase();
  staff = await startStaffed(database, () => now);
});
afterAll(async () => {
  await staff?.server.close();
  await database?.drop();
});
beforeEach(async () => {
  now = new Date(now.getTime() + 60_000);
  cookie = await staff.signIn('administrator');
});

const post = <T = AccountLink>(url: string, payload?: object, by = cookie) => staff.ask<T>(by, 'POST', url, payload); // prettier-ignore
const accounts = async (query: string, by = cookie) => (await staff.ask<{ accounts: ManagedAccount[]; next: string | null }>(by, 'GET', `/api/accounts?${query}`)).body; // prettier-ignore
const me = async (by: string): Promise<number> => (await staff.ask(by, 'GET', '/api/accounts/me')).status; // prettier-ignore
async function newPerson(): Promise<number> {
  return (await post<{ id: number }>('/api/people', { name: '赵六' })).body.id;
}
async function lastAudit() {
  const { rows } = await database.ownerPool.query<{ act: string; thing: string; said: string }>('SELECT act, thing, said FROM audit ORDER BY no DESC LIMIT 1'); // prettier-ignore
  return { ...rows[0]!, said: JSON.parse(rows[0]!.said) as object };
}
const use = ({ path }: AccountLink, password = 'a quiet mountain road') => post('/api/accounts/links', { secret: path.split('#')[1], password }, ''); // prettier-ignore

it('accounts are managed by administrators and nobody else', async () => {
  const routes: ['GET' | 'POST' | 'DELETE', string, object?][] = [
    ['GET', '/api/accounts'],
    ['POST', '/api/accounts', { personId: 1, name: 'x' }],
    ['POST', `/api/accounts/${accountId(1)}/link`],
    ['POST', `/api/accounts/${accountId(1)}/name`, { name: 'x' }],
    ['POST', `/api/accounts/${accountId(1)}/oidc`, { subject: 'x' }],
    ['DELETE', `/api/accounts/${accountId(1)}/oidc`],
    ['POST', `/api/accounts/${accountId(1)}/disable`],
    ['POST', `/api/accounts/${accountId(1)}/enable`],
    ['DELETE', `/api/accounts/${accountId(1)}/sessions`],
    ['DELETE', `/api/accounts/${accountId(1)}/code`],
  ];
  for (const [method, url, payload] of routes)
    expect([url, (await staff.ask('', method, url, payload)).status]).toEqual([url, 401]);
  for (const role of POST_ROLES.filter((one) => one !== 'administrator')) {
    const by = await staff.signIn(role);
    for (const [method, url, payload] of routes) {
      const { status, body } = await staff.ask(by, method, url, payload);
      expect([role, url, status, body.reason]).toEqual([role, url, 403, 'role-may-not']);
    }
  }
}, 120_000);

it('an account is made with a link, once, by which its owner sets the password', async () => {
  const personId = await newPerson();
  const made = await post('/api/accounts', { personId, name: ' Zhao ' });
  expect(made.body).toMatchObject({ path: expect.stringMatching(/^\/sign-in\?reset#[\w-]{43}$/), endsAt: new Date(now.getTime() + 3 * DAY_MS).toISOString() }); // prettier-ignore
  expect(await lastAudit()).toEqual({ act: 'make-account', thing: made.body.id, said: { personId } }); // prettier-ignore
  expect((await accounts(`personId=${personId}`)).accounts).toMatchObject([{ name: 'Zhao', hasPassword: false, linkEndsAt: made.body.endsAt, sessions: 0 }]); // prettier-ignore
  expect((await post('/api/accounts', { personId, name: 'other' })).body.reason).toBe(
    'has-account',
  );
  const second = await newPerson();
  expect((await post('/api/accounts', { personId: second, name: 'ZHAO' })).body.reason).toBe('name-taken'); // prettier-ignore
  for (const name of ['x', 'two words', '王　一', 'a<b>']) {
    const refused = await post('/api/accounts', { personId: second, name });
    expect([refused.status, refused.body.reason, refused.body.detail]).toEqual([400, 'account-name', expect.stringMatching(/^body name: /)]); // prettier-ignore
  }
  expect((await post('/api/accounts', { personId: 999, name: 'nobody' })).body.reason).toBe('unknown-person'); // prettier-ignore

  const used = await use(made.body);
  expect([used.status, await me(used.cookie)]).toEqual([200, 200]);
  expect((await use(made.body)).body.reason).toBe('link-over');
  expect((await accounts(`personId=${personId}`)).accounts).toMatchObject([{ hasPassword: true, linkEndsAt: null, sessions: 1, seenAt: now.toISOString() }]); // prettier-ignore
});

it('another link takes the place of the one before, and nothing changes until it is used', async () => {
  const id = accountId(idOf('planner'));
  const planner = await staff.signIn('planner');
  const first = await post(`/api/accounts/${id}/link`);
  const second = await post(`/api/accounts/${id}/link`);
  expect(await lastAudit()).toMatchObject({ act: 'make-link', thing: id, said: { own: false } });
  expect(JSON.stringify(await lastAudit())).not.toContain(second.body.path.split('#')[1]);
  expect((await use(first.body)).body.reason).toBe('link-over');
  expect(await me(planner)).toBe(200);
  expect((await use(second.body)).status).toBe(200);
  expect(await me(planner)).toBe(401);
  const third = await post(`/api/accounts/${id}/link`);
  now = new Date(now.getTime() + 3 * DAY_MS);
  expect((await use(third.body)).body.reason).toBe('link-over');
});

it('of one’s own account nothing is changed past its password', async () => {
  const own = accountId(idOf('administrator'));
  for (const [method, url] of [['POST', `/api/accounts/${own}/link`], ['DELETE', `/api/accounts/${own}/code`]] as const) {
    const { status, body } = await staff.ask(cookie, method, url);
    expect([status, body.reason]).toEqual([409, 'own-account']);
  }
}); // prettier-ignore

it('who is disabled is out at once, and comes in again when enabled', async () => {
  const id = accountId(idOf('operator'));
  const operator = await staff.signIn('operator');
  const link = await post(`/api/accounts/${id}/link`);
  expect((await post(`/api/accounts/${id}/disable`)).body).toEqual({ ended: 1 });
  expect(await lastAudit()).toMatchObject({
    act: 'disable-account',
    thing: id,
    said: { ended: 1 },
  });
  expect([await me(operator), (await use(link.body)).body.reason]).toEqual([401, 'link-over']);
  expect((await post(`/api/accounts/${id}/disable`)).body.reason).toBe('account-disabled');
  expect((await post(`/api/accounts/${id}/link`)).body.reason).toBe('account-disabled');
  expect((await accounts('only=disabled')).accounts.map(({ name }) => name)).toEqual(['operator']);
  await post(`/api/accounts/${id}/enable`);
  expect((await post(`/api/accounts/${id}/enable`)).body.reason).toBe('account-enabled');
  expect(await me(operator)).toBe(401);
  expect(await me(await staff.signIn('operator'))).toBe(200);
});

it('all sessions of somebody are ended by whoever manages', async () => {
  const [one, two] = [await staff.signIn('auditor'), await staff.signIn('auditor')];
  const url = `/api/accounts/${accountId(idOf('auditor'))}/sessions`;
  const answer = await staff.ask(cookie, 'DELETE', url);
  expect([answer.body, await me(one), await me(two)]).toEqual([{ ended: 2 }, 401, 401]);
});

it('the last administrator cannot be disabled, a demo account cannot be changed', async () => {
  const mine = `/api/accounts/${accountId(idOf('administrator'))}`;
  expect((await post(`${mine}/disable`)).body.reason).toBe('last-administrator');
  expect(await me(cookie)).toBe(200);
  const demo = accountId(idOf('supervisor'));
  await database.ownerPool.query('UPDATE accounts SET demo = TRUE WHERE id = $1', [demo]);
  expect((await post(`/api/accounts/${demo}/link`)).body.reason).toBe('demo-account');
  expect((await post(`/api/accounts/${accountId(999)}/link`)).body.reason).toBe('unknown-account');
});

it('who manages one street manages no account of anybody who is more than that', async () => {
  const street = idOf('street-officer');
  await database.ownerPool.query(`UPDATE posts SET role = 'administrator', area_id = 2 WHERE person_id = $1`, [street]); // prettier-ignore
  const by = await staff.signIn('street-officer');
  const seen = (await accounts('', by)).accounts.map(({ name }) => name);
  expect(seen).toContain('worker');
  expect(seen).not.toContain('administrator');
  const link = (role: 'worker' | 'administrator') => post(`/api/accounts/${accountId(idOf(role))}/link`, undefined, by); // prettier-ignore
  expect([(await link('administrator')).body.reason, (await link('worker')).status]).toEqual(['unknown-account', 200]); // prettier-ignore
  // Whoever stands in for somebody above is above for that time.
  await database.ownerPool.query(`UPDATE posts SET substitute_id = $1, substitute_from_at = $2 WHERE person_id = $3`, [idOf('worker'), now, idOf('administrator')]); // prettier-ignore
  expect((await link('worker')).body.reason).toBe('beyond-scope');
});

it('an account gets another name, which nobody else has', async () => {
  const id = accountId(idOf('handler'));
  const handler = await staff.signIn('handler');
  const rename = (name: string) => post(`/api/accounts/${id}/name`, { name });
  expect((await rename('AUDITOR ')).body.reason).toBe('name-taken');
  const before = { name: 'handler' };
  expect((await rename(' Handler ')).status).toBe(200);
  expect(await lastAudit()).toEqual({ act: 'rename-account', thing: id, said: { personId: idOf('handler'), own: false, before, after: { name: 'Handler' } } }); // prettier-ignore
  expect((await rename('Chen')).status).toBe(200);
  expect(await me(handler)).toBe(200);
  expect([await staff.signIn('handler'), await me(await staff.signIn('chen'))]).toEqual(['', 200]);
  expect((await rename('Chen 2')).body.reason).toBe('account-name');
  const bad = await rename('x'.repeat(65));
  expect([bad.status, bad.body.reason]).toEqual([400, 'bad-request']);
  expect((await post(`/api/accounts/${accountId(99)}/name`, { name: 'x' })).body.reason).toBe('unknown-account'); // prettier-ignore
});

it('are listed page by page', async () => {
  const all = await accounts('');
  expect([all.accounts.length, all.next]).toEqual([22, null]);
  await database.ownerPool.query(`
    INSERT INTO people (id, name, source_key) SELECT 5000 + n, 'n' || n, 'n' || n FROM generate_series(1, 60) AS n;
    INSERT INTO accounts (id, name, name_key, person_id, made_at)
    SELECT gen_random_uuid(), 'N' || n, 'n' || n, 5000 + n, '2026-01-01' FROM generate_series(1, 60) AS n`);
  const first = await accounts('q=N');
  const second = await accounts(`q=N&after=${first.next}`);
  const names = [...first.accounts, ...second.accounts].map(({ name }) => name);
  expect([first.accounts.length, second.next, new Set(names).size]).toEqual([50, null, names.length]); // prettier-ignore
  for (let n = 1; n <= 60; n++) expect(names).toContain(`N${n}`);
});
