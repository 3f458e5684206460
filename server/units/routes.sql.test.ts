import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { FIX_BATCH_MAX } from '#data/units/fix.ts';
import { createColumns, placeIn, type Columns } from '#data/wire/columns.ts';
import { applyFrame, encodeFrame } from '#data/wire/frame.ts';
import { testDatabase } from '#server/db/test-database.ts';
import type { App, Deps } from '#server/deps.ts';

import { createLatest, type Latest } from './latest.ts';
import { unitsRoutes } from './routes.ts';

const NOW = new Date('2026-01-15T08:00:00Z');
const AT = NOW.toISOString();
let database: Awaited<ReturnType<typeof testDatabase>>;
let app: App;
let latest: Latest;
let woken: number[];
let reported: string[];
let now: Date;

beforeAll(async () => {
  database = await testDatabase();
  await database.ownerPool.query(
    `INSERT INTO units (id, code, kind, name, on_duty, source_key) VALUES
     (1, 'U1', 'worker', '王一', true, '1'), (2, 'U2', 'volunteer', '李二', false, '2')`,
  );
});
afterAll(async () => {
  await app.close();
  await database.drop();
});
beforeEach(async () => {
  await (app as App | undefined)?.close();
  await database.ownerPool.query('DELETE FROM fixes; DELETE FROM changes; DELETE FROM duties; UPDATE units SET on_duty = (id = 1), duty_from = DEFAULT'); // prettier-ignore
  app = Fastify().withTypeProvider<TypeBoxTypeProvider>() as unknown as App;
  app.setErrorHandler((error, _request, reply) => {
    const { status, statusCode, reason } = error as unknown as Record<string, number | string>;
    return reply.code(Number(status ?? statusCode ?? 500)).send({ reason });
  });
  woken = [];
  now = NOW;
  reported = [];
  latest = await createLatest(database.pool);
  await unitsRoutes(app, {
    pool: database.pool,
    latest,
    clock: () => now,
    log: app.log,
    areas: { cellAt: (lng: number) => (lng < 119 ? 7 : null) },
    hub: { wake: (no: number) => woken.push(no), consoles: () => [] },
    feeds: { report: (key: string, at: Date) => reported.push(`${key} ${at.toISOString()}`) },
    settings: { timeZone: 'Asia/Shanghai', fixDaysKept: 30 },
  } as unknown as Deps);
});
const rows = async (): Promise<Record<string, unknown>[]> =>
  (await database.pool.query('SELECT * FROM fixes ORDER BY measured_at')).rows;
const get = (url: string) => app.inject({ method: 'GET', url });
const post = (url: string, payload: object) => app.inject({ method: 'POST', url, payload });

describe('POST /api/fixes', () => {
  it('answers what became of a batch, and the feed hears of it', async () => {
    const fixes = [
      { unit: 'U1', measuredAt: AT, lng: 118.7, lat: 32 },
      { unit: 'U9', measuredAt: AT, lng: 118.7, lat: 32 },
      { unit: 'U2', measuredAt: AT, lng: 118.7, lat: 32 },
    ];
    const answer = await post('/api/fixes', { fixes });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      accepted: 2,
      duplicate: 0,
      refused: [{ index: 1, reason: 'unknown-unit' }],
      reasons: { 'off-duty': 1 },
    });
    expect(await rows()).toHaveLength(2);
    expect(reported).toEqual([`fixes ${AT}`]);
  });
  it('refuses what is no batch, and one that is too long', async () => {
    const fix = { unit: 'U1', measuredAt: AT, lng: 118.7, lat: 32 };
    const bad = [
      { fixes: [{ ...fix, lng: 181 }] },
      { fixes: [{ ...fix, measuredAt: 'yesterday' }] },
      { fixes: [{ unit: 'U1' }] },
      { fixes: Array.from({ length: FIX_BATCH_MAX + 1 }, () => fix) },
      {},
    ];
    for (const body of bad) expect((await post('/api/fixes', body)).statusCode).toBe(400);
    expect(await rows()).toEqual([]);
  });
});

