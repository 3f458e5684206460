import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Device } from '#data/devices/device.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { verifyAudit } from '#server/audit/verify-audit.ts';
import { startTestApp, testAccounts } from '#server/test-app.ts';

const NOW = new Date('2026-06-01T08:00:00Z');
const GOOD = 'a fine long password';
const MINUTE_MS = 60_000;
let now = NOW;
const later = (ms: number): void => void (now = new Date(now.getTime() + ms));

let database: TestDatabase;
let server: Awaited<ReturnType<typeof startTestApp>>;
let hash: string;
/** Sessions of an administrator of the district, of one of the street 10, and of a duty officer. */
let admin: string;
let local: string;
let officer: string;
beforeAll(async () => {
  database = await testDatabase();
  hash = await (await testAccounts()).passwords.hash(GOOD);
  const { ownerPool } = database;
  await ownerPool.query(
    `INSERT INTO district (code, name) VALUES ('D', '区');
     INSERT INTO levels VALUES (1, 'district', '区', 'District'), (2, 'street', '街道', 'Street');
     INSERT INTO editions VALUES (1, '2026-01-01');
     INSERT INTO areas (id, from_edition, code, level, parent_id, name, name_en, geom, source_key) VALUES
       (1, 1, 'D', 1, NULL, '区', 'District', ST_Multi(ST_MakeEnvelope(118, 32, 119, 33, 4490)), 'D'),
       (10, 1, 'A', 2, 1, '东街道', 'East', ST_Multi(ST_MakeEnvelope(118, 32, 118.5, 33, 4490)), 'A'),
       (11, 1, 'B', 2, 1, '西街道', 'West', ST_Multi(ST_MakeEnvelope(118.5, 32, 119, 33, 4490)), 'B');
     INSERT INTO categories VALUES ('litter', '垃圾', 'Litter', 4);
     INSERT INTO people (id, name, source_key) VALUES (1, '王一', '1'), (2, '李二', '2'), (3, '张三', '3');
     INSERT INTO units (id, code, kind, name, home_area_id, on_duty, source_key) VALUES
       (1, 'U1', 'worker', '王一', 10, TRUE, '1'), (2, 'U2', 'worker', '李二', 11, TRUE, '2');
     INSERT INTO posts (id, person_id, role, area_id, from_at) VALUES
       (1, 1, 'administrator', NULL, '2026-01-01'), (2, 2, 'administrator', 10, '2026-01-01'),
       (3, 3, 'duty-officer', NULL, '2026-01-01')`,
  );
  server = await startTestApp(database.pool, () => now);
});
afterAll(async () => {
  await server?.close();
  await database?.drop();
});
beforeEach(async () => {
  now = new Date(now.getTime() + 2 * 3_600_000);
  await database.ownerPool.query('TRUNCATE devices, device_pairings, pairing_tries, accounts, fixes CASCADE'); // prettier-ignore
  await database.ownerPool.query(
    `INSERT INTO accounts (id, name, name_key, person_id, password_hash, made_at)
     SELECT ('00000000-0000-4000-8000-00000000000' || i)::uuid, 'a' || i, 'a' || i, i, $1, $2 FROM generate_series(1, 3) i`,
    [hash, NOW],
  );
  [admin, local, officer] = await Promise.all(['a1', 'a2', 'a3'].map(async (name) => (await ask('POST', '/api/sessions', { name, password: GOOD })).cookie)) as [string, string, string]; // prettier-ignore
});

