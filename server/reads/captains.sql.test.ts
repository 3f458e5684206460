import { afterAll, beforeAll, expect, it } from 'vitest';

import { unpackCaptains } from '#data/wire/captains-packed.ts';
import type { Change } from '#data/wire/messages.ts';
import { createApp } from '#server/app.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import type { App, Deps } from '#server/deps.ts';

import { selectCaptains } from './captains.sql.ts';
import { readsRoutes } from './routes.ts';

let database: TestDatabase;
let app: App;
/** All who listen to changes, as the hub tells them. */
const listeners: ((change: Change) => void)[] = [];
const changed: (() => void)[] = [];
const hear = (change: Change): void => listeners.forEach((listener) => listener(change));
let now = new Date('2026-01-15T08:00:00Z');
const ask = (headers: Record<string, string> = {}) =>
  app.inject({ url: '/api/buildings/captains', headers });
/** Building → captain's name, as it is told. */
async function told(): Promise<Record<number, string>> {
  const answer = await ask();
  expect(answer.statusCode, answer.body).toBe(200);
  const { buildingIds, captain, names } = unpackCaptains(answer.rawPayload);
  return Object.fromEntries([...buildingIds].map((id, i) => [id, names[captain[i]!]!]));
}

beforeAll(async () => {
  database = await testDatabase();
  await database.ownerPool.query(
    `INSERT INTO people (id, name, source_key) SELECT i, 'P' || i, i::text FROM generate_series(1, 6) i;
     INSERT INTO buildings (id, code, use, geom, source_key)
       SELECT i, 'B' || i, 'residential', ST_Multi(ST_MakeEnvelope(118.9, 32.1, 118.901, 32.101, 4490)), 'B' || i FROM generate_series(1, 6) i;
     INSERT INTO posts (id, person_id, role, building_id, from_at, to_at) VALUES
       (1, 5, 'captain', 2, '2025-01-01', NULL), (2, 5, 'captain', 1, '2025-01-01', NULL),
       (3, 2, 'captain', 3, '2025-01-01', '2026-01-15T08:30:00Z'), (4, 3, 'captain', 3, '2026-01-15T08:30:00Z', NULL),
       (5, 4, 'captain', 4, '2024-01-01', '2025-01-01'), (6, 1, 'leader', 5, '2025-01-01', NULL),
       (7, 6, 'captain', 6, '2025-01-01', NULL), (8, 1, 'captain', 6, '2025-01-01', NULL)`,
  );
  app = createApp('silent');
  await readsRoutes(app, {
    pool: database.pool,
    clock: () => now,
    hub: {
      onChange: (listener: (change: Change) => void) => listeners.push(listener),
      onReset: () => undefined,
      onAccess: (listener: () => void) => changed.push(listener),
    },
    settings: { timeZone: 'Asia/Shanghai' },
  } as unknown as Deps);
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

it('tells who answers for which building now: nobody before or after the post, one where there are two', async () => {
  expect(await told()).toEqual({ 1: 'P5', 2: 'P5', 3: 'P2', 6: 'P1' });
});

it('goes with the clock at the moment a post ends and another begins', async () => {
  now = new Date('2026-01-15T08:29:59.999Z');
  expect((await told())[3]).toBe('P2');
  now = new Date('2026-01-15T08:30:00.000Z');
  expect((await told())[3]).toBe('P3');
});

it('follows a post that is given or ended as soon as that is told, a name within the hour, and an import at once', async () => {
  await database.ownerPool.query(`INSERT INTO posts (id, person_id, role, building_id, from_at) VALUES (9, 4, 'captain', 5, '2026-01-01')`); // prettier-ignore
  await database.ownerPool.query(`UPDATE posts SET to_at = '2026-01-15T08:30:00Z' WHERE id = 1`);
  changed.forEach((listener) => listener());
  expect(await told()).toEqual({ 1: 'P5', 3: 'P3', 5: 'P4', 6: 'P1' });
  await database.ownerPool.query(`UPDATE people SET name = '王秀英' WHERE id = 5`);
  now = new Date('2026-01-15T09:29:59Z');
  expect((await told())[1]).toBe('P5');
  now = new Date('2026-01-15T09:30:00Z');
  expect((await told())[1]).toBe('王秀英');
  await database.ownerPool.query(`UPDATE people SET name = 'P5' WHERE id = 5`);
  hear({ noun: 'district', kind: 'imported' } as Change);
  expect((await told())[1]).toBe('P5');
});

it('is not sent again to who has it', async () => {
  const { headers } = await ask({ 'accept-encoding': 'br' });
  expect(headers['content-encoding']).toBe('br');
  const again = await ask({ 'accept-encoding': 'br', 'if-none-match': String(headers['etag']) });
  expect([again.statusCode, again.body]).toEqual([304, '']);
});

it('is bounded', async () => {
  const rows = await selectCaptains(database.pool, now, 2, { kind: 'all' });
  expect(rows.map((r) => r.buildingId)).toEqual([1, 3]);
});
