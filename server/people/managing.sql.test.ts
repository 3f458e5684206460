import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { POST_ROLES } from '#data/people/person.ts';
import type {
  Directory,
  OrganisationEntry,
  OrganisationTree,
  PersonPage,
} from '#data/people/managing.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { accountId, startStaffed } from '#server/test-staff.sql.ts';

let now = new Date('2026-06-01T08:00:00Z');
const later = (ms: number): string => new Date(now.getTime() + ms).toISOString();
const HOUR_MS = 3_600_000;
const idOf = (role: (typeof POST_ROLES)[number]): number => POST_ROLES.indexOf(role) + 1;

let database: TestDatabase;
let staff: Awaited<ReturnType<typeof startStaffed>>;
let cookie: string;
let street: string;
let ear: pg.PoolClient;
let told: string[] = [];
beforeAll(async () => {
  database = await testDatabase();
  ear = await database.ownerPool.connect();
  ear.on('notification', ({ payload }) => told.push(payload ?? ''));
  await ear.query('LISTEN jingwei_access');
  staff = await startStaffed(database, () => now);
  cookie = await staff.signIn('administrator');
  // Whoever manages one street only.
  await database.ownerPool.query(`UPDATE posts SET role = 'administrator', area_id = 2 WHERE person_id = ${idOf('street-officer')}`); // prettier-ignore
  street = await staff.signIn('street-officer');
});
afterAll(async () => {
  await staff?.server.close();
  ear?.release();
  await database?.drop();
});
beforeEach(async () => {
  await ear.query('SELECT 1');
  told = [];
  now = new Date(now.getTime() + 60_000);
});

const get = <T>(url: string, by = cookie) => staff.ask<T>(by, 'GET', url);
const post = (url: string, payload: object = {}, by = cookie) => staff.ask<{ id: number }>(by, 'POST', url, payload); // prettier-ignore
const refusal = async (asked: ReturnType<typeof post>): Promise<unknown[]> => {
  const { status, body } = await asked;
  return [status, body.reason];
};
async function lastAudit(): Promise<{ act: string; thing: string; said: Record<string, unknown>; account: string }> {
  const { rows } = await database.ownerPool.query<{ act: string; thing: string; said: string; account: string }>(
    'SELECT act, thing, said, account_name AS account FROM audit ORDER BY no DESC LIMIT 1',
  );
  return { ...rows[0]!, said: JSON.parse(rows[0]!.said) as Record<string, unknown> };
} // prettier-ignore
/** The database says whose access is another: these people's, '' for anybody's, and nobody else's since the last call. */
async function expectTold(...people: string[]): Promise<void> {
  const end = Date.now() + 10_000;
  while (!people.every((one) => told.includes(one)) && Date.now() < end)
    await ear.query('SELECT 1');
  expect([...new Set(told.splice(0))].sort()).toEqual(people.sort());
}
async function newPerson(name = '赵六'): Promise<number> {
  return (await post('/api/people', { name })).body.id;
}

