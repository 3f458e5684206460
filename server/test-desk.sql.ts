import { randomUUID } from 'node:crypto';

import { io } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';

import type { Incident } from '#data/incidents/incident.ts';
import type { Change, JoinAnswer } from '#data/wire/messages.ts';

import { transact } from './db/database.ts';
import { testDatabase, type TestDatabase } from './db/test-database.ts';
import { report } from './incidents/report.ts';
import { createSeverityOf } from './incidents/severities.ts';
import { appendChange } from './live/append-change.sql.ts';
import type { Hub, HubGiven } from './live/hub.ts';
import {
  connectStrictly,
  type StrictConsole,
  type StrictConsoleOptions,
} from './live/strict-console.ts';
import { startTestHub, type TestHub } from './live/test-hub.ts';
import { createSnapshotReads } from './reads/snapshot.ts';
import { openSession } from './session/session.ts';

/** The time at the beginning of each test of the hub. */
export const DAY = '2026-01-15T08:00:00.000Z';

/** Waits until something holds; throws with its name after half a minute. */
export const until = async (
  what: string,
  holds: () => boolean | Promise<boolean>,
): Promise<void> => {
  const end = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

/** That a unit is on duty from now on, or off it. */
export const duty = (unitId: number, onDuty = true): Change => ({ noun: 'units', kind: 'duty', at: DAY, unitId, onDuty }); // prettier-ignore

/** The units of changes that are about units, 0 for others. */
export const unitsOf = (changes: readonly Change[]): number[] =>
  changes.map((c) => (c.noun === 'units' ? c.unitId : 0));

/** Ask a hub on a bare connection. */
export const joinBarely = async (url: string, request: unknown): Promise<JoinAnswer> => {
  const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false });
  try {
    return await new Promise((resolve, reject) => {
      socket.on('connect_error', reject);
      socket.emit('join', request, resolve);
    });
  } finally {
    socket.disconnect();
  }
};

/** For the tests of a file: a database, a hub anew for each, and hands to commit and to join; all is closed after. */
export function useTestHub() {
  const desk = {
    database: null as unknown as TestDatabase,
    here: null as unknown as TestHub,
    /** Hubs besides, and consoles: closed after the test. */
    others: [] as TestHub[],
    consoles: [] as StrictConsole[],
    now: new Date(DAY),
  };
  const clock = (): Date => desk.now;
  const createReads = () => createSnapshotReads(desk.database.pool, { timeZone: 'Asia/Shanghai', openToNetwork: false }); // prettier-ignore
  const start = (given: Partial<HubGiven> = {}): Promise<TestHub> =>
    startTestHub(desk.database.pool, { clock, ...createReads(), ...given });
  /** All that is committed now has been published. */
  const untilHeard = async (hub: Hub): Promise<void> => {
    const { no } = (await desk.database.pool.query('SELECT last_no AS no FROM stream')).rows[0];
    await until('it hears', () => hub.position().no >= Number(no));
  };
  const open = async (
    options: StrictConsoleOptions = {},
    url = desk.here.url,
  ): Promise<StrictConsole> => {
    const console = connectStrictly(url, options);
    desk.consoles.push(console);
    await until('a console joins', () => console.answers.length > 0);
    return console;
  };
  /** Commit changes of these units, each in a transaction of its own, as another process would. */
  const commit = async (...unitIds: number[]): Promise<void> => {
    for (const id of unitIds)
      await transact(desk.database.ownerPool, (db) => appendChange(db, desk.now, duty(id)));
  };
  const deps = (hub = desk.here.hub) => ({
    severityOf: createSeverityOf(desk.database.pool, hub),
    pool: desk.database.pool,
    hub,
    areas: { editionId: null, cellAt: () => null },
    settings: { timeZone: 'Asia/Shanghai' },
  });
  const ask = () => ({ session: openSession, at: desk.now });
  const reportOne = async (category = 'litter'): Promise<Incident> =>
    (await report(ask(), deps() as never, { id: randomUUID(), category, title: 't' })).incident;
  beforeAll(async () => {
    desk.database = await testDatabase();
    await desk.database.ownerPool.query(
      `INSERT INTO categories VALUES ('fire', '火情', 'Fire', 1), ('litter', '垃圾', 'Litter', 4);
     INSERT INTO units (id, code, kind, name, on_duty, source_key)
       SELECT i, 'U' || i, 'worker', 'Unit ' || i, true, i::text FROM generate_series(1, 5) i;
     INSERT INTO sites (id, code, kind, class, name, geom, state, state_at, source_key)
       SELECT i, 'C' || i, 'camera', 'dome', 'Camera', ST_SetSRID(ST_MakePoint(118, 32), 4490), 'online', '2026-01-01', i::text
       FROM generate_series(1, 5) i`,
    );
  });
  afterAll(() => desk.database.drop());
  beforeEach(async () => {
    desk.now = new Date(DAY);
    desk.here = await start();
  });
  afterEach(async () => {
    for (const console of desk.consoles) console.stop();
    desk.consoles = [];
    for (const other of [desk.here, ...desk.others]) await other.close();
    desk.others = [];
  });
  return Object.assign(desk, { clock, createReads, start, untilHeard, open, commit, deps, ask, reportOne }); // prettier-ignore
}
