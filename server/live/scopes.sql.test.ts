import { createHash, randomUUID } from 'node:crypto';

import { io } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { createTrees } from '#server/access/trees-in-force.ts';
import type { Change } from '#data/wire/messages.ts';
import { applyFrame } from '#data/wire/frame.ts';
import { createColumns } from '#data/wire/columns.ts';
import { transact } from '#server/db/database.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { report } from '#server/incidents/report.ts';
import { createSeverityOf } from '#server/incidents/severities.ts';
import { insertDrawing } from '#server/plans/test-edition.sql.ts';
import { createSights } from '#server/reads/sights.ts';
import { createSnapshotReads } from '#server/reads/snapshot.ts';
import { createDoor } from '#server/session/door.ts';
import { openSession } from '#server/session/session.ts';
import { insertTestSession } from '#server/session/test-session.sql.ts';
import { createThrottle } from '#server/session/throttle.ts';
import { TEST_SIGN_IN } from '#server/test-app.ts';
import { createLatest, type Latest } from '#server/units/latest.ts';

import { appendChange } from './append-change.sql.ts';
import { createFramePace } from './frame-pace.ts';
import { connectStrictly, type StrictConsole } from './strict-console.ts';
import { startTestHub, type TestHub } from './test-hub.ts';

const DAY = '2026-06-01T08:00:00.000Z';
const START = new Date(DAY);
let now = START;
const clock = (): Date => now;
let database: TestDatabase;
let latest: Latest;
let here: TestHub;
let consoles: StrictConsole[] = [];
let people = 2000;

beforeAll(async () => {
  database = await testDatabase();
  const { ownerPool } = database;
  await insertDrawing(ownerPool);
  await ownerPool.query(
    `INSERT INTO categories VALUES ('fire', '火情', 'Fire', 1), ('litter', '垃圾', 'Litter', 4)`,
  );
  // Units and cameras: one in a cell of grid 101, one in one of 102, one nowhere.
  for (const [id, area] of [
    [1, 1],
    [2, 5],
    [3, null],
  ] as const) {
    await ownerPool.query(
      `INSERT INTO units (id, code, kind, name, home_area_id, on_duty, source_key) VALUES ($1, $2, 'worker', $2, $3, TRUE, $2)`,
      [id, `U${id}`, area],
    );
    await ownerPool.query(
      `INSERT INTO sites (id, code, kind, class, name, geom, state, state_at, area_id, edition_id, source_key)
       VALUES ($1, $2, 'camera', 'dome', 'c', ST_SetSRID(ST_MakePoint(118.8, 32), 4490), 'online', $3, $4, CASE WHEN $4::integer IS NULL THEN NULL ELSE 1 END, $2)`,
      [id, `C${id}`, START, area],
    );
  }
}, 60_000);
afterAll(() => database?.drop());

beforeEach(async () => {
  now = START;
  const { pool } = database;
  latest = await createLatest(pool);
  const trees = await createTrees(pool);
  const sights = await createSights(pool, latest);
  const door = createDoor({
    pool,
    clock,
    trees,
    throttle: createThrottle(clock),
    signIn: TEST_SIGN_IN,
  });
  const reads = createSnapshotReads(pool, { timeZone: 'Asia/Shanghai', openToNetwork: false });
  here = await startTestHub(pool, { clock, door, ...sights, ...reads });
});
afterEach(async () => {
  for (const console of consoles) console.stop();
  consoles = [];
  await here.close();
});

const until = async (what: string, holds: () => boolean): Promise<void> => {
  const end = Date.now() + 30_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};
type Role = Parameters<typeof insertTestSession>[1]['role'];
/** Somebody new with a post, who has joined. */
async function join(
  role: Role,
  areaId: number | null,
): Promise<StrictConsole & { personId: number; cookie: string }> {
  const personId = people++;
  const cookie = await insertTestSession(database.ownerPool, { personId, role, areaId, at: now });
  const console = connectStrictly(here.url, { cookie });
  consoles.push(console);
  await until('it joins', () => console.answers.length > 0);
  return Object.assign(console, { personId, cookie });
}
const deps = () => ({
  severityOf: createSeverityOf(database.pool, here.hub),
  pool: database.pool,
  hub: here.hub,
  areas: { editionId: 1, cellAt: (lng: number) => (lng < 118.80015 ? 1 : 5) },
  settings: { timeZone: 'Asia/Shanghai' },
});
const reportAt = async (lng: number | null, category = 'litter') =>
  (
    await report({ session: openSession, at: now }, deps() as never, {
      id: randomUUID(),
      category,
      title: 't',
      ...(lng === null ? {} : { at: [lng, 32] }),
    })
  ).incident;
const commit = (change: Change): Promise<number> =>
  transact(database.ownerPool, (db) => appendChange(db, now, change));