describe('who manages', () => {
  const ROUTES: ['GET' | 'POST', string, object?][] = [
    ['GET', '/api/people/directory'],
    ['GET', '/api/people/1'],
    ['POST', '/api/people', { name: 'x' }],
    ['POST', '/api/people/1/name', { name: 'x' }],
    ['POST', '/api/people/1/posts', { role: 'auditor' }],
    ['POST', '/api/posts/1/end', {}],
    ['POST', '/api/posts/1/substitute', { personId: null }],
    ['GET', '/api/organisations/tree'],
    ['POST', '/api/organisations', { name: 'x', kind: 'company', parentId: null }],
    ['POST', '/api/organisations/1', { name: 'x', kind: 'company' }],
    ['POST', '/api/organisations/1/parent', { parentId: null }],
    ['POST', '/api/organisations/1/close', {}],
  ];

  it('is an administrator and nobody else', async () => {
    const before = await database.ownerPool.query('SELECT count(*) FROM audit');
    for (const [method, url, payload] of ROUTES)
      expect([url, (await staff.ask('', method, url, payload)).status]).toEqual([url, 401]);
    const others = POST_ROLES.filter((role) => role !== 'administrator' && role !== 'street-officer'); // prettier-ignore
    for (const role of others) {
      const by = await staff.signIn(role);
      for (const [method, url, payload] of ROUTES) {
        const answer = await staff.ask(by, method, url, payload);
        expect([role, url, answer.status, answer.body.reason]).toEqual([role, url, 403, 'role-may-not']); // prettier-ignore
      }
    }
    expect(await database.ownerPool.query('SELECT count(*) FROM posts WHERE to_at IS NOT NULL')).toMatchObject({ rows: [{ count: '0' }] }); // prettier-ignore
    const after = await database.ownerPool.query(`SELECT count(*) FROM audit WHERE act <> 'sign-in'`); // prettier-ignore
    expect([before.rows[0], after.rows[0]]).toEqual([{ count: '2' }, { count: '0' }]);
  }, 120_000);

  it('manages no further than the own post reaches', async () => {
    const one = await newPerson('街道的人');
    expect(await refusal(post(`/api/people/${one}/posts`, { role: 'worker', areaId: 5 }, street))).toEqual([403, 'beyond-scope']); // prettier-ignore
    expect(await refusal(post(`/api/people/${one}/posts`, { role: 'administrator' }, street))).toEqual([403, 'beyond-scope']); // prettier-ignore
    // To be employed here is no reach over there, and a house lies where it lies.
    expect(await refusal(post(`/api/people/${one}/posts`, { role: 'leader', areaId: 5, organisationId: 2 }, street))).toEqual([403, 'beyond-scope']); // prettier-ignore
    expect(await refusal(post(`/api/people/${one}/posts`, { role: 'captain', buildingId: 1 }, street))).toEqual([200, undefined]); // prettier-ignore
    expect(await refusal(post(`/api/people/${one}/posts`, { role: 'worker', areaId: 4 }, street))).toEqual([200, undefined]); // prettier-ignore
    expect(await refusal(post(`/api/people/${one}/name`, { name: '李四' }, street))).toEqual([200, undefined]); // prettier-ignore
    // Who holds something beyond it, too, is somebody else's.
    expect((await post(`/api/people/${one}/posts`, { role: 'auditor' })).status).toBe(200);
    expect(await refusal(post(`/api/people/${one}/name`, { name: '王五' }, street))).toEqual([403, 'beyond-scope']); // prettier-ignore
    const page = (await get<PersonPage>(`/api/people/${one}`, street)).body;
    expect([page.mayChange, page.others, page.posts.map((p) => p.role).sort()]).toEqual([false, true, ['captain', 'worker']]); // prettier-ignore
    const list = async (query = ''): Promise<Directory> => (await get<Directory>(`/api/people/directory?${query}`, street)).body; // prettier-ignore
    const line = (await list()).people.find(({ id }) => id === one)!;
    expect([line.others, line.posts.map((p) => p.role).sort()]).toEqual([true, ['captain', 'worker']]); // prettier-ignore
    expect((await list('role=auditor')).people).toEqual([]);
    const seen = (await list()).people.map(({ name }) => name);
    expect(seen).toContain('worker');
    expect(seen).not.toContain('auditor');
    expect(await refusal(post('/api/organisations', { name: 'x', kind: 'company', parentId: null }, street))).toEqual([403, 'beyond-scope']); // prettier-ignore
    const mayAdd = async (by?: string) => (await get<OrganisationTree>('/api/organisations/tree', by)).body.mayAdd; // prettier-ignore
    expect([await mayAdd(), await mayAdd(street)]).toEqual([true, false]);
  });
});