describe('/osmand', () => {
  const QUERY = `id=U1&lat=32.5&lon=118.7&timestamp=${NOW.getTime() / 1000}&speed=10`;
  it.each([
    ['a query by GET', { method: 'GET', url: `/osmand?${QUERY}` }],
    ['a query by POST', { method: 'POST', url: `/osmand?${QUERY}` }],
    [
      'a form',
      {
        method: 'POST',
        url: '/osmand',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: QUERY,
      },
    ],
    [
      'JSON',
      {
        method: 'POST',
        url: '/osmand',
        payload: {
          device_id: 'U1',
          location: {
            timestamp: AT,
            coords: { latitude: 32.5, longitude: 118.7, speed: (10 * 1852) / 3600 },
          },
        },
      },
    ],
  ] as const)('%s is stored when it is answered', async (_, request) => {
    const answer = await app.inject(request as never);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ accepted: 1, reason: null });
    expect(await rows()).toMatchObject([
      {
        unit_id: 1,
        measured_at: NOW,
        lng_e7: 1_187_000_000,
        lat_e7: 325_000_000,
        speed_mps: expect.closeTo((10 * 1852) / 3600, 5),
      },
    ]);
  });
  it.each([
    ['an unknown device', '/osmand?id=U9&lat=1&lon=2', 404, 'unknown-unit'],
    ['no device', '/osmand?lat=1&lon=2', 400, 'no-device'],
    ['no number', '/osmand?id=U1&lat=x&lon=2', 400, 'bad-value'],
    ['no position', '/osmand?id=U1&cell=1,2,3,4', 200, 'no-position'],
    ['a day that is not kept', '/osmand?id=U1&lat=1&lon=2&timestamp=1377177267', 200, 'too-old'],
  ])('%s: says so and stores nothing', async (_, url, status, reason) => {
    const answer = await get(url);
    expect([answer.statusCode, answer.json().reason]).toEqual([status, reason]);
    expect(await rows()).toEqual([]);
  });
});

