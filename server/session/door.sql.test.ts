import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { insertDrawing } from '#server/plans/test-edition.sql.ts';
import { startTestApp, TEST_SIGN_IN } from '#server/test-app.ts';

import { createDoor } from './door.ts';
import { insertTestSession } from './test-session.sql.ts';

const NOW = new Date('2026-06-01T08:00:00Z');
const DESKS = 60;
const cookies: string[] = [];
let database: TestDatabase;
let server: Awaited<ReturnType<typeof startTestApp>>;
beforeAll(async () => {
  database = await testDatabase();
  await insertDrawing(database.ownerPool);
  for (let i = 0; i < DESKS; i++)
    cookies.push(await insertTestSession(database.ownerPool, { personId: 2_000 + i, role: 'duty-leader', at: NOW })); // prettier-ignore
  server = await startTestApp(database.pool, () => NOW);
}, 60_000);
afterAll(async () => {
  await server?.close();
  await database?.drop();
});

it('desks that join at one moment are asked about at many, none later than after a minute', async () => {
  const { pool, clock, trees, throttle } = server.deps;
  const door = createDoor({
    pool,
    clock,
    trees,
    throttle,
    signIn: { ...TEST_SIGN_IN, proxies: [] },
  });
  const askedAfterS = async (cookie: string): Promise<number> => {
    const request = new IncomingMessage(new Socket());
    request.headers = { host: '127.0.0.1', cookie };
    const joiner = await door.whoJoins(request);
    return (joiner!.asksAgainAt.getTime() - NOW.getTime()) / 1_000;
  };
  const times: number[] = [];
  for (const cookie of cookies) times.push(await askedAfterS(cookie));
  expect(Math.min(...times)).toBeGreaterThanOrEqual(36);
  expect(Math.max(...times)).toBeLessThanOrEqual(60);
  // Sixty by chance over twenty-five seconds: about 23 of these have one.
  expect(new Set(times.map(Math.floor)).size).toBeGreaterThan(12);
  expect(await askedAfterS(cookies[0]!)).toBe(times[0]);
});
