import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { testDatabase, type TestDatabase } from './db/test-database.ts';
import { startTestApp } from './test-app.ts';

const NOW = new Date('2026-01-15T08:00:00Z');
const AT = NOW.toISOString();
let database: TestDatabase;
let server: Awaited<ReturnType<typeof startTestApp>>;

beforeAll(async () => {
  database = await testDatabase();
  await database.ownerPool.query(
    `INSERT INTO district (code, name) VALUES ('D', '区');
     INSERT INTO levels VALUES (1, 'district', '区', 'District');
     INSERT INTO editions VALUES (1, '2026-01-01');
     INSERT INTO areas (id, from_edition, code, level, name, geom, source_key)
       VALUES (1, 1, 'D', 1, '区', ST_Multi(ST_MakeEnvelope(118, 32, 119, 33, 4490)), 'D');
     INSERT INTO categories VALUES ('litter', '垃圾', 'Litter', 4);
     INSERT INTO buildings (id, code, use, geom, source_key)
       VALUES (1, 'B', 'other', ST_Multi(ST_MakeEnvelope(118.1, 32.1, 118.2, 32.2, 4490)), 'B');
     INSERT INTO units (id, code, kind, name, on_duty, source_key) VALUES (1, 'U1', 'worker', '王一', true, '1');
     INSERT INTO sites (id, code, kind, class, name, geom, state, state_at, source_key)
       SELECT i, 'C' || i, 'camera', 'dome', '东门', ST_SetSRID(ST_MakePoint(118.5, 32.5), 4490), 'online', '2026-01-01', i::text
       FROM generate_series(1, 3) i;`,
  );
  server = await startTestApp(database.pool, () => NOW);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

const get = (url: string, headers: Record<string, string> = {}) =>
  server.app.inject({ method: 'GET', url, headers });
const post = (url: string, payload: object) => server.app.inject({ method: 'POST', url, payload });
const send = (url: string, payload: string | Buffer, type: string) =>
  server.app.inject({ method: 'POST', url, payload, headers: { 'content-type': type } });
const told = (more: object = {}) => ({
  id: randomUUID(),
  category: 'litter',
  title: '堆物',
  ...more,
});
const fix = (more: object = {}) => ({ fixes: [{ unit: 'U1', measuredAt: AT, lng: 118.5, lat: 32.5, ...more }] }); // prettier-ignore
const states = (...list: object[]) =>
  post('/api/sites/states', { states: list.map((one) => ({ code: 'C1', state: 'offline', at: AT, ...one })) }); // prettier-ignore

describe('what is asked wrongly', () => {
  const uuid = '00000000-0000-4000-8000-000000000000';
  it.each<[string, number, () => ReturnType<typeof get>]>([
    ['an address that cannot be read', 400, () => get('/%ff')],
    ['a word as an id', 400, () => get('/api/areas/first')],
    ['a version between two', 400, () => get('/api/areas/packed?v=1.5')],
    ['a page of a length between two', 400, () => get('/api/incidents?limit=1.5')],
    ['an id beyond all', 400, () => get('/api/areas/99999999999')],
    ['an id that there is not', 404, () => get('/api/areas/99')],
    ['a building that there is not', 404, () => get('/api/buildings/99')],
    ['a site that there is not', 404, () => get('/api/sites/99')],
    ['a unit that there is not', 404, () => get('/api/units/99')],
    ['an incident that there is not', 404, () => get(`/api/incidents/${uuid}`)],
    ['a uuid in another dress', 400, () => get(`/api/incidents/urn:uuid:${uuid}`)],
    ['a page after what there is not', 404, () => get(`/api/incidents?before=${uuid}`)],
    ['a page too long', 400, () => get('/api/incidents?limit=501')],
    ['a question that is not known', 400, () => get('/api/buildings/packed?version=1')],
    ['a day that there is not', 400, () => get('/api/units/1/track?day=2026-02-30')],
    ['a day of year 0', 400, () => get('/api/units/1/track?day=0000-01-01')],
    [
      'half a character',
      400,
      () => send('/api/incidents', JSON.stringify(told({ title: '\ud800' })), 'application/json'),
    ],
    [
      'a text with the character of number 0',
      400,
      () => post('/api/incidents', told({ title: 'a\0b' })),
    ],
    [
      'a title that turns the words beside it',
      400,
      () => post('/api/incidents', told({ title: '井盖\u202e损坏' })),
    ],
    ['a title of blanks', 400, () => post('/api/incidents', told({ title: ' \u3000\n' }))],
    ['a category with it', 400, () => post('/api/incidents', told({ category: '\0' }))],
    ['a camera with it', 400, () => states({ code: 'C1\0' })],
    [
      'a note with it',
      400,
      () => post(`/api/incidents/${uuid}/steps`, { step: 'close', expects: 1, note: '\0' }),
    ],
    ['a category that there is not', 422, () => post('/api/incidents', told({ category: 'ufo' }))],
    ['a place beyond the pole', 400, () => post('/api/incidents', told({ at: [118, 91] }))],
    [
      'a step that there is not',
      400,
      () => post(`/api/incidents/${uuid}/steps`, { step: 'open', expects: 1 }),
    ],
    ['a fix beyond the pole', 400, () => post('/api/fixes', fix({ lat: 91 }))],
    ['a fix with more than is known', 400, () => post('/api/fixes', fix({ altitude: 3 }))],
    [
      'a fix at no time',
      400,
      () => post('/api/fixes', fix({ measuredAt: '2026-02-30T00:00:00Z' })),
    ],
    ['a feed that there is not', 400, () => post('/api/feeds/weather/heartbeat', {})],
    ['a body that is no JSON', 400, () => send('/api/fixes', '{', 'application/json')],
    [
      'a body as deep as it is long',
      400,
      () =>
        send(
          '/api/fixes',
          `${'['.repeat(300_000)}"\\u0041"${']'.repeat(300_000)}`,
          'application/json',
        ),
    ],
    ['a body of another kind', 415, () => send('/api/incidents', '<x/>', 'text/xml')],
    [
      'a body too large',
      413,
      () => send('/api/fixes', `[${' '.repeat(3 << 20)}]`, 'application/json'),
    ],
    [
      'a form too large',
      413,
      () => send('/osmand', `a=${'x'.repeat(70_000)}`, 'application/x-www-form-urlencoded'),
    ],
    [
      'a method that is not served',
      404,
      () => server.app.inject({ method: 'DELETE', url: '/api/incidents' }),
    ],
  ])('%s: %i, with a reason and a detail', async (_, status, ask) => {
    const answer = await ask();
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toEqual({ reason: expect.stringMatching(/^[a-z-]+$/), detail: expect.any(String) }); // prettier-ignore
  });

  it('is told by the field', async () => {
    const detail = async (answer: ReturnType<typeof post>) => (await answer).json().detail;
    expect(await detail(post('/api/incidents', told({ title: 'a\0b' })))).toMatch(/^body title: /);
    expect(await detail(post('/api/fixes', fix({ unit: 'U\0' })))).toMatch(/^body fixes\.0\.unit: /); // prettier-ignore
    expect(await detail(states({}, { state: 'asleep' }))).toMatch(/^body states\.1\.state: /);
    expect(await detail(post('/api/fixes', fix({ lat: 91 })))).toMatch(/^body fixes\.0\.lat: /);
  });

  it('is an id that is no whole number, whatever is asked by it', async () => {
    const { paths } = (await get('/api/openapi.json')).json();
    const asked = Object.entries(paths).flatMap(
      ([path, methods]) =>
      Object.entries(methods as Record<string, { parameters?: { in: string; name: string; schema: { type: string } }[] }>)
        .filter(([, { parameters = [] }]) => parameters.some((p) => p.in === 'path' && p.name === 'id' && p.schema.type === 'integer'))
        .map(([method]) => ({ method: method as 'get' | 'post', path })), // prettier-ignore
    );
    expect(asked.length).toBeGreaterThanOrEqual(6);
    let told = 0;
    for (const { method, path } of asked) {
      for (const id of ['1.5', '1e0', '0x1', 'true', '%201', '1n', '+1']) {
        const url = `${path.replace('{id}', id)}${path.endsWith('/track') ? '?day=2026-01-15' : ''}`;
        const body = method === 'post' ? { payload: { onDuty: true } } : {};
        const answer = await server.app.inject({ method, url, ...body });
        // What asks for a sign-in says nothing else to who has none.
        if (answer.statusCode === 401) continue;
        told++;
        expect([url, answer.statusCode, answer.json()]).toEqual([url, 400, { reason: 'bad-request', detail: 'params id: must be a whole number' }]); // prettier-ignore
      }
    }
    expect(told).toBeGreaterThanOrEqual(6 * 7);
  });

  it('may say a backslash and its digits', async () => {
    const answer = await post('/api/incidents', told({ title: String.raw`C:\u0000` }));
    expect([answer.statusCode, answer.json().title]).toEqual([201, String.raw`C:\u0000`]);
  });
});

describe('camera states', () => {
  it('are taken by code; what is not known and what cannot be is named', async () => {
    const answer = await states(
      {},
      { code: 'C2', at: '2026-01-15T08:02:00Z' },
      { code: 'C3', at: '0000-01-01T00:00:00Z' },
      { code: 'X' },
    );
    expect(answer.json()).toEqual({ changed: 1, unchanged: 0, unknown: ['X'], untimely: ['C2', 'C3'] }); // prettier-ignore
    expect((await states({})).json()).toEqual({ changed: 0, unchanged: 1, unknown: [], untimely: [] }); // prettier-ignore
    const { rows } = await database.pool.query('SELECT code, state FROM sites ORDER BY id');
    expect(rows).toEqual([{ code: 'C1', state: 'offline' }, { code: 'C2', state: 'online' }, { code: 'C3', state: 'online' }]); // prettier-ignore
  });
});

describe('/osmand', () => {
  it.each([
    ['text/plain', 'hello'],
    ['application/octet-stream', 'hello'],
  ])('takes the address, whatever a body of %s says', async (type, body) => {
    const at = `id=U1&lat=32.5&lon=118.5&timestamp=${NOW.getTime()}`;
    const answer = await send(`/osmand?${at}`, body, type);
    expect([answer.statusCode, answer.json().reason === null || answer.json().reason === 'late']).toEqual([200, true]); // prettier-ignore
  });
});

describe('packed bytes', () => {
  it('are packed once a version, kept for good under it, and not sent to who has them', async () => {
    const first = await get('/api/buildings/packed?v=0', { 'accept-encoding': 'gzip' });
    expect(first.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-encoding': 'gzip',
      'cache-control': 'private, max-age=31536000, immutable',
    });
    const etag = String(first.headers['etag']);
    const again = await get('/api/buildings/packed', { 'accept-encoding': 'gzip', 'if-none-match': etag }); // prettier-ignore
    expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
    expect(again.headers['cache-control']).toBe('private, no-cache');

    await database.ownerPool.query(`UPDATE versions SET version = 7 WHERE noun = 'buildings'`);
    const next = await get('/api/buildings/packed?v=7', { 'accept-encoding': 'br', 'if-none-match': etag }); // prettier-ignore
    expect([next.statusCode, next.headers['content-encoding']]).toEqual([200, 'br']);
    const old = await get('/api/buildings/packed?v=0');
    expect(old.headers['cache-control']).toBe('private, no-cache');
    const each = await Promise.all(['areas', 'features', 'sites'].map((noun) => get(`/api/${noun}/packed`))); // prettier-ignore
    expect(each.map((answer) => answer.statusCode)).toEqual([200, 200, 200]);
  });
});

describe('health', () => {
  it('says the number and epoch of the stream to this machine only', async () => {
    const here = (await get('/api/health')).json();
    expect(here).toMatchObject({ state: 'alive', database: 'reachable', changeNo: expect.any(Number), epoch: expect.any(String) }); // prettier-ignore
    expect(here.migrations.applied).toBe(here.migrations.known);
    for (const [name, value] of [
      ['x-forwarded-for', '10.0.0.1'],
      ['forwarded', 'for=10.0.0.1'],
      ['via', '1.1 proxy'],
    ] as const) {
      // prettier-ignore
      // prettier-ignore
      expect(Object.keys((await get('/api/health', { [name]: value })).json())).not.toContain('changeNo');
    }
    const away = await server.app.inject({ method: 'GET', url: '/api/health', remoteAddress: '10.0.0.1' }); // prettier-ignore
    expect(Object.keys(away.json())).toEqual(['state', 'database', 'migrations', 'newestFixAgeS']);
  });

  it('knows the age of the newest fix by when it was measured', async () => {
    await post('/api/fixes', fix({ measuredAt: '2026-01-15T08:00:20Z' }));
    expect((await get('/api/health')).json().newestFixAgeS).toBe(-20);
  });
});

it('every route is described, with what it takes and answers', async () => {
  const { openapi, paths } = (await get('/api/openapi.json')).json();
  expect(openapi).toMatch(/^3\.1/);
  const described = Object.entries(paths).flatMap(
    ([path, methods]) =>
    Object.entries(methods as Record<string, { responses: Record<string, { content?: object }> }>)
      .map(([method, { responses }]) => ({ name: `${method} ${path}`, answers: Object.entries(responses).some(([status, r]) => status === '303' || (status.startsWith('2') && r.content)) })), // prettier-ignore
  );
  expect(described.length).toBeGreaterThan(20);
  expect(described.filter((d) => !d.answers)).toEqual([]);
});