describe('whoever lies beyond the scope', () => {
  it('is answered of as somebody who is not there, and is no place in a list', async () => {
    const auditor = idOf('auditor');
    for (const id of [auditor, 999_999]) {
      const answers = [
        staff.ask(street, 'GET', `/api/people/${id}`),
        post(`/api/people/${id}/name`, { name: 'x' }, street),
        post(`/api/people/${id}/posts`, { role: 'worker', areaId: 4 }, street),
        post(`/api/posts/1/substitute`, { personId: id }, street),
        post('/api/accounts', { personId: id, name: 'x' }, street),
      ];
      for (const { status, body } of await Promise.all(answers))
        expect([id, status, body.reason]).toEqual([id, 404, 'unknown-person']);
      const ended = post(`/api/posts/${id}/end`, {}, street);
      expect(await refusal(ended)).toEqual([404, 'unknown-post']);
      expect(await refusal(post(`/api/posts/${id}/substitute`, { personId: null }, street))).toEqual([404, 'unknown-post']); // prettier-ignore
      expect(await refusal(post(`/api/accounts/${accountId(id)}/link`, {}, street))).toEqual([404, 'unknown-account']); // prettier-ignore
      expect((await get<Directory>(`/api/people/directory?after=${id}`, street)).body.people).toEqual([]); // prettier-ignore
      expect((await get<{ accounts: object[] }>(`/api/accounts?after=${accountId(id)}`, street)).body.accounts).toEqual([]); // prettier-ignore
    }
    expect((await get<Directory>(`/api/people/directory?after=${auditor}`)).body.people.length).toBeGreaterThan(0); // prettier-ignore
  });
});

describe('an account is nobody’s prey', () => {
  it('who holds nothing yet is the whole district’s, and a link is over when its person is given more', async () => {
    const one = await newPerson('新来的人');
    const account = { personId: one, name: 'xinlai' };
    expect(await refusal(post('/api/accounts', account, street))).toEqual([403, 'beyond-scope']);
    expect((await post(`/api/people/${one}/posts`, { role: 'worker', areaId: 4 }, street)).status).toBe(200); // prettier-ignore
    const made = await staff.ask<{ path: string }>(street, 'POST', '/api/accounts', account);
    expect(made.status).toBe(200);
    expect((await post(`/api/people/${one}/posts`, { role: 'publisher' })).status).toBe(200);
    const use = { secret: made.body.path.split('#')[1], password: 'a quiet mountain road' };
    expect(await refusal(post('/api/accounts/links', use, ''))).toEqual([409, 'link-over']);
  });

  it('is not reached by standing in for many posts of a part', async () => {
    const victim = idOf('publisher');
    expect((await post(`/api/people/${victim}/posts`, { role: 'worker', areaId: 4 })).status).toBe(200); // prettier-ignore
    const holder = await newPerson('有许多岗位的人');
    const stoodIn: unknown[][] = [];
    for (let i = 0; i < 50; i++) {
      const given = await post(`/api/people/${holder}/posts`, { role: 'worker', areaId: 4 }, street); // prettier-ignore
      stoodIn.push(await refusal(post(`/api/posts/${given.body.id}/substitute`, { personId: victim }, street))); // prettier-ignore
    }
    // The two that they hold besides count.
    expect(stoodIn.map(([status]) => status)).toEqual([...Array<number>(48).fill(200), 422, 422]);
    expect(stoodIn.at(-1)![1]).toBe('too-many-posts');
    expect(await refusal(post(`/api/accounts/${accountId(victim)}/link`, {}, street))).toEqual([403, 'beyond-scope']); // prettier-ignore
  }, 60_000);
});