type Method = 'GET' | 'POST' | 'DELETE';
async function ask(
  method: Method,
  url: string,
  payload?: object | string,
  cookie = '',
  headers: Record<string, string> = {},
  remoteAddress = '127.0.0.1',
) {
  const answer = await server.app.inject({
    method,
    url,
    ...(payload === undefined ? {} : { payload }),
    remoteAddress,
    headers: { host: '127.0.0.1', origin: 'http://127.0.0.1', ...(cookie ? { cookie } : {}), ...headers }, // prettier-ignore
  });
  const set = String(answer.headers['set-cookie'] ?? '');
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each test says what it expects
  return { status: answer.statusCode, body: answer.json<any>(), headers: answer.headers, set, cookie: set.split(';')[0]! }; // prettier-ignore
}
const begin = async () => (await ask('POST', '/api/devices/pairings')).body as { code: string; secret: string; endsAt: string }; // prettier-ignore
const claim = (secret: string) => ask('POST', '/api/devices/pairings/claim', { secret });
const enter = (code: string, more: object = {}, cookie = admin) =>
  ask('POST', '/api/devices/walls', { code, name: '大厅', areaId: null, ...more }, cookie);
const revoke = (id: string, cookie = admin) => ask('DELETE', `/api/devices/${id}`, undefined, cookie); // prettier-ignore
const devices = async (query = '', cookie = admin): Promise<Device[]> =>
  (await ask('GET', `/api/devices${query}`, undefined, cookie)).body.devices;
const acts = async (act: string): Promise<{ thing: string; said: string; account_name: string | null }[]> => // prettier-ignore
  (await database.ownerPool.query('SELECT thing, said, account_name FROM audit WHERE act = $1 AND at >= $2 ORDER BY no', [act, now])).rows; // prettier-ignore

/** A wall that is paired: its device and its cookie. */
async function pairedWall(more: object = {}): Promise<{ id: string; cookie: string }> {
  const { code, secret } = await begin();
  const { body } = await enter(code, more);
  const { cookie } = await claim(secret);
  return { id: body.id, cookie };
}