describe('units', () => {
  it('are listed, and each has a card with its newest fix and the cell it is in', async () => {
    expect((await get('/api/units')).json()).toMatchObject([
      { id: 1, code: 'U1', kind: 'worker', name: '王一', onDuty: true },
      { id: 2, onDuty: false },
    ]);
    expect((await get('/api/units/1')).json()).toMatchObject({ newest: null });
    await get(`/osmand?id=U1&lat=32.5&lon=118.7&timestamp=${NOW.getTime()}`);
    expect((await get('/api/units/1')).json()).toMatchObject({
      unit: { code: 'U1' },
      newest: { at: [118.7, 32.5], measuredAt: AT, speedMps: null, areaId: 7 },
    });
    expect((await get('/api/units/9')).json()).toEqual({ reason: 'unknown-unit' });
  });
  it('show where somebody is on duty only, to whoever joins and after a restart too', async () => {
    await get(`/osmand?id=U1&lat=32.5&lon=118.7&speed=2&bearing=90&timestamp=${NOW.getTime()}`);
    const frame = (of: Latest): Columns => {
      const columns = createColumns(0);
      applyFrame(columns, encodeFrame(of.columns, { tick: 1, serverMs: 0, whole: true }));
      return columns;
    };
    expect(placeIn(frame(latest), 0)).toEqual([118.7, 32.5]);
    const version = latest.columns.version;
    await post('/api/units/1/duty', { onDuty: false });
    const off = { at: null, measuredAt: AT, speedMps: null, headingDeg: null, accuracyM: null, areaId: null }; // prettier-ignore
    const card = { unit: { onDuty: false }, newest: off };
    expect((await get('/api/units/1')).json()).toMatchObject(card);
    // Screens that have it are told: the slot changed.
    expect([...latest.changedSince(version)]).toEqual([0]);
    for (const of of [latest, await createLatest(database.pool)]) {
      const columns = frame(of);
      expect([columns.count, placeIn(columns, 0), columns.measuredAt[0]]).toEqual([1, null, NOW.getTime()]); // prettier-ignore
      expect([columns.speedMps[0], columns.headingDeg[0]]).toEqual([Number.NaN, Number.NaN]);
    }
    await get(`/osmand?id=U1&lat=32.5001&lon=118.7&timestamp=${NOW.getTime() + 10_000}`);
    expect((await get('/api/units/1')).json()).toMatchObject(card);
    // On duty again it is nowhere until it is heard of.
    await post('/api/units/1/duty', { onDuty: true });
    expect((await get('/api/units/1')).json()).toMatchObject({ unit: { onDuty: true }, newest: off }); // prettier-ignore
    await get(`/osmand?id=U1&lat=32.5001&lon=118.7&timestamp=${NOW.getTime() + 20_000}`);
    expect((await get('/api/units/1')).json().newest.at).toEqual([118.7, 32.5001]);
  });
  it('show after a restart only what was measured since the present duty began', async () => {
    const at = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);
    const send = (seconds: number, lat: number) =>
      get(`/osmand?id=U1&lat=${lat}&lon=118.7&timestamp=${at(seconds).getTime()}`);
    const placeOf = (of: Latest) => placeIn(of.columns, of.slotOf(1));
    await send(0, 32.5);
    now = at(60);
    await post('/api/units/1/duty', { onDuty: false });
    now = at(3_600);
    await post('/api/units/1/duty', { onDuty: true });
    const restarted = await createLatest(database.pool);
    for (const of of [latest, restarted]) {
      expect(of.knownById(1)!.unit.onDuty).toBe(true);
      expect([placeOf(of), of.columns.measuredAt[of.slotOf(1)]]).toEqual([null, NOW.getTime()]);
    }
    // Read again in the same process, whoever put it on duty.
    await latest.reload();
    expect(placeOf(latest)).toBeNull();
    // Late ones of the earlier duty do not bring it back.
    await send(30, 32.50001);
    expect(placeOf(latest)).toBeNull();
    now = at(3_610);
    await send(3_605, 32.50002);
    for (const of of [latest, await createLatest(database.pool)])
      expect(placeOf(of)).toEqual([118.7, 32.50002]);
  });
  it('go off duty for everybody when another process says so in the table', async () => {
    await get(`/osmand?id=U1&lat=32.5&lon=118.7&timestamp=${NOW.getTime()}`);
    await database.ownerPool.query('UPDATE units SET on_duty = false WHERE id = 1');
    const version = latest.columns.version;
    await latest.reload();
    expect((await get('/api/units/1')).json()).toMatchObject({ unit: { onDuty: false }, newest: { at: null } }); // prettier-ignore
    expect([...latest.changedSince(version)]).toEqual([0]);
  });
  it('have a track by local day', async () => {
    // 23:30 of the 14th in Greenwich is the 15th in Shanghai.
    await get('/osmand?id=U1&lat=32.5&lon=118.7&timestamp=2026-01-14T23:30:00Z');
    const track = (await get('/api/units/1/track?day=2026-01-15')).json();
    expect(track).toMatchObject({ unitId: 1, day: '2026-01-15', fixes: [{ at: [118.7, 32.5] }] });
    expect((await get('/api/units/1/track?day=2026-01-14')).json().fixes).toEqual([]);
    expect((await get('/api/units/1/track?day=today')).statusCode).toBe(400);
    expect((await get('/api/units/9/track?day=2026-01-15')).statusCode).toBe(404);
  });
  it('have in their track only what was measured on duty, whenever it was sent', async () => {
    const at = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);
    const send = (seconds: number, more = '') =>
      get(`/osmand?id=U1&lat=32.5&lon=118.7&timestamp=${at(seconds).getTime()}${more}`);
    const seconds = async (): Promise<[number, string | null][]> => {
      const { fixes } = (await get('/api/units/1/track?day=2026-01-15')).json<{
        fixes: { measuredAt: string; reason: string | null }[];
      }>();
      return fixes.map((f) => [(Date.parse(f.measuredAt) - NOW.getTime()) / 1000, f.reason]);
    };
    await send(0);
    now = at(60);
    await post('/api/units/1/duty', { onDuty: false });
    now = at(100);
    // Of the duty, come after it; then of no duty, with every reason that hides where it was measured.
    await send(50);
    await send(30);
    await send(70);
    await send(80, '&valid=false');
    await send(10, '&valid=false');
    expect((await rows()).map((row) => row.reason)).toEqual([null, 'void', 'late', null, 'off-duty', 'void']); // prettier-ignore
    const first: [number, string | null][] = [[0, null], [10, 'void'], [30, 'late'], [50, null]]; // prettier-ignore
    expect(await seconds()).toEqual(first);
    now = at(200);
    await post('/api/units/1/duty', { onDuty: true });
    // From between the two, and from the earlier one, told only now.
    await send(150);
    await send(55);
    await send(200);
    const both = [...first, [55, 'late'], [200, null]];
    expect(await seconds()).toEqual(both);
    expect((await get('/api/units/1/track?day=2026-01-16')).json().fixes).toEqual([]);
  });
  it('go on duty as a fact, once', async () => {
    expect((await post('/api/units/2/duty', { onDuty: true })).json()).toMatchObject({
      id: 2,
      onDuty: true,
    });
    await post('/api/units/2/duty', { onDuty: true });
    expect(woken).toHaveLength(1);
    const { rows: changes } = await database.ownerPool.query(
      `SELECT payload FROM changes WHERE noun = 'units'`,
    );
    expect(changes).toEqual([
      { payload: { noun: 'units', kind: 'duty', at: AT, unitId: 2, onDuty: true } },
    ]);
    await get(`/osmand?id=U2&lat=32.5&lon=118.7&timestamp=${NOW.getTime()}`);
    expect((await get('/api/units/2')).json().newest.at).toEqual([118.7, 32.5]);
    await post('/api/units/2/duty', { onDuty: false });
    expect((await post('/api/units/9/duty', { onDuty: false })).statusCode).toBe(404);
  });
});