describe('people', () => {
  it('are made, renamed and found, page by page; their names are not in the audit', async () => {
    const id = await newPerson(' 周敏 ');
    expect(id).toBeGreaterThanOrEqual(1_000_000_000);
    expect(await lastAudit()).toMatchObject({ act: 'make-person', thing: String(id), said: {}, account: 'administrator' }); // prettier-ignore
    expect((await get<PersonPage>(`/api/people/${id}`)).body).toEqual({ person: { id, name: '周敏' }, posts: [], others: false, mayChange: true }); // prettier-ignore
    await post(`/api/people/${id}/name`, { name: '周小敏' });
    expect(await lastAudit()).toMatchObject({ act: 'rename-person', thing: String(id), said: {} });
    const list = async (query: string): Promise<Directory> => (await get<Directory>(`/api/people/directory?${query}`)).body; // prettier-ignore
    expect((await list('q=%E5%B0%8F%E6%95%8F')).people).toEqual([{ id, name: '周小敏', posts: [], others: false, account: null }]); // prettier-ignore
    expect((await list('role=planner')).people).toMatchObject([{ name: 'planner', account: { name: 'planner', disabled: false }, posts: [{ role: 'planner', areaId: null }] }]); // prettier-ignore
    expect((await list('only=no-post')).people.map((one) => one.id)).toContain(id);
    expect((await list('only=no-account&q=planner')).count).toBe(0);

    await database.ownerPool.query(`INSERT INTO people (id, name, source_key) SELECT 1000 + n, 'z' || n, 'z' || n FROM generate_series(1, 120) AS n`); // prettier-ignore
    const names: string[] = [];
    let after: number | null = null;
    do {
      const page = await list(`q=z&${after ? `after=${after}` : ''}`);
      expect(page.count).toBe(120);
      names.push(...page.people.map(({ name }) => name));
      after = page.next;
    } while (after);
    expect([names.length, new Set(names).size]).toEqual([120, 120]);
  });

  it.each([
    ['/api/people/1.5/name', { name: 'x' }, 'params id'],
    ['/api/people', { name: ' ' }, 'name'],
    ['/api/people', { name: 'x'.repeat(101) }, 'name'],
    ['/api/people', { name: 'a\u202eb' }, 'name'],
    ['/api/people/1/posts', { role: 'king' }, 'role'],
    ['/api/people/1/posts', { role: 'worker', areaId: 0 }, 'areaId'],
    ['/api/people/1/posts', { role: 'worker', areaId: 4, toAt: 'soon' }, 'toAt'],
    ['/api/posts/1/end', { at: '9999-01-01T00:00:00Z' }, 'at'],
    ['/api/posts/1/substitute', {}, 'personId'],
    ['/api/organisations', { name: 'x', kind: 'tree', parentId: null }, 'kind'],
    ['/api/organisations', { name: 'x', kind: 'company' }, 'parentId'],
  ])('%s with %j is refused by the field', async (url, payload, field) => {
    const { status, body } = await post(url, payload);
    expect([status, body.detail]).toEqual([400, expect.stringContaining(field)]);
  });
});

