import { randomUUID } from 'node:crypto';

import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { insertDrawing } from '#server/plans/test-edition.sql.ts';
import { insertTestSession } from '#server/session/test-session.sql.ts';
import { startTestApp, testAccounts } from '#server/test-app.ts';

/**
 * Every route that changes something, and what it leaves in the audit; after a dash why it leaves nothing of itself. Written
 * by hand: a route without a line fails, and so does one that no try below calls.
 */
const WRITES = `
POST   /api/sessions                        sign-in
POST   /api/sessions/code                   sign-in
DELETE /api/sessions                        end-sessions
DELETE /api/sessions/:id                    sign-out
POST   /api/sessions/oidc                   - nobody is anybody yet; coming back is a sign-in (accounts/by-provider.sql.test)
POST   /api/accounts/links                  use-link
POST   /api/accounts/me/password            change-password
POST   /api/accounts/me/code                - a key counts once a code of it was said
POST   /api/accounts/me/code/on             turn-on-code
POST   /api/accounts/me/code/off            turn-off-code
DELETE /api/accounts/:id/code               turn-off-code
POST   /api/accounts/me/oidc                - it sends the browser on; coming back is link-identity (accounts/by-provider.sql.test)
DELETE /api/accounts/me/oidc                unlink-identity
POST   /api/accounts/:id/oidc               link-identity
DELETE /api/accounts/:id/oidc               unlink-identity
POST   /api/accounts                        make-account
POST   /api/accounts/:id/name               rename-account
POST   /api/accounts/:id/disable            disable-account
POST   /api/accounts/:id/enable             enable-account
POST   /api/accounts/:id/link               make-link
DELETE /api/accounts/:id/sessions           end-sessions
POST   /api/people                          make-person
POST   /api/people/:id/name                 rename-person
POST   /api/people/:id/posts                give-post
POST   /api/posts/:id/end                   end-post
POST   /api/posts/:id/substitute            change-substitute
POST   /api/organisations                   make-organisation
POST   /api/organisations/:id               change-organisation
POST   /api/organisations/:id/parent        move-organisation
POST   /api/organisations/:id/close         close-organisation
POST   /api/devices/pairings                - a code is shown by whoever asks; nothing comes of it before a desk enters it
POST   /api/devices/walls                   pair-wall
POST   /api/devices/pairings/claim          begin-wall
POST   /api/devices/trackers                make-token
POST   /api/devices/integrations            make-token
POST   /api/devices/:id/visitor-safe        change-device
DELETE /api/devices/:id                     revoke-device
POST   /api/sites/states                    record-states
POST   /api/units/:id/duty                  change-duty
POST   /api/fixes                           - a fix each ten seconds of a thousand phones; whose they are is in the fixes
GET    /osmand                              - the same
POST   /osmand                              - the same
POST   /api/feeds/:key/heartbeat            - nothing changes but when a source was last heard
POST   /api/incidents                       report-incident
POST   /api/incidents/:id/steps             close-incident
POST   /api/incidents/:id/petitioner/open   ask-petitioner+open-petitioner
POST   /api/plans                           begin-plan
POST   /api/plans/:id/edits                 draw-plan
POST   /api/plans/:id/position              step-plan
POST   /api/plans/:id/copy                  copy-plan
POST   /api/plans/:id/rebase                rebase-plan
POST   /api/plans/:id/discard               discard-plan
POST   /api/plans/:id/publish               publish-plan
POST   /api/plans/:id/withdraw              withdraw-plan
POST   /api/editions/:id/restore            restore-edition
`;

const rows = WRITES.trim().split('\n').map((line) => {
  const [method, path, act, ...why] = line.split(/\s+/);
  return { route: `${method} ${path}`, act: act === '-' ? null : act!, why: why.join(' ') };
}); // prettier-ignore
const actOf = new Map(rows.map(({ route, act }) => [route, act]));

/** Nobody comes by it here: what is kept is who was linked to it. */
const PROVIDER = {
  issuer: 'http://127.0.0.1:1',
  clientId: 'jingwei',
  clientSecret: 's',
  name: 'p',
};
const GOOD = 'a fine long password';
const NEXT = 'another fine password';
let now = new Date('2026-06-01T08:00:00Z');
const later = (ms = 60_000): void => void (now = new Date(now.getTime() + ms));
let database: TestDatabase;
let server: Awaited<ReturnType<typeof startTestApp>>;
const served = new Set<string>();
const tried = new Set<string>();

