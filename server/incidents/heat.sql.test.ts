import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';

import {
  HEAT_PERIODS,
  unpackHeat,
  type HeatPeriod,
  type PackedHeat,
} from '#data/wire/heat-packed.ts';
import type { Change } from '#data/wire/messages.ts';
import { createApp } from '#server/app.ts';
import { testDatabase } from '#server/db/test-database.ts';
import type { App, Deps } from '#server/deps.ts';

import { selectHeat } from './heat.sql.ts';
import { incidentsRoutes } from './routes.ts';

const NOW = Date.parse('2026-01-15T08:00:00.000Z');
const HOUR = 3_600_000;
let database: Awaited<ReturnType<typeof testDatabase>>;
let app: App;
let reset: () => Promise<void>;
const listeners: ((change: Change) => void)[] = [];

beforeAll(async () => {
  database = await testDatabase();
  await database.ownerPool.query(
    `INSERT INTO categories VALUES ('fire', '火情', 'Fire', 1), ('litter', '垃圾', 'Litter', 4)`,
  );
  app = createApp('silent');
  await incidentsRoutes(app, {
    pool: database.pool,
    clock: () => new Date(NOW),
    areas: { editionId: null, cellAt: () => null },
    hub: {
      tell: () => undefined,
      onChange: (listener: (change: Change) => void) => void listeners.push(listener),
      onReset: (listener: () => Promise<void>) => void (reset = listener),
    },
    settings: { timeZone: 'Asia/Shanghai' },
  } as unknown as Deps);
});
afterAll(async () => {
  await app.close();
  await database.drop();
});
beforeEach(async () => {
  await database.ownerPool.query('TRUNCATE incidents, entries CASCADE');
  await reset();
});

let no = 0;
/** Stored as it is, at some hours before now. */
async function store(
  hoursAgo: number,
  severity: number,
  at: [number, number] | null,
): Promise<void> {
  await database.ownerPool.query(
    `INSERT INTO incidents (id, no, category, severity, title, description, geom, origin, reported_at, state, revision, source_key)
     VALUES ($1, $2, $3, $4, 'x', '', CASE WHEN $5::float8 IS NULL THEN NULL ELSE ST_SetSRID(ST_MakePoint($5, $6), 4490) END,
       'patrol', $7, 'open', 1, $2)`,
    [randomUUID(), `n${++no}`, severity === 1 ? 'fire' : 'litter', severity, at?.[0] ?? null, at?.[1] ?? null, new Date(NOW - hoursAgo * HOUR)], // prettier-ignore
  );
}
const ask = (period: HeatPeriod, headers: Record<string, string> = {}) =>
  app.inject({ url: `/api/incidents/heat?period=${period}`, headers });
const heatOf = async (period: HeatPeriod): Promise<PackedHeat> =>
  unpackHeat((await ask(period)).rawPayload);

it('holds what has a place and was reported in the period, oldest first', async () => {
  await store(0.5, 4, [118.5, 32.1]);
  await store(3, 1, [118.6001, 32.2002]);
  await store(200, 3, [118.7, 32.3]);
  await store(24 * 91, 2, [118.8, 32.4]);
  await store(2, 2, null);
  const counts = await Promise.all(HEAT_PERIODS.map(async (p) => (await heatOf(p)).total));
  expect(counts).toEqual([1, 2, 2, 3, 3]);
  const { positions, severity, reportedS, untilMs } = await heatOf('7d');
  expect([...severity]).toEqual([1, 4]);
  expect([...reportedS]).toEqual([NOW / 1000 - 3 * 3600, NOW / 1000 - 1800]);
  expect([...positions]).toEqual([1_186_001_000, 322_002_000, 1_185_000_000, 321_000_000]);
  expect(untilMs).toBe(NOW - 60_000);
});

it('is read anew only when something was reported or imported', async () => {
  expect((await heatOf('24h')).total).toBe(0);
  await store(1, 4, [118.5, 32.1]);
  expect((await heatOf('24h')).total).toBe(0);
  listeners.forEach((hear) => hear({ noun: 'incidents', kind: 'stepped' } as Change));
  expect((await heatOf('24h')).total).toBe(0);
  listeners.forEach((hear) => hear({ noun: 'incidents', kind: 'reported' } as Change));
  expect((await heatOf('24h')).total).toBe(1);
  const first = await ask('24h');
  const again = await ask('24h', { 'if-none-match': String(first.headers['etag']) });
  expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
});

it('holds the newest up to its bound, and says how many there are', async () => {
  for (let i = 1; i <= 5; i++) await store(i, 4, [118 + i / 10, 32]);
  const found = await selectHeat(database.pool, new Date(NOW - 10 * HOUR), new Date(NOW), 3, {
    kind: 'all',
  });
  expect([...found.reportedS]).toEqual([3, 2, 1].map((h) => (NOW - h * HOUR) / 1000));
  expect(found.total).toBe(5);
});

it('refuses a period that is none', async () => {
  expect((await ask('2d' as HeatPeriod)).statusCode).toBe(400);
});