describe('a post', () => {
  it('is given, stood in for and ended; each is kept with what was before, and told', async () => {
    const id = await newPerson();
    const given = await post(`/api/people/${id}/posts`, { role: 'worker', areaId: 4, organisationId: 2 }); // prettier-ignore
    expect(given.status).toBe(200);
    const postId = given.body.id;
    expect(await lastAudit()).toMatchObject({ act: 'give-post', thing: String(postId), said: { personId: id, own: false, role: 'worker', areaId: 4, toAt: null } }); // prettier-ignore
    await expectTold(String(id));

    const from = later(HOUR_MS);
    expect((await post(`/api/posts/${postId}/substitute`, { personId: 1, fromAt: from })).status).toBe(200); // prettier-ignore
    expect(await lastAudit()).toMatchObject({ act: 'change-substitute', said: { before: null, after: { personId: 1, fromAt: from, toAt: null } } }); // prettier-ignore
    const page = (await get<PersonPage>(`/api/people/${id}`)).body;
    expect(page.posts).toEqual([{ id: postId, person: { id, name: '赵六' }, role: 'worker', areaId: 4, area: 'a4', organisationId: 2, organisation: '城管所', buildingId: null, building: null, fromAt: now.toISOString(), toAt: null, substitute: { id: 1, name: 'worker', fromAt: from, toAt: null } }]); // prettier-ignore
    expect((await get<PersonPage>('/api/people/1')).body.posts.map((p) => p.id)).toContain(postId);
    await post(`/api/posts/${postId}/substitute`, { personId: null });
    expect(await lastAudit()).toMatchObject({ said: { before: { personId: 1, fromAt: from }, after: null } }); // prettier-ignore
    await expectTold('1', String(id));

    const at = later(2 * HOUR_MS);
    expect((await post(`/api/posts/${postId}/end`, { at })).status).toBe(200);
    expect(await lastAudit()).toMatchObject({ act: 'end-post', said: { personId: id, before: { toAt: null }, after: { toAt: at } } }); // prettier-ignore
    now = new Date(now.getTime() + 60_000);
    expect((await post(`/api/posts/${postId}/end`)).status).toBe(200);
    now = new Date(now.getTime() + 1);
    expect(await refusal(post(`/api/posts/${postId}/end`))).toEqual([409, 'post-over']);
    expect(await refusal(post(`/api/posts/${postId}/substitute`, { personId: 1 }))).toEqual([409, 'post-over']); // prettier-ignore
  });

  it('that has not begun is taken back', async () => {
    const id = await newPerson();
    const coming = await post(`/api/people/${id}/posts`, { role: 'worker', areaId: 4, fromAt: later(HOUR_MS) }); // prettier-ignore
    expect((await post(`/api/posts/${coming.body.id}/end`)).status).toBe(200);
    expect(await lastAudit()).toMatchObject({ act: 'end-post', said: { after: null } });
    expect((await get<PersonPage>(`/api/people/${id}`)).body.posts).toEqual([]);
  });

  it('that cannot be is refused', async () => {
    const id = await newPerson();
    const give = (said: object) => refusal(post(`/api/people/${id}/posts`, said));
    expect(await give({ role: 'worker' })).toEqual([422, 'place-missing']);
    expect(await give({ role: 'worker', areaId: 99 })).toEqual([404, 'unknown-area']);
    expect(await give({ role: 'worker', organisationId: 99 })).toEqual([404, 'unknown-organisation']); // prettier-ignore
    expect(await give({ role: 'captain', buildingId: 99 })).toEqual([404, 'unknown-building']);
    expect(await give({ role: 'auditor', fromAt: later(5), toAt: later(4) })).toEqual([422, 'times-upside-down']); // prettier-ignore
    expect(await give({ role: 'auditor', fromAt: '2026-02-01T00:00:00Z', toAt: '2026-03-01T00:00:00Z' })).toEqual([422, 'time-past']); // prettier-ignore
    expect(await refusal(post('/api/people/999/posts', { role: 'auditor' }))).toEqual([404, 'unknown-person']); // prettier-ignore
    expect(await refusal(post('/api/posts/999/end'))).toEqual([404, 'unknown-post']);
    expect(await refusal(post('/api/posts/1/end', { at: later(-1) }))).toEqual([422, 'time-past']);
    expect(await refusal(post('/api/posts/1/substitute', { personId: 1 }))).toEqual([422, 'own-substitute']); // prettier-ignore
    expect(await refusal(post('/api/posts/1/substitute', { personId: 2, fromAt: later(5), toAt: later(5) }))).toEqual([422, 'times-upside-down']); // prettier-ignore
  });

  it('of the last who manages the district stays, now and for as long as nobody else will', async () => {
    const mine = idOf('administrator');
    expect(await refusal(post(`/api/posts/${mine}/end`))).toEqual([409, 'last-administrator']);
    expect(await refusal(post(`/api/posts/${mine}/end`, { at: later(HOUR_MS) }))).toEqual([409, 'last-administrator']); // prettier-ignore
    // Another one, who holds it until tomorrow: until then this one may go, and not after that.
    const other = await post(`/api/people/${idOf('planner')}/posts`, { role: 'administrator', toAt: later(24 * HOUR_MS) }); // prettier-ignore
    expect(await refusal(post(`/api/posts/${mine}/end`, { at: later(25 * HOUR_MS) }))).toEqual([409, 'last-administrator']); // prettier-ignore
    const two = await Promise.all([post(`/api/posts/${mine}/end`), post(`/api/posts/${other.body.id}/end`)]); // prettier-ignore
    expect(two.map(({ status }) => status).sort()).toEqual([200, expect.any(Number)]);
    expect(two.filter(({ status }) => status === 200)).toHaveLength(1);
    await database.ownerPool.query(`UPDATE posts SET to_at = NULL WHERE id = ${mine}`);
  });
});