beforeAll(async () => {
  database = await testDatabase();
  const { ownerPool } = database;
  await insertDrawing(ownerPool);
  await ownerPool.query(
    `INSERT INTO categories VALUES ('noise', '噪声', 'Noise', 4);
     INSERT INTO sites (id, code, kind, class, name, geom, state, state_at, source_key)
       VALUES (1, 'C1', 'camera', 'dome', 'c', ST_SetSRID(ST_MakePoint(118.8, 32), 4490), 'online', '2026-05-01', 'C1');
     INSERT INTO units (id, code, kind, name, home_area_id, on_duty, source_key) VALUES (1, 'U1', 'worker', 'u', 1, TRUE, 'U1')`,
  );
  const hash = await (await testAccounts()).passwords.hash(GOOD);
  for (const [personId, roles] of [[1, ['administrator', 'duty-leader', 'planner', 'publisher']], [2, ['worker']]] as const) {
    await insertTestSession(ownerPool, { personId, role: null, at: now });
    for (const [i, role] of roles.entries())
      await ownerPool.query(`INSERT INTO posts (id, person_id, role, area_id, from_at) VALUES ($1, $2, $3, 100, '2026-01-01')`, [10 * personId + i, personId, role]);
  } // prettier-ignore
  await ownerPool.query(`INSERT INTO posts (id, person_id, role, area_id, from_at) VALUES (99, 1, 'patrol-lead', 100, '2026-01-01')`); // prettier-ignore
  await ownerPool.query('UPDATE accounts SET password_hash = $1', [hash]);
  server = await startTestApp(
    database.pool,
    () => now,
    null,
    { asked: true, provider: PROVIDER },
    {
      onRoute: (route) => {
        for (const method of [route.method].flat())
          if (/^\/(api|osmand)/.test(route.url) && (/^(POST|PUT|PATCH|DELETE)$/.test(method) || (method === 'GET' && route.url === '/osmand')))
            served.add(`${method} ${route.url}`);
      },
    },
  ); // prettier-ignore
}, 60_000);
afterAll(async () => {
  await server?.close();
  await database?.drop();
});

const lastNo = async (): Promise<number> =>
  (await database.ownerPool.query<{ no: number }>('SELECT coalesce(max(no), 0)::int AS no FROM audit')).rows[0]!.no; // prettier-ignore

/** Do what a route does, and look at what the audit has of it: its act, and who. */
async function does(route: string, params: string[], payload: object | undefined, cookie: string) {
  const [method, path] = route.split(' ') as ['POST' | 'DELETE', string];
  let at = 0;
  const url = path.replace(/:[a-z]+/g, () => params[at++]!);
  const before = await lastNo();
  const answer = await server.app.inject({
    method,
    url,
    headers: { host: '127.0.0.1', origin: 'http://127.0.0.1', ...(cookie && { cookie }) },
    ...(payload && { payload }),
  });
  expect(answer.statusCode, `${route}: ${answer.body}`).toBeLessThan(300);
  const { rows: kept } = await database.ownerPool.query<{ act: string; account_name: string | null; address: string }>('SELECT act, account_name, address FROM audit WHERE no > $1 ORDER BY no', [before]); // prettier-ignore
  const act = actOf.get(route);
  if (answer.statusCode !== 202) {
    expect(kept.map((row) => row.act), route).toEqual(act?.split('+') ?? []); // prettier-ignore
    for (const row of kept) expect(row.address, route).toBe('127.0.0.1');
    tried.add(route);
  }
  const set = [answer.headers['set-cookie'] ?? []].flat().map((line) => line.split(';')[0]!);
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each try says what it expects
  return { body: answer.json<any>(), cookie: set.find((one) => !one.endsWith('=')) ?? '' };
}

