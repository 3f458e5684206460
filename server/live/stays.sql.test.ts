import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { transact } from '#server/db/database.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { createTrees } from '#server/access/trees-in-force.ts';
import { insertDrawing } from '#server/plans/test-edition.sql.ts';
import { createSnapshotReads } from '#server/reads/snapshot.ts';
import { createDoor } from '#server/session/door.ts';
import { insertTestSession } from '#server/session/test-session.sql.ts';
import { createThrottle } from '#server/session/throttle.ts';
import { TEST_SIGN_IN } from '#server/test-app.ts';

import { appendChange } from './append-change.sql.ts';
import { startTestHub, type TestHub } from './test-hub.ts';

const NOW = new Date('2026-06-01T08:00:00.000Z');
const clock = (): Date => NOW;

let database: TestDatabase;
let here: TestHub;
beforeAll(async () => {
  database = await testDatabase();
  await insertDrawing(database.ownerPool);
  const { pool } = database;
  const door = createDoor({ pool, clock, trees: await createTrees(pool), throttle: createThrottle(clock), signIn: TEST_SIGN_IN }); // prettier-ignore
  const reads = createSnapshotReads(pool, { timeZone: 'Asia/Shanghai', openToNetwork: false });
  here = await startTestHub(pool, { clock, door, limits: { joinWithinMs: 500 }, ...reads });
});
afterAll(async () => {
  await here?.close();
  await database?.drop();
});

/** A connection of a session; it joins nothing. */
async function connect(
  cookie: string,
): Promise<{ socket: Socket; heard: string[]; ended: Promise<number> }> {
  // prettier-ignore
  const socket = io(here.url, { transports: ['websocket'], forceNew: true, reconnection: false, extraHeaders: { cookie } }); // prettier-ignore
  const heard: string[] = [];
  socket.onAny((event: string) => heard.push(event));
  const ended = new Promise<number>((resolve) => socket.on('disconnect', () => resolve(performance.now()))); // prettier-ignore
  await new Promise((resolve, reject) => {
    socket.on('connect', () => resolve(null));
    socket.on('connect_error', reject);
  });
  return { socket, heard, ended };
}

it('one that stays is told nothing but the end of its session; one that says nothing is let go', async () => {
  const cookie = await insertTestSession(database.ownerPool, { personId: 1, role: 'administrator', areaId: 100, at: NOW }); // prettier-ignore
  const stays = await connect(cookie);
  stays.socket.emit('stay');
  const silent = await connect(cookie);
  await transact(database.ownerPool, (db) => appendChange(db, NOW, { noun: 'sites', kind: 'states', at: NOW.toISOString(), states: [] })); // prettier-ignore
  here.hub.wake();
  await silent.ended;
  // The feeds are told each second.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect([stays.socket.connected, stays.heard, silent.heard]).toEqual([true, [], []]);

  const at = performance.now();
  await database.ownerPool.query('DELETE FROM sessions');
  expect((await stays.ended) - at).toBeLessThan(2_000);
});