describe('organisations', () => {
  const tree = async (): Promise<OrganisationEntry[]> =>
    (await get<{ organisations: OrganisationEntry[] }>('/api/organisations/tree')).body.organisations; // prettier-ignore
  const one = async (id: number) => (await tree()).find((o) => o.id === id);

  it('are made, changed, moved and closed', async () => {
    const made = await post('/api/organisations', { name: ' 环卫队 ', nameEn: '', kind: 'station', parentId: 1 }); // prettier-ignore
    const { id } = made.body;
    expect(await one(id)).toEqual({ id, parentId: 1, name: '环卫队', nameEn: null, kind: 'station', closedAt: null, posts: 0, mayChange: true }); // prettier-ignore
    await expectTold('');
    await post(`/api/organisations/${id}`, { name: '环卫一队', nameEn: 'Cleaners', kind: 'company' }); // prettier-ignore
    expect(await lastAudit()).toMatchObject({ act: 'change-organisation', said: { before: { name: '环卫队', nameEn: null, kind: 'station' }, after: { name: '环卫一队', nameEn: 'Cleaners', kind: 'company' } } }); // prettier-ignore
    await post(`/api/organisations/${id}/parent`, { parentId: 3 });
    expect(await lastAudit()).toMatchObject({ act: 'move-organisation', said: { before: { parentId: 1 }, after: { parentId: 3 } } }); // prettier-ignore
    expect(await refusal(post('/api/organisations/3/parent', { parentId: id }))).toEqual([422, 'organisation-ring']); // prettier-ignore
    expect(await refusal(post(`/api/organisations/${id}/parent`, { parentId: id }))).toEqual([422, 'organisation-ring']); // prettier-ignore
    expect(await refusal(post('/api/organisations/3/close'))).toEqual([409, 'organisation-in-use']);
    const person = await newPerson();
    const held = await post(`/api/people/${person}/posts`, { role: 'handler', organisationId: id });
    expect(await one(id)).toMatchObject({ posts: 1 });
    expect(await refusal(post(`/api/organisations/${id}/close`))).toEqual([409, 'organisation-in-use']); // prettier-ignore
    await post(`/api/posts/${held.body.id}/end`);
    now = new Date(now.getTime() + 60_000);
    await post(`/api/posts/${held.body.id}/end`);
    expect((await post(`/api/organisations/${id}/close`)).status).toBe(200);
    expect((await one(id))!.closedAt).toBe(now.toISOString());
    for (const [url, said] of [
      [`/api/organisations/${id}/close`, {}],
      [`/api/organisations/${id}/parent`, { parentId: 1 }],
      ['/api/organisations', { name: 'x', kind: 'company', parentId: id }],
      [`/api/people/${person}/posts`, { role: 'handler', organisationId: id }],
    ] as const)
      // prettier-ignore
      expect([url, ...(await refusal(post(url, said)))]).toEqual([url, 409, 'organisation-closed']);
    // Nobody chooses it any more; what hung on it still says its name.
    const found = async (query: string) => (await get<{ organisations: object[] }>(`/api/organisations?${query}`)).body.organisations.length; // prettier-ignore
    expect([await found('q=Cleaners'), await found(`ids=${id}`)]).toEqual([0, 1]);
  });
});