describe('what is written', () => {
  it('has a line for every route, and a reason where it leaves nothing', () => {
    expect(rows.map(({ route }) => route).sort()).toEqual([...served].sort());
    for (const { route, act, why } of rows)
      expect(act === null ? why.length > 7 : why === '', route).toBe(true);
  });

  it('is kept: accounts, people, organisations and devices', async () => {
    const signIn = async (name: string, password = GOOD) =>
      (await does('POST /api/sessions', [], { name, password }, '')).cookie;
    const setCode = async (cookie: string) => {
      const { key } = (await does('POST /api/accounts/me/code', [], { password: GOOD }, cookie)).body; // prettier-ignore
      const phone = (): string => {
        later();
        return new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: now.getTime() });
      };
      await does('POST /api/accounts/me/code/on', [], { code: phone() }, cookie);
      return phone;
    };
    let cookie = await signIn('a1');
    const phone = await setCode(cookie);
    const step = await signIn('a1');
    cookie = (await does('POST /api/sessions/code', [], { code: phone() }, step)).cookie;
    await does('POST /api/accounts/me/code/off', [], { password: GOOD, code: phone() }, cookie);
    const other = await signIn('a2');
    await setCode(other);

    const { id } = (await does('POST /api/people', [], { name: '新来' }, cookie)).body.person ?? (await newest('people')); // prettier-ignore
    const person = [String(id)];
    await does('POST /api/people/:id/name', person, { name: '新来的' }, cookie);
    await does('POST /api/people/:id/posts', person, { role: 'worker', areaId: 101 }, cookie);
    const post = [String((await newest('posts')).id)];
    await does('POST /api/posts/:id/substitute', post, { personId: 2 }, cookie);
    await does('POST /api/posts/:id/end', post, {}, cookie);
    const words = { name: '街道办', nameEn: null, kind: 'department' };
    await does('POST /api/organisations', [], { ...words, parentId: null }, cookie);
    const organisation = [String((await newest('organisations')).id)];
    await does('POST /api/organisations/:id', organisation, { ...words, name: '街道办事处' }, cookie); // prettier-ignore
    await does('POST /api/organisations/:id/parent', organisation, { parentId: 3 }, cookie);
    await does('POST /api/organisations/:id/close', organisation, undefined, cookie);

    await does('POST /api/accounts', [], { personId: id, name: 'new' }, cookie);
    const { rows } = await database.ownerPool.query<{ id: string; name: string }>('SELECT id, name FROM accounts'); // prettier-ignore
    const accountOf = (name: string): string[] => [rows.find((one) => one.name === name)!.id];
    await does('POST /api/accounts/:id/name', accountOf('new'), { name: 'newer' }, cookie);
    await does('POST /api/accounts/:id/disable', accountOf('new'), undefined, cookie);
    await does('POST /api/accounts/:id/enable', accountOf('new'), undefined, cookie);
    const link = (await does('POST /api/accounts/:id/link', accountOf('new'), undefined, cookie)).body.path as string; // prettier-ignore
    await does('POST /api/accounts/links', [], { secret: link.slice(-43), password: NEXT }, '');
    await does('DELETE /api/accounts/:id/code', accountOf('a2'), undefined, cookie);
    await does('DELETE /api/accounts/:id/sessions', accountOf('new'), undefined, cookie);
    await does('POST /api/accounts/:id/oidc', accountOf('a2'), { subject: 'somebody' }, cookie);
    await does('DELETE /api/accounts/me/oidc', [], undefined, await signIn('a2'));
    await does('POST /api/accounts/:id/oidc', accountOf('a2'), { subject: 'somebody' }, cookie);
    await does('DELETE /api/accounts/:id/oidc', accountOf('a2'), undefined, cookie);
    const { rows: kept } = await database.ownerPool.query<{ text: string }>(`SELECT string_agg(said, ' ') AS text FROM audit WHERE act LIKE '%link-identity'`); // prettier-ignore
    expect(kept[0]!.text).toContain(PROVIDER.issuer);
    expect(kept[0]!.text).not.toContain('somebody');

    const wall = (await does('POST /api/devices/pairings', [], undefined, '')).body;
    const device = (await does('POST /api/devices/walls', [], { code: wall.code, name: '大厅', areaId: null }, cookie)).body; // prettier-ignore
    await does('POST /api/devices/pairings/claim', [], { secret: wall.secret }, '');
    await does('POST /api/devices/:id/visitor-safe', [device.id], { visitorSafe: true }, cookie);
    await does('DELETE /api/devices/:id', [device.id], undefined, cookie);
    await does('POST /api/devices/trackers', [], { unit: 'U1', name: '手机' }, cookie);
    await does('POST /api/devices/integrations', [], { purpose: 'intake', name: '12345' }, cookie);

    cookie = (await does('POST /api/accounts/me/password', [], { password: GOOD, next: NEXT }, cookie)).cookie; // prettier-ignore
    const sessions = (await server.app.inject({ url: '/api/sessions', headers: { host: '127.0.0.1', cookie } })).json<{ sessions: { id: string }[] }>(); // prettier-ignore
    await does('DELETE /api/sessions/:id', [sessions.sessions[0]!.id], undefined, cookie);
    await does('DELETE /api/sessions', [], undefined, await signIn('a1', NEXT));
  }, 60_000);

  it('is kept: incidents, units, cameras and plans', async () => {
    const cookie = (await does('POST /api/sessions', [], { name: 'a1', password: NEXT }, '')).cookie; // prettier-ignore
    const incident = [randomUUID()];
    await does('POST /api/incidents', [], { id: incident[0], category: 'noise', title: 't', at: [118.80005, 32.00045], petitioner: { name: '张三' } }, cookie); // prettier-ignore
    await does(
      'POST /api/incidents/:id/petitioner/open',
      incident,
      { reason: '回访来电人' },
      cookie,
    );
    await does('POST /api/incidents/:id/steps', incident, { step: 'close', expects: 1 }, cookie);
    await does('POST /api/units/:id/duty', ['1'], { onDuty: false }, cookie);
    await does('POST /api/sites/states', [], { states: [{ code: 'C1', state: 'offline', at: now.toISOString() }] }, cookie); // prettier-ignore

    const begin = async (editionId: number): Promise<string[]> => {
      const id = randomUUID();
      await does('POST /api/plans', [], { id, name: '方案', editionId }, cookie);
      return [id];
    };
    const draw = (plan: string[], area: number, expects: number) =>
      does('POST /api/plans/:id/edits', plan, { id: randomUUID(), expects, act: { verb: 'describe', areas: [{ id: area, words: { name: `改名${area}` } }] } }, cookie); // prettier-ignore
    const at = async (plan: string[]): Promise<number> =>
      (await database.ownerPool.query<{ n: number }>('SELECT revision AS n FROM plans WHERE id = $1', plan)).rows[0]!.n; // prettier-ignore
    const one = await begin(1);
    await draw(one, 1, await at(one));
    await does('POST /api/plans/:id/position', one, { position: 0, expects: await at(one) }, cookie); // prettier-ignore
    await does('POST /api/plans/:id/position', one, { position: 1, expects: await at(one) }, cookie); // prettier-ignore
    const two = await begin(1);
    await draw(two, 5, await at(two));
    await does('POST /api/plans/:id/copy', one, { id: randomUUID(), name: '副本' }, cookie);
    later();
    await does('POST /api/plans/:id/publish', one, { expects: await at(one) }, cookie);
    await does('POST /api/plans/:id/rebase', two, { expects: await at(two) }, cookie);
    later();
    const soon = new Date(now.getTime() + 3_600_000).toISOString();
    await does('POST /api/plans/:id/publish', two, { expects: await at(two), validFrom: soon }, cookie); // prettier-ignore
    await does('POST /api/plans/:id/withdraw', two, { expects: await at(two) }, cookie);
    await does('POST /api/plans/:id/discard', two, { expects: await at(two) }, cookie);
    await does('POST /api/editions/:id/restore', ['1'], { id: randomUUID(), name: '退回', expects: 2 }, cookie); // prettier-ignore
  }, 60_000);

  it('was tried, of every route that leaves something', () => {
    expect(rows.filter(({ route, act }) => act !== null && !tried.has(route))).toEqual([]);
  });
});

async function newest(table: string): Promise<{ id: number }> {
  return (await database.ownerPool.query<{ id: number }>(`SELECT max(id) AS id FROM ${table}`)).rows[0]!; // prettier-ignore
}