const heardAll = async (): Promise<void> => {
  const { no } = (await database.pool.query('SELECT last_no AS no FROM stream')).rows[0];
  here.hub.wake();
  await until('it hears', () => here.hub.position().no >= Number(no));
  await new Promise((resolve) => setTimeout(resolve, 100));
};
const told = ({ changes }: StrictConsole): unknown[] =>
  changes.map((c) =>
    c.noun === 'incidents'
      ? c.incident.id
      : c.noun === 'units'
        ? c.unitId
        : c.noun === 'sites'
          ? c.states.map(([id]) => id)
          : c.noun,
  );

describe('a console', () => {
  it('without a session is not let in', async () => {
    for (const cookie of [undefined, `jingwei=${'A'.repeat(43)}`]) {
      const socket = io(here.url, {
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
        ...(cookie ? { extraHeaders: { cookie } } : {}),
      });
      await new Promise<void>((resolve, reject) => {
        socket.on('connect', () => reject(new Error('let in')));
        socket.on('connect_error', () => resolve());
      });
      socket.disconnect();
    }
  });

  it('is told what lies in its scope and nothing else, and cannot tell how much there is', async () => {
    const [one, two, none, whole] = [
      await join('leader', 101),
      await join('leader', 102),
      await join('volunteer', 101),
      await join('duty-leader', null),
    ];
    const [a, b, nowhere] = [
      await reportAt(118.8),
      await reportAt(118.8002, 'fire'),
      await reportAt(null),
    ];
    for (const id of [1, 2, 3])
      await commit({ noun: 'units', kind: 'duty', at: DAY, unitId: id, onDuty: true });
    await commit({
      noun: 'sites',
      kind: 'states',
      at: DAY,
      states: [1, 2, 3].map((id) => [id, 'offline', DAY]),
    });
    await heardAll();
    expect(told(one)).toEqual([a.id, 1, [1]]);
    expect(told(two)).toEqual([b.id, 2, [2]]);
    expect(told(none)).toEqual([]);
    expect(told(whole)).toEqual([a.id, b.id, nowhere.id, 1, 2, 3, [1, 2, 3]]);
    expect(one.changes[0]).toMatchObject({ figures: null });
    expect(whole.changes[1]).toMatchObject({ figures: { open: 2, openGrave: 1 } });
    for (const console of [one, two, none, whole]) expect(console.failures).toEqual([]);
    // Who joins now is told the same by the snapshot.
    const [late, lateNone] = [await join('leader', 101), await join('volunteer', 101)];
    expect(late.snapshot).toMatchObject({
      incidents: [{ id: a.id }],
      units: [{ id: 1 }],
      figures: { open: 1, openGrave: 0, newToday: 1, closedToday: 0 },
    });
    expect(late.snapshot!.cameraStates.map(([id]) => id)).toEqual([1]);
    expect(lateNone.snapshot).toMatchObject({
      incidents: [],
      units: [],
      cameraStates: [],
      figures: { open: 0, newToday: 0 },
    });
  });

  it('that comes back is told what it missed of its scope; a cursor of another scope is none', async () => {
    const one = await join('leader', 101);
    const since = one.cursor!;
    one.stop();
    const missed = await reportAt(118.8);
    await reportAt(118.8002);
    await heardAll();
    const again = connectStrictly(here.url, { cookie: one.cookie, since });
    consoles.push(again);
    await until('it joins', () => again.answers.length > 0);
    expect([again.answers, told(again), again.failures]).toEqual([['changes'], [missed.id], []]);
    const two = await join('leader', 102);
    two.stop();
    const other = connectStrictly(here.url, { cookie: two.cookie, since: again.cursor! });
    consoles.push(other);
    await until('it joins', () => other.answers.length > 0);
    expect(other.answers).toEqual(['snapshot']);
  });

  it('that comes back when its room was let go follows on, whatever of others was between', async () => {
    const one = await join('leader', 101);
    const since = one.cursor!;
    one.stop();
    // Of a room where nobody is nothing is kept: a lane begins anew where the stream is then.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const missed = await reportAt(118.8);
    await reportAt(118.8002);
    await heardAll();
    const [late, again] = [
      connectStrictly(here.url, { cookie: one.cookie, since }),
      connectStrictly(here.url, { cookie: one.cookie }),
    ];
    consoles.push(late, again);
    await until('both join', () => [late, again].every(({ answers }) => answers.length > 0));
    const next = await reportAt(118.8);
    await heardAll();
    expect([late.answers, told(late), late.failures]).toEqual([['changes'], [missed.id, next.id], []]); // prettier-ignore
    expect([told(again), again.failures]).toEqual([[next.id], []]);
    // Nor is anything wrong where all that was between was of others.
    late.stop();
    again.stop();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    await reportAt(118.8002);
    await heardAll();
    const third = connectStrictly(here.url, { cookie: one.cookie, since: late.cursor! });
    consoles.push(third);
    await until('it joins', () => third.answers.length > 0);
    const last = await reportAt(118.8);
    await heardAll();
    expect([third.answers, told(third), third.failures]).toEqual([['changes'], [last.id], []]);
  });

  it('gets frames of the units that it may see', async () => {
    const seen = async (role: Role, areaId: number | null): Promise<number[]> => {
      const columns = createColumns(0);
      const cookie = await insertTestSession(database.ownerPool, {
        personId: people++,
        role,
        areaId,
        at: now,
      });
      let frames = 0;
      const console = connectStrictly(here.url, {
        cookie,
        onFrame: (bytes, acknowledge) => {
          applyFrame(columns, bytes);
          frames++;
          acknowledge();
        },
      });
      consoles.push(console);
      await until('it joins', () => console.answers.length > 0);
      const pace = createFramePace({ source: latest, consoles: () => here.hub.consoles(), clock });
      latest.apply(
        [1, 2, 3].map((unitId) => ({
          unitId,
          measuredMs: now.getTime() + people,
          lngE7: 1_188_000_000,
          latE7: 320_000_000,
          speedMps: null,
          headingDeg: null,
          accuracyM: null,
          reason: null,
        })) as never,
      );
      pace.tick();
      await until('a frame comes', () => frames > 0);
      console.stop();
      return [...columns.ids.slice(0, columns.count)];
    };
    expect(await seen('leader', 101)).toEqual([1]);
    expect(await seen('community-officer', 102)).toEqual([2]);
    expect(await seen('duty-leader', null)).toEqual([1, 2, 3]);
    expect(await seen('worker', 101)).toEqual([]);
  });

  it('is cut off within 2 s of the end of its post, and told by what it may see then', async () => {
    const one = await join('leader', 101);
    const a = await reportAt(118.8);
    await heardAll();
    expect(told(one)).toEqual([a.id]);
    // By the clock alone.
    await database.ownerPool.query('UPDATE posts SET to_at = $2 WHERE person_id = $1', [
      one.personId,
      new Date(now.getTime() + 5_000),
    ]);
    await heardAll();
    expect(one.cuts).toBe(0);
    now = new Date(now.getTime() + 5_000);
    const from = performance.now();
    await until('it is cut off', () => one.cuts > 0);
    expect(performance.now() - from).toBeLessThan(10_000);
    await until('it comes back', () => one.answers.length > 1);
    await reportAt(118.8);
    await heardAll();
    expect(one.answers).toEqual(['snapshot', 'snapshot']);
    expect(one.snapshot!.incidents).toEqual([]);
    expect(told(one)).toEqual([a.id]);
  });

  it('is cut off when its session ends, and not let in again', async () => {
    const one = await join('leader', 101);
    const whole = await join('duty-leader', null);
    await database.ownerPool.query(
      'DELETE FROM sessions WHERE account_id = (SELECT id FROM accounts WHERE person_id = $1)',
      [one.personId],
    );
    here.hub.wake();
    await until('it is cut off', () => one.cuts > 1);
    expect(one.answers).toHaveLength(1);
    expect([whole.cuts, whole.answers.length]).toEqual([0, 1]);
  });

  it('of a wall is cut off by the clock, where nobody told that it is revoked', async () => {
    const { ownerPool } = database;
    const token = 'wAll-'.padEnd(43, '_k3');
    await ownerPool.query(
      `INSERT INTO devices (id, kind, name, secret_hash, made_at, made_by) VALUES ($1, 'wall', 'w', $2, $3, 'x')`,
      [randomUUID(), createHash('sha256').update(token).digest(), now],
    );
    const wall = connectStrictly(here.url, { cookie: `jingwei=${token}` });
    consoles.push(wall);
    await until('it joins', () => wall.answers.length > 0);
    // Whoever is there when the server begins to hear notices is asked once, for those it may not have heard.
    await heardAll();
    await heardAll();
    await ownerPool.query('ALTER TABLE devices DISABLE TRIGGER tell_changed');
    await ownerPool.query(`UPDATE devices SET revoked_at = $1, revoked_by = 'x'`, [now]);
    await ownerPool.query('ALTER TABLE devices ENABLE TRIGGER tell_changed');
    await reportAt(118.8);
    await heardAll();
    expect([wall.cuts, told(wall).length]).toEqual([0, 1]);
    now = new Date(now.getTime() + 30_000);
    await until('it is cut off', () => wall.cuts > 0);
    await reportAt(118.8);
    await heardAll();
    expect([wall.answers.length, told(wall).length]).toEqual([1, 1]);
  });

  it('knocks five times and no more until it is calm', async () => {
    const cookie = await insertTestSession(database.ownerPool, {
      personId: people++,
      role: 'leader',
      areaId: 101,
      at: now,
    });
    const tryOnce = (): Promise<boolean> =>
      new Promise((resolve) => {
        const socket = io(here.url, {
          transports: ['websocket'],
          forceNew: true,
          reconnection: false,
          extraHeaders: { cookie },
        });
        const done = (ok: boolean) => (): void => {
          socket.disconnect();
          resolve(ok);
        };
        socket.on('connect', done(true));
        socket.on('connect_error', done(false));
      });
    const tries: boolean[] = [];
    for (let i = 0; i < 40; i++) tries.push(await tryOnce());
    expect(tries.filter(Boolean)).toHaveLength(5);
    now = new Date(now.getTime() + 60_000);
    expect(await tryOnce()).toBe(true);
  });
});