describe('a wall', () => {
  it('shows a code, waits, and looks once a desk has entered it', async () => {
    const wall = await begin();
    expect(wall.code).toMatch(/^[A-Z0-9]{8}$/);
    expect(Date.parse(wall.endsAt) - now.getTime()).toBe(10 * MINUTE_MS);
    expect((await claim(wall.secret)).body).toEqual({ paired: false });
    const typed = `${wall.code.slice(0, 4)}-${wall.code.slice(4).toLowerCase()} `;
    const paired = await enter(typed, { name: ' 大厅 ', areaId: 10 });
    expect(paired.status).toBe(200);
    expect(paired.body).toMatchObject({ kind: 'wall', name: '大厅', areaId: 10, areaName: '东街道', areaNameEn: 'East', usedAt: null, madeBy: 'a1' }); // prettier-ignore
    const claimed = await claim(wall.secret);
    expect(claimed.body).toEqual({ paired: true });
    expect(claimed.set).toMatch(/^jingwei=[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax$/); // prettier-ignore
    expect((await ask('GET', '/api/devices/wall', undefined, claimed.cookie)).body).toEqual({ state: 'paired', name: '大厅', revokedAt: null, visitorSafe: false }); // prettier-ignore
    expect(await acts('pair-wall')).toEqual([{ thing: paired.body.id, said: '{"name":"大厅","areaId":10,"visitorSafe":false}', account_name: 'a1' }]); // prettier-ignore
    expect(await acts('begin-wall')).toHaveLength(1);
    // Nothing that is kept lets anybody be this wall.
    const { rows } = await database.ownerPool.query('SELECT * FROM devices, device_pairings');
    const kept = JSON.stringify(rows);
    for (const secret of [wall.code, wall.secret, claimed.cookie.split('=')[1]!]) expect(kept).not.toContain(secret); // prettier-ignore
  });

  it('may only look, and is no account', async () => {
    const { cookie } = await pairedWall();
    for (const [method, url, status, reason] of [
      ['GET', '/api/accounts/me', 403, 'role-may-not'],
      ['GET', '/api/sessions', 403, 'role-may-not'],
      ['DELETE', '/api/sessions', 403, 'role-may-not'],
      ['GET', '/api/devices', 403, 'role-may-not'],
      ['GET', '/api/audit', 403, 'role-may-not'],
      ['POST', '/api/devices/trackers', 403, 'role-may-not'],
    ] as const) {
      const answer = await ask(method, url, method === 'POST' ? {} : undefined, cookie);
      expect([url, answer.status, answer.body.reason]).toEqual([url, status, reason]);
    }
    // Its secret says nothing where tokens do.
    const secret = cookie.split('=')[1]!;
    expect((await ask('GET', `/osmand?id=${secret}&lat=32.5&lon=118.7`)).status).not.toBe(200);
    expect((await ask('GET', '/api/devices/wall', undefined, '', { authorization: `Bearer ${secret}` })).status).toBe(401); // prettier-ignore
  });

  it('is asked for its code once, within ten minutes', async () => {
    const wall = await begin();
    expect((await enter(wall.code)).status).toBe(200);
    expect((await enter(wall.code)).body.reason).toBe('code-unknown');
    const late = await begin();
    later(10 * MINUTE_MS);
    expect((await enter(late.code)).body.reason).toBe('code-unknown');
    expect((await claim(late.secret)).body.reason).toBe('pairing-over');
    const unknown = await enter('K7QDC3MW');
    expect([unknown.status, unknown.body.reason]).toEqual([409, 'code-unknown']);
    // What was typed may be anything.
    expect(await acts('pair-wall-failed')).toEqual(Array(2).fill({ thing: '', said: '{}', account_name: 'a1' })); // prettier-ignore
  });

  it('fetches its token again while none was used, and not after', async () => {
    const wall = await begin();
    await enter(wall.code);
    const [first, second] = [await claim(wall.secret), await claim(wall.secret)];
    const standing = async (cookie: string): Promise<string> => (await ask('GET', '/api/devices/wall', undefined, cookie)).body.state; // prettier-ignore
    expect(await standing(first.cookie)).toBe('open');
    expect(await standing(second.cookie)).toBe('paired');
    expect((await claim(wall.secret)).status).toBe(409);
    expect(await standing(second.cookie)).toBe('paired');
  });

  it('has a code that is tried five times at most', async () => {
    const wall = await begin();
    for (let i = 0; i < 5; i++) expect((await enter(wall.code, { areaId: 99 })).body.reason).toBe('unknown-area'); // prettier-ignore
    expect((await enter(wall.code)).body.reason).toBe('code-unknown');
    expect((await claim(wall.secret)).body.reason).toBe('pairing-over');
  });

  it('can be paired twenty times an hour by a desk that finds nothing, also at once', async () => {
    const wall = await begin();
    const answers = await Promise.all(Array.from({ length: 30 }, () => enter('K7QDC3MW')));
    const reasons = answers.map(({ body }) => body.reason as string);
    expect(reasons.filter((reason) => reason === 'code-unknown')).toHaveLength(20);
    expect(reasons.filter((reason) => reason === 'pairing-slowed')).toHaveLength(10);
    const slowed = await enter(wall.code);
    expect([slowed.status, slowed.headers['retry-after']]).toEqual([429, '3600']);
    // Another desk may.
    expect((await enter((await begin()).code, { areaId: 10 }, local)).status).toBe(200);
    later(61 * MINUTE_MS);
    const fresh = await ask('POST', '/api/sessions', { name: 'a1', password: GOOD });
    expect((await enter((await begin()).code, {}, fresh.cookie)).status).toBe(200);
  });

  it('is not counted where a code was right', async () => {
    for (let i = 0; i < 25; i++) {
      expect((await enter((await begin()).code)).status).toBe(200);
      later(MINUTE_MS);
    }
    const { rows } = await database.ownerPool.query('SELECT at FROM pairing_tries');
    expect(rows).toEqual([{ at: [] }]);
  });

  it('asks for thirty codes at an address, then waits', async () => {
    const from = (address: string) => ask('POST', '/api/devices/pairings', undefined, '', {}, address); // prettier-ignore
    expect((await from('10.1.1.1')).body.reason).toBe('plain-connection');
    const answers = [];
    for (let i = 0; i < 31; i++) answers.push(await from('127.0.0.7'));
    expect(answers.map(({ status }) => status)).toEqual([...Array<number>(30).fill(200), 429]);
    expect(answers.at(-1)!.headers['retry-after']).toBe('20');
  });

  it('that visitors see is told nothing of anybody, from the moment a desk says so', async () => {
    const { ownerPool } = database;
    const { id, cookie } = await pairedWall();
    const incident = '00000000-0000-4000-8000-0000000000cc';
    expect((await ask('POST', '/api/incidents', { id: incident, category: 'litter', title: '堆物', at: [118.2, 32.5], petitioner: { name: '欧阳慕白', phone: '11100001234' } }, admin)).status).toBe(201); // prettier-ignore
    await ownerPool.query(`INSERT INTO entries (incident_id, revision, step, at, actor, note) VALUES ($1, 2, 'close', $2, '诸葛青', '诸葛青 13800001234')`, [incident, now]); // prettier-ignore
    const paths = [
      '/api/units',
      '/api/units/1',
      '/api/people?q=x',
      `/api/incidents/${incident}`,
      `/api/incidents/${incident}/petitioner`,
      `/api/incidents/${incident}/chain`,
      `/api/incidents/${incident}/near`,
      `/api/areas/10/chain`,
      '/api/buildings/captains',
      `/api/search?q=${encodeURIComponent('王一')}`,
    ];
    const text = async (): Promise<string> => {
      const headers = { host: '127.0.0.1', cookie };
      const answers = await Promise.all(paths.map((url) => server.app.inject({ url, headers })));
      return answers.map(({ body }) => body).join('\n');
    };
    expect(await text()).toContain('王一');
    expect((await ask('POST', `/api/devices/${id}/visitor-safe`, { visitorSafe: true }, local)).status).toBe(404); // prettier-ignore
    const changed = await ask('POST', `/api/devices/${id}/visitor-safe`, { visitorSafe: true }, admin); // prettier-ignore
    expect(changed.body).toMatchObject({ id, visitorSafe: true });
    await ask('POST', `/api/devices/${id}/visitor-safe`, { visitorSafe: true }, admin);
    expect((await acts('change-device')).map(({ said }) => JSON.parse(said))).toEqual([{ before: { visitorSafe: false }, after: { visitorSafe: true } }]); // prettier-ignore
    expect((await ask('GET', '/api/devices/wall', undefined, cookie)).body).toMatchObject({ state: 'paired', visitorSafe: true }); // prettier-ignore
    const shown = await text();
    expect(shown).toContain('堆物');
    for (const value of ['王一', '李二', '欧', '1234', '诸葛青', '138'])
      expect(shown, value).not.toContain(value);
    await revoke(id);
    expect((await ask('POST', `/api/devices/${id}/visitor-safe`, { visitorSafe: false }, admin)).status).toBe(404); // prettier-ignore
    const tracker = (await ask('POST', '/api/devices/trackers', { unit: 'U1', name: 't' }, admin)).body.device; // prettier-ignore
    expect((await ask('POST', `/api/devices/${tracker.id}/visitor-safe`, { visitorSafe: true }, admin)).status).toBe(404); // prettier-ignore
  });

  it('is over once it is revoked, and says so', async () => {
    const { id, cookie } = await pairedWall({ name: '东厅' });
    const ended: Buffer[] = [];
    const { hub } = server.deps;
    const { endOf } = hub;
    hub.endOf = (secret) => (ended.push(secret), endOf(secret));
    const revoked = await revoke(id);
    hub.endOf = endOf;
    expect(revoked.body).toMatchObject({ id, revokedAt: now.toISOString(), revokedBy: 'a1' });
    expect(ended).toHaveLength(1);
    expect((await ask('GET', '/api/devices/wall', undefined, cookie)).body).toEqual({ state: 'revoked', name: '东厅', revokedAt: now.toISOString(), visitorSafe: false }); // prettier-ignore
    expect((await ask('GET', '/api/devices', undefined, cookie)).status).toBe(401);
    const at = now;
    later(MINUTE_MS);
    expect((await revoke(id)).body.revokedAt).toBe(at.toISOString());
    expect(await acts('revoke-device')).toEqual([]);
    now = at;
    expect(await acts('revoke-device')).toHaveLength(1);
  });
});

describe('a tracker', () => {
  const make = async (unit = 'U1', cookie = admin) => ask('POST', '/api/devices/trackers', { unit, name: '王一的手机' }, cookie); // prettier-ignore
  const said = (token: string) => `/osmand?id=${token}&lat=32.5&lon=118.2&timestamp=${now.getTime()}`; // prettier-ignore
  const units = async (): Promise<number[]> =>
    (await database.ownerPool.query<{ unit_id: number }>('SELECT unit_id FROM fixes ORDER BY measured_at, unit_id')).rows.map((row) => row.unit_id); // prettier-ignore

  it('adds fixes for its unit and does nothing else', async () => {
    const { status, body } = await make();
    expect(status).toBe(200);
    const { token, device } = body;
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(device).toMatchObject({
      kind: 'tracker',
      unitCode: 'U1',
      unitName: '王一',
      usedAt: null,
    });
    expect((await ask('GET', said(token))).body).toEqual({ accepted: 1, reason: null });
    later(MINUTE_MS);
    const json = { device_id: token, location: { timestamp: now.toISOString(), coords: { latitude: 32.5, longitude: 118.2, accuracy: 5, speed: 1, heading: 2 } } }; // prettier-ignore
    expect((await ask('POST', '/osmand', json)).body.accepted).toBe(1);
    later(MINUTE_MS);
    // Whatever it calls itself.
    const owntracks = { _type: 'location', lat: 32.5, lon: 118.2, tst: now.getTime() / 1000, acc: 5, tid: 'U2', topic: 'owntracks/U2/phone' }; // prettier-ignore
    expect(await ask('POST', `/owntracks?id=${token}`, owntracks)).toMatchObject({ status: 200, body: [] }); // prettier-ignore
    expect((await ask('POST', `/owntracks?id=${token}`, { _type: 'status' })).body).toEqual([]);
    expect((await ask('POST', `/owntracks?id=${token}`, { ...owntracks, lat: 99 })).body.detail).toBe('lat'); // prettier-ignore
    expect(await units()).toEqual([1, 1, 1]);
    for (const kind of ['authorization', 'cookie']) {
      const value = kind === 'cookie' ? `jingwei=${token}` : `Bearer ${token}`;
      const answer = await ask('GET', '/api/devices', undefined, '', { [kind]: value });
      expect([kind, answer.status]).toEqual([kind, 401]);
    }
    expect((await devices())[0]!.usedAt).not.toBeNull();
    const { rows } = await database.ownerPool.query('SELECT * FROM devices UNION ALL SELECT * FROM devices'); // prettier-ignore
    expect(JSON.stringify(rows)).not.toContain(token);
    const { rows: audit } = await database.ownerPool.query('SELECT * FROM audit');
    expect(JSON.stringify(audit)).not.toContain(token);
  });

  it('is nobody’s at once when it is revoked, and not before', async () => {
    const { token, device } = (await make()).body;
    expect((await ask('GET', said(token))).status).toBe(200);
    await revoke(device.id);
    const answer = await ask('GET', said(token));
    expect([answer.status, answer.body.reason]).toEqual([401, 'token-over']);
    expect((await ask('POST', `/owntracks?id=${token}`, { _type: 'status' })).status).toBe(401);
    expect(await units()).toEqual([1]);
    expect((await ask('GET', said('x'.repeat(43)))).status).toBe(401);
  });

  it('is of a unit that there is, and that lies within the posts of who makes it', async () => {
    expect((await make('U9')).body).toEqual({ reason: 'unknown-unit', detail: 'body unit: U9' });
    expect((await make('U2', local)).body.reason).toBe('beyond-scope');
    expect((await make('U1', local)).status).toBe(200);
    expect((await make('U1', officer)).body.reason).toBe('role-may-not');
    expect((await make('U1', '')).body.reason).toBe('signed-out');
  });

  it('still may say a unit’s code where nobody is asked to sign in', async () => {
    expect((await ask('GET', said('U2'))).body.accepted).toBe(1);
    expect((await ask('GET', said('U9'))).body.reason).toBe('unknown-unit');
  });
});

describe('an integration', () => {
  const make = (cookie = admin) => ask('POST', '/api/devices/integrations', { purpose: 'intake', name: '12345 热线' }, cookie); // prettier-ignore
  const report = { category: 'litter', title: '堆物', at: [118.2, 32.5] };

  it('reports by its token, without a page of ours', async () => {
    const { token, device } = (await make()).body;
    const say = (id: string, authorization: string) =>
      server.app.inject({ method: 'POST', url: '/api/incidents', payload: { id, ...report }, headers: { host: '127.0.0.1', authorization } }); // prettier-ignore
    const id = '00000000-0000-4000-8000-0000000000aa';
    expect((await say(id, `Bearer ${token}`)).statusCode).toBe(201);
    expect((await devices('?kind=integration'))[0]).toMatchObject({ id: device.id, purpose: 'intake', usedAt: now.toISOString() }); // prettier-ignore
    expect((await ask('GET', '/api/devices', undefined, '', { authorization: `Bearer ${token}` })).body.reason).toBe('role-may-not'); // prettier-ignore
    await revoke(device.id);
    for (const bad of [`Bearer ${token}`, 'Bearer x', 'Bearer'])
      expect((await say(id, bad)).statusCode).toBe(401);
  });

  it('says its token over TLS or on the machine itself; right or wrong, it is not even looked up', async () => {
    const { token, device } = (await make()).body;
    const say = (bearer: string, remoteAddress: string, more: object = {}) =>
      ask('POST', '/api/incidents', { id: '00000000-0000-4000-8000-0000000000ab', ...report }, '', { authorization: `Bearer ${bearer}`, ...more }, remoteAddress); // prettier-ignore
    for (const bearer of [token, 'x'.repeat(43)]) {
      const answer = await say(bearer, '10.1.1.1');
      expect([answer.status, answer.body.reason]).toEqual([403, 'plain-connection']);
    }
    // What was passed on without a proxy of ours is not from the machine, whatever it says.
    const passedOn = { 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'https' };
    expect((await say(token, '127.0.0.1', passedOn)).status).toBe(403);
    expect((await devices('?kind=integration'))[0]).toMatchObject({ id: device.id, usedAt: null });
    const plain = await startTestApp(database.pool, () => now, null, { plain: true });
    const welcome = await plain.app.inject({ method: 'POST', url: '/api/incidents', remoteAddress: '10.1.1.1', payload: { id: '00000000-0000-4000-8000-0000000000ab', ...report }, headers: { host: '127.0.0.1', authorization: `Bearer ${token}` } }); // prettier-ignore
    expect(welcome.statusCode).toBe(201);
    await plain.close();
  });

  it('is the whole district’s', async () => {
    expect((await make(local)).body.reason).toBe('beyond-scope');
  });
});

describe('the list', () => {
  it('has what lies within the posts of who asks, sifted and by pages', async () => {
    const [wall, east] = [await pairedWall({ name: '区大厅' }), await pairedWall({ name: '东厅', areaId: 10 })]; // prettier-ignore
    await pairedWall({ name: '西厅', areaId: 11 });
    await ask('POST', '/api/devices/trackers', { unit: 'U1', name: '手机' }, admin);
    await ask('POST', '/api/devices/integrations', { purpose: 'intake', name: '热线' }, admin);
    expect(await devices()).toHaveLength(5);
    expect((await devices('', local)).map(({ name }) => name).sort()).toEqual(['东厅', '手机']);
    expect(await devices(`?q=${encodeURIComponent('西街')}`)).toMatchObject([{ name: '西厅' }]);
    expect(await devices('?kind=wall')).toHaveLength(3);
    await revoke(wall.id);
    expect(await devices('?revoked=yes')).toMatchObject([{ name: '区大厅' }]);
    expect(await devices('?revoked=no')).toHaveLength(4);
    // Who may not see a device does not hear that it is there.
    expect((await revoke(wall.id, local)).body.reason).toBe('unknown-device');
    expect((await revoke(east.id, local)).status).toBe(200);
    const seen: string[] = [];
    for (let before = ''; ; before = `&before=${seen.at(-1)}`) {
      const { body } = await ask('GET', `/api/devices?limit=2${before}`, undefined, admin);
      seen.push(...body.devices.map(({ id }: Device) => id));
      if (!body.more) break;
    }
    expect(new Set(seen).size).toBe(5);
    expect((await ask('GET', '/api/devices?limit=201', undefined, admin)).status).toBe(400);
  });

  it('goes on within the posts of who asks, and a cursor from beyond them tells nothing', async () => {
    const [east, west]: [string[], string[]] = [[], []];
    for (let i = 0; i < 4; i++) {
      later(MINUTE_MS);
      east.unshift((await pairedWall({ name: `东厅${i}`, areaId: 10 })).id);
      later(MINUTE_MS);
      west.unshift((await pairedWall({ name: `西厅${i}`, areaId: 11 })).id);
    }
    const page = async (query: string) => {
      const { body } = await ask('GET', `/api/devices?${query}`, undefined, local);
      return { ids: body.devices.map(({ id }: Device) => id) as string[], more: body.more as boolean }; // prettier-ignore
    };
    expect(await page('limit=2')).toEqual({ ids: east.slice(0, 2), more: true });
    expect(await page(`limit=2&before=${east[1]}`)).toEqual({ ids: east.slice(2), more: false });
    const nowhere = await page('limit=2&before=00000000-0000-4000-8000-0000000000ff');
    for (const id of west) expect(await page(`limit=2&before=${id}`)).toEqual(nowhere);
    expect(nowhere).toEqual({ ids: [], more: false });
  });

  it('offers the areas and units within the posts of who asks', async () => {
    const codes = async (query: string, cookie = admin): Promise<string[]> =>
      (await ask('GET', `/api/devices/targets?${query}`, undefined, cookie)).body.targets.map(({ code }: { code: string }) => code); // prettier-ignore
    expect(await codes('noun=areas')).toEqual(['D', 'A', 'B']);
    expect(await codes('noun=areas', local)).toEqual(['A']);
    expect(await codes('noun=areas&q=west')).toEqual(['B']);
    expect(await codes(`noun=units&q=${encodeURIComponent('李')}`)).toEqual(['U2']);
    expect(await codes('noun=units', local)).toEqual(['U1']);
    expect((await ask('GET', '/api/devices/targets?noun=areas', undefined, officer)).status).toBe(403); // prettier-ignore
    expect((await ask('GET', '/api/devices/targets?noun=people', undefined, admin)).status).toBe(400); // prettier-ignore
  });

  it('follows a wall’s area, and the audit holds', async () => {
    const { id } = await pairedWall({ areaId: 10 });
    const { moveWalls } = await import('./move-walls.ts');
    const edition = { successors: new Map([[10, [11, 1]]]) } as unknown as Parameters<typeof moveWalls>[2]; // prettier-ignore
    await moveWalls({} as never, database.pool, edition);
    expect((await devices()).find((one) => one.id === id)).toMatchObject({ areaId: 11, areaName: '西街道' }); // prettier-ignore
    expect((await verifyAudit(database.pool, [])).faults).toEqual([]);
  });
});
