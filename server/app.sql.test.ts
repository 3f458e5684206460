import { randomUUID } from 'node:crypto';

import type { RouteOptions } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { addRoutes, createApp } from './app.ts';
import { createTrees } from './access/trees-in-force.ts';
import { createAreasInForce } from './areas/areas-in-force.ts';
import { keepEditions } from './areas/keep-editions.ts';
import { testDatabase, type TestDatabase } from './db/test-database.ts';
import type { App } from './deps.ts';
import { startTestHub, type TestHub } from './live/test-hub.ts';
import { createSnapshotReads } from './reads/snapshot.ts';
import { createThrottle } from './session/throttle.ts';
import { TEST_SIGN_IN, testAccounts } from './test-app.ts';
import { createLatest } from './units/latest.ts';

let database: TestDatabase;
let hub: TestHub;
let app: App;
const routes: RouteOptions[] = [];
beforeAll(async () => {
  database = await testDatabase();
  const { pool } = database;
  const clock = (): Date => new Date();
  const settings = {
    timeZone: 'Asia/Shanghai',
    openToNetwork: true,
    address: null,
    feedIntervalS: { fixes: 10, intake: 10, cameras: 10 },
    fixDaysKept: 30,
    signIn: TEST_SIGN_IN,
    tiles: null,
  };
  hub = await startTestHub(pool, createSnapshotReads(pool, settings));
  app = createApp('silent');
  app.addHook('onRoute', (route) => void routes.push(route));
  const areas = await createAreasInForce(pool);
  const deps = {
    pool,
    clock,
    newId: randomUUID,
    ...(await testAccounts()),
    log: app.log,
    areas,
    trees: await createTrees(pool),
    throttle: createThrottle(clock),
    editions: keepEditions({ pool, areas, hub: hub.hub, clock, log: app.log }, []),
    hub: hub.hub,
    feeds: hub.feeds,
    latest: await createLatest(pool),
    tiles: null,
    settings,
  };
  await addRoutes(app, deps, { knownMigrations: 2, screens: null });
  await app.ready();
});
afterAll(async () => {
  await app.close();
  await hub.close();
  await database.drop();
});

interface Operation {
  parameters?: { name: string; in: string; schema: unknown }[];
  requestBody?: { content: Record<string, { schema: unknown }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
}

it('describes every route under /api, /osmand and /owntracks, with what it takes and answers', async () => {
  const answer = await app.inject('/api/openapi.json');
  expect(answer.headers['content-type']).toMatch(/^application\/json/);
  const described = answer.json<{
    openapi: string;
    paths: Record<string, Record<string, Operation>>;
  }>();
  expect(described.openapi).toBe('3.1.0');
  const served = routes
    .filter(({ url }) => /^\/(api|osmand|owntracks)(\/|$)/.test(url))
    .flatMap(({ method, url }) => [method].flat().map((m) => `${m.toUpperCase()} ${url}`))
    .filter((route) => !route.startsWith('HEAD '))
    .sort();
  expect(served.length).toBeGreaterThan(20);
  const said = Object.entries(described.paths)
    .flatMap(([path, operations]) =>
      Object.keys(operations).map((m) => `${m.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    )
    .sort();
  expect(said).toEqual(served);

  const lacking: string[] = [];
  for (const [path, operations] of Object.entries(described.paths)) {
    for (const [method, { parameters = [], requestBody, responses }] of Object.entries(
      operations,
    )) {
      const lacks = (what: string): void => void lacking.push(`${method} ${path}: ${what}`);
      for (const [, name] of path.matchAll(/\{(\w+)\}/g)) {
        if (!parameters.some((p) => p.in === 'path' && p.name === name && p.schema)) lacks(name!);
      }
      if (method === 'post' && !requestBody) lacks('body');
      const good = Object.entries(responses).filter(([status]) => status.startsWith('2'));
      // A browser is sent on.
      if (good.length === 0 && responses['303']) continue;
      if (good.length === 0) lacks('an answer');
      for (const [status, { content }] of good) {
        const schemas = Object.values(content ?? {});
        if (schemas.length === 0 || schemas.some(({ schema }) => Object.keys(schema).length === 0))
          lacks(`schema of ${status}`);
      }
      for (const status of ['4XX', '5XX']) {
        const no = responses[status]?.content?.['application/json']?.schema;
        if (!no || !('properties' in no)) lacks(status);
      }
    }
  }
  expect(lacking).toEqual([]);
});

it('answers what it describes: an empty database, through every schema', async () => {
  for (const [path, status] of [
    ['/api/district', 200],
    ['/api/areas/figures', 200],
    ['/api/units', 200],
    ['/api/incidents', 200],
    ['/api/units/1', 404],
    ['/api/units/1/track?day=2026-01-01', 404],
    ['/api/areas/1', 404],
    ['/api/nothing', 404],
    ['/api/areas/one', 400],
  ] as const) {
    const answer = await app.inject(path);
    expect([path, answer.statusCode]).toEqual([path, status]);
    if (status !== 200) {
      expect(answer.json()).toEqual({ reason: expect.any(String), detail: expect.any(String) });
    }
  }
  const district = (await app.inject('/api/district')).json<object>();
  expect(district).toMatchObject({ empty: true, sample: null, bounds: null, openToNetwork: true });
  for (const noun of ['areas', 'features', 'buildings', 'sites']) {
    const packed = await app.inject(`/api/${noun}/packed`);
    expect(packed.statusCode).toBe(200);
    expect(packed.headers['content-type']).toBe('application/octet-stream');
    expect(packed.rawPayload.length).toBeGreaterThan(0);
    const again = await app.inject({
      url: `/api/${noun}/packed`,
      headers: { 'if-none-match': String(packed.headers['etag']) },
    });
    expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
  }
});

it('tells number and epoch of the stream to this machine only', async () => {
  const health = async (remoteAddress: string, headers: Record<string, string> = {}) => {
    const answer = await app.inject({ url: '/api/health', remoteAddress, headers });
    expect(answer.statusCode).toBe(200);
    return Object.keys(answer.json<object>()).sort();
  };
  const all = ['database', 'migrations', 'newestFixAgeS', 'state'];
  const more = [...all, 'changeNo', 'epoch'].sort();
  expect(await health('127.0.0.1')).toEqual(more);
  expect(await health('::1')).toEqual(more);
  expect(await health('::ffff:127.0.0.1')).toEqual(more);
  expect(await health('192.168.7.7')).toEqual(all);
  expect(await health('2001:db8::1')).toEqual(all);
  expect(await health('127.0.0.1', { 'x-forwarded-for': '192.168.7.7' })).toEqual(all);
  expect(await health('127.0.0.1', { forwarded: 'for=192.168.7.7' })).toEqual(all);
});
