import { randomUUID } from 'node:crypto';
import { connect as connectTcp } from 'node:net';

import { io } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Incident } from '#data/incidents/incident.ts';
import type { Change, FeedsMessage, Figures, JoinAnswer } from '#data/wire/messages.ts';
import { transact } from '#server/db/database.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { report } from '#server/incidents/report.ts';
import { createSeverityOf } from '#server/incidents/severities.ts';
import { takeStep } from '#server/incidents/take-step.ts';
import { createSnapshotReads } from '#server/reads/snapshot.ts';
import { openSession } from '#server/session/session.ts';

import { appendChange } from './append-change.sql.ts';
import { createFeeds } from './feeds.ts';
import type { Hub, HubGiven } from './hub.ts';
import {
  connectStrictly,
  type StrictConsole,
  type StrictConsoleOptions,
} from './strict-console.ts';
import { startTestHub, type TestHub } from './test-hub.ts';

const DAY = '2026-01-15T08:00:00.000Z';
let database: Awaited<ReturnType<typeof testDatabase>>;
let here: TestHub;
let consoles: StrictConsole[] = [];
let others: TestHub[] = [];
let now = new Date(DAY);
const clock = (): Date => now;
const createReads = () => createSnapshotReads(database.pool, { timeZone: 'Asia/Shanghai', openToNetwork: false }); // prettier-ignore
const start = (given: Partial<HubGiven> = {}) => startTestHub(database.pool, { clock, ...createReads(), ...given }); // prettier-ignore

beforeAll(async () => {
  database = await testDatabase();
  await database.ownerPool.query(
    `INSERT INTO categories VALUES ('fire', '火情', 'Fire', 1), ('litter', '垃圾', 'Litter', 4);
     INSERT INTO units (id, code, kind, name, on_duty, source_key)
       SELECT i, 'U' || i, 'worker', 'Unit ' || i, true, i::text FROM generate_series(1, 5) i;
     INSERT INTO sites (id, code, kind, class, name, geom, state, state_at, source_key)
       SELECT i, 'C' || i, 'camera', 'dome', 'Camera', ST_SetSRID(ST_MakePoint(118, 32), 4490), 'online', '2026-01-01', i::text
       FROM generate_series(1, 5) i`,
  );
});
afterAll(() => database.drop());
beforeEach(async () => {
  now = new Date(DAY);
  here = await start();
});
afterEach(async () => {
  for (const console of consoles) console.stop();
  consoles = [];
  for (const other of [here, ...others]) await other.close();
  others = [];
});

const until = async (what: string, holds: () => boolean | Promise<boolean>): Promise<void> => {
  const end = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};
/** All that is committed now has been published. */
const untilHeard = async (hub: Hub): Promise<void> => {
  const { no } = (await database.pool.query('SELECT last_no AS no FROM stream')).rows[0];
  await until('it hears', () => hub.position().no >= Number(no));
};
const open = async (options: StrictConsoleOptions = {}, url = here.url): Promise<StrictConsole> => {
  const console = connectStrictly(url, options);
  consoles.push(console);
  await until('a console joins', () => console.answers.length > 0);
  return console;
};
const duty = (unitId: number, onDuty = true): Change => ({ noun: 'units', kind: 'duty', at: DAY, unitId, onDuty }); // prettier-ignore
/** Commit changes of these units, each in a transaction of its own, as another process would. */
const commit = async (...unitIds: number[]): Promise<void> => {
  for (const id of unitIds)
    await transact(database.ownerPool, (db) => appendChange(db, now, duty(id)));
};
const unitsOf = (changes: readonly Change[]): number[] =>
  changes.map((c) => (c.noun === 'units' ? c.unitId : 0));
const deps = (hub = here.hub) => ({
  severityOf: createSeverityOf(database.pool, hub),
  pool: database.pool,
  hub,
  areas: { editionId: null, cellAt: () => null },
  settings: { timeZone: 'Asia/Shanghai' },
});
const ask = () => ({ session: openSession, at: now });
const reportOne = async (category = 'litter'): Promise<Incident> =>
  (await report(ask(), deps() as never, { id: randomUUID(), category, title: 't' })).incident;
/** Ask on a bare connection. */
const joinBarely = async (url: string, request: unknown): Promise<JoinAnswer> => {
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

describe('a console', () => {
  it('gets a snapshot, and then each change once, in order, whoever committed it', async () => {
    const [a, b] = [await open(), await open({ transports: ['polling'] })];
    expect(a.snapshot).toMatchObject({
      figures: { open: 0, openGrave: 0, newToday: 0, closedToday: 0 },
      units: [1, 2, 3, 4, 5].map((id) => ({ id, code: `U${id}`, onDuty: true })),
      cameraStates: [],
      incidents: [],
      feeds: { now: DAY },
      district: { empty: false, timeZone: 'Asia/Shanghai' },
    });
    const incident = await reportOne('fire');
    await commit(1, 2, 3);
    const closed = await takeStep(ask(), deps() as never, incident.id, {
      step: 'close',
      expects: 1,
    });
    for (const console of [a, b]) {
      await until('five changes', () => console.changes.length >= 5);
      expect(console.changes).toMatchObject([
        { kind: 'reported', incident, figures: { open: 1, openGrave: 1 } },
        duty(1),
        duty(2),
        duty(3),
        { kind: 'stepped', incident: closed, figures: { open: 0, closedToday: 1 } },
      ]);
      expect([console.failures, console.answers]).toEqual([[], ['snapshot']]);
    }
  });

  it('that connects while the server begins is answered when it has begun', async () => {
    const { port } = here;
    await here.close();
    const console = connectStrictly(`http://127.0.0.1:${port}`, { retryMs: 20 });
    consoles.push(console);
    const holds = await database.ownerPool.connect();
    try {
      await holds.query('BEGIN');
      await holds.query('LOCK TABLE stream IN ACCESS EXCLUSIVE MODE');
      const beginning = startTestHub(database.pool, { clock, ...createReads() }, port);
      await until('it waits for the stream', async () => {
        const { rows } = await database.ownerPool.query(
          `SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted AND relation = 'stream'::regclass`,
        );
        return rows[0].n > 0;
      });
      const before = console.cuts;
      await until('it is there or was sent away', () => console.socket.connected || console.cuts > before + 2); // prettier-ignore
      await holds.query('COMMIT');
      here = await beginning;
    } finally {
      holds.release();
    }
    await until('it joins', () => console.answers.length > 0);
    expect([...console.answers, ...console.failures]).toEqual(['snapshot']);
  });

  it('that comes back gets what it missed and nothing else', async () => {
    const a = await open({ retryMs: -1 });
    const since = a.cursor!;
    await commit(1);
    await until('it is told', () => a.changes.length === 1);
    a.stop();
    await commit(2, 3, 4);
    const b = await open({ since });
    await commit(5);
    await until('it is told', () => b.changes.length === 5);
    expect(unitsOf(b.changes)).toEqual([1, 2, 3, 4, 5]);
    expect(b.answers).toEqual(['changes']);
    const c = await open({ since: b.cursor! });
    expect([c.changes, c.answers, c.cursor]).toEqual([[], ['changes'], b.cursor]);
    b.rejoin();
    await until('it joins again', () => b.answers.length === 2);
    expect([b.changes.length, ...b.failures, ...c.failures]).toEqual([5]);
  });

  it('gets what it missed from a server that has begun since, however much is at hand there', async () => {
    const { cursor } = await open();
    const ids = Array.from({ length: 900 }, (_, i) => i + 1);
    await transact(database.ownerPool, async (db) => {
      for (const id of ids) await appendChange(db, now, duty(id));
    });
    const again = await start();
    others.push(again);
    const b = await open({ since: cursor! }, again.url);
    expect(unitsOf(b.changes)).toEqual(ids);
    expect([...b.failures, ...b.answers]).toEqual(['changes']);
  });

  it('gets a snapshot where its cursor is of no use', async () => {
    const few = await start({ limits: { missedChanges: 3 } });
    others.push(few);
    const { cursor } = await open();
    await commit(1, 2, 3);
    await untilHeard(few.hub);
    await untilHeard(here.hub);
    const kind = async (since: string, url = here.url) => (await joinBarely(url, { since })).kind;
    expect(await kind(cursor!, few.url)).toBe('changes');
    await commit(4);
    await untilHeard(few.hub);
    await untilHeard(here.hub);
    expect(await kind(cursor!, few.url)).toBe('snapshot');
    expect(await kind(cursor!)).toBe('changes');
    expect(await kind('1')).toBe('snapshot');
    expect(await kind(cursor!.slice(1) + 'A')).toBe('snapshot');
  });

  it('ahead of the stream gets a snapshot', async () => {
    await commit(1);
    const { cursor } = await open();
    await database.ownerPool.query('DELETE FROM changes WHERE no = (SELECT last_no FROM stream)');
    await database.ownerPool.query('UPDATE stream SET last_no = last_no - 1');
    const behind = await start();
    others.push(behind);
    expect((await joinBarely(behind.url, { since: cursor })).kind).toBe('snapshot');
  });

  it('that says what it must not is refused, and its view stays what it was', async () => {
    for (const bad of [
      null,
      1,
      'x',
      [],
      { since: 5 },
      { since: 'x'.repeat(65) },
      { view: [1, 2, 3] },
      { always: ['a'] },
      { always: Array(501).fill(1) },
      { more: 1 },
    ]) {
      expect(await joinBarely(here.url, bad)).toEqual({ kind: 'refused', reason: 'bad-request' });
    }
    const a = await open({ looksAt: { view: [118, 32, 119, 33], always: [4] } });
    const [seen] = here.hub.consoles();
    expect(seen).toMatchObject({ view: [118, 32, 119, 33], always: [4] });
    a.socket.emit('view', { view: [1, 2] } as never);
    a.socket.emit('view', 5 as never);
    a.socket.emit('join', {} as never, 5 as never);
    (a.socket as { emit: (event: string) => unknown }).emit('nonsense');
    a.socket.emit('view', { always: [1, 2] });
    await until('it looks elsewhere', () => seen!.always.length === 2);
    expect(seen!.view).toBeNull();
    expect(a.failures).toEqual([]);
  });

  it('takes frames, and says so', async () => {
    const a = await open();
    const got = new Promise<number>((resolve) =>
      a.socket.on('frame', (bytes, acknowledge) => {
        acknowledge();
        resolve(new Uint8Array(bytes)[0]!);
      }),
    );
    const [seen] = here.hub.consoles();
    await new Promise<void>((resolve) => seen!.sendFrame(Uint8Array.of(9), resolve));
    expect(await got).toBe(9);
    a.stop();
    await until('it is gone', () => [...here.hub.consoles()].length === 0);
  });

  it('hears every second how old the feeds are', async () => {
    const a = await open();
    here.feeds.report('fixes', new Date('2026-01-15T07:59:58.000Z'));
    const message = await new Promise<FeedsMessage>((resolve) => a.socket.on('feeds', resolve));
    expect(message).toMatchObject({ now: DAY, feeds: [{ key: 'fixes', newestAt: '2026-01-15T07:59:58.000Z' }, {}, {}] }); // prettier-ignore
  });

  it('hears it though a frame is on its way in the same moment', async () => {
    const feeds = createFeeds({ clock, intervalS: { fixes: 10, intake: 10, cameras: 10 } });
    const busy = await start({
      feeds: {
        ...feeds,
        message: () => {
          for (const console of busy.hub.consoles()) console.sendFrame(new Uint8Array(100_000), () => {}); // prettier-ignore
          return feeds.message(true);
        },
      },
    });
    others.push(busy);
    const a = await open({}, busy.url);
    let heard = 0;
    a.socket.on('feeds', () => heard++);
    await until('it hears twice', () => heard >= 2);
    expect(a.failures).toEqual([]);
  });

  it('hears of a new day, though nothing happens', async () => {
    const incident = await reportOne('fire');
    const a = await open();
    expect(a.snapshot!.figures).toMatchObject({ newToday: expect.any(Number), openGrave: 1 });
    expect(a.snapshot!.figures.newToday).toBeGreaterThan(0);
    const figures = new Promise<Figures>((resolve) => a.socket.on('figures', resolve));
    // The server has learnt when the day ends.
    let ticks = 0;
    a.socket.on('feeds', () => ticks++);
    await until('two ticks', () => ticks >= 2);
    now = new Date('2026-01-15T16:00:00.000Z');
    expect(await figures).toEqual({ ...a.snapshot!.figures, newToday: 0, closedToday: 0 });
    expect((await open()).snapshot!.figures.newToday).toBe(0);
    await takeStep(ask(), deps() as never, incident.id, { step: 'close', expects: 1 });
  });
});

describe('the stream', () => {
  it('has the order of commit where transactions overlap, and nothing of those that were rolled back', async () => {
    const told = await Promise.all([open(), open(), open()]);
    const [first, second, third] = [await database.pool.connect(), await database.pool.connect(), await database.pool.connect()]; // prettier-ignore
    try {
      // Begun 1, 2; committed 2, 1.
      await first.query('BEGIN');
      await first.query('UPDATE units SET on_duty = on_duty WHERE id = 1');
      await second.query('BEGIN');
      await second.query('UPDATE units SET on_duty = on_duty WHERE id = 2');
      await appendChange(second, now, duty(2));
      await second.query('COMMIT');
      await appendChange(first, now, duty(1));
      await first.query('COMMIT');
      // Numbered and rolled back, while another waits for the number.
      await first.query('BEGIN');
      await appendChange(first, now, duty(5));
      await third.query('BEGIN');
      const waits = appendChange(third, now, duty(3));
      await first.query('ROLLBACK');
      await waits;
      await third.query('COMMIT');
    } finally {
      for (const client of [first, second, third]) client.release();
    }
    for (const console of told) {
      await until('three changes', () => console.changes.length === 3);
      expect(unitsOf(console.changes)).toEqual([2, 1, 3]);
      expect(console.failures).toEqual([]);
    }
  });

  it('goes on when the connection that listens is lost', async () => {
    const a = await open();
    for (let i = 1; i <= 3; i++) {
      // It may be building it again since the last time.
      await until('it listens, and is cut', async () => {
        const { rowCount } = await database.ownerPool.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'jingwei listen' AND datname = current_database()`,
        );
        return rowCount === 1;
      });
      await commit(i);
      await until('it is told', () => a.changes.length === i);
    }
    expect([unitsOf(a.changes), a.failures]).toEqual([[1, 2, 3], []]);
  });

  it('tells those inside before those outside, and one that throws harms nobody', async () => {
    const heard: string[] = [];
    here.hub.onChange(() => {
      throw new Error('a listener that throws');
    });
    here.hub.onChange((change) => heard.push(`inside ${unitsOf([change])[0]}`));
    const a = await open({ onChange: (change) => heard.push(`outside ${unitsOf([change])[0]}`) });
    await commit(1);
    await until('both hear', () => heard.length === 2);
    expect(heard).toEqual(['inside 1', 'outside 1']);
    expect(a.failures).toEqual([]);
  });

  it('of another epoch sends everybody to a snapshot, and has what is in memory read again', async () => {
    const a = await open();
    let resets = 0;
    here.hub.onReset(async () => void resets++);
    await database.ownerPool.query('UPDATE stream SET epoch = gen_random_uuid()');
    await until('it joins anew', () => a.answers.length === 2);
    await commit(1);
    await until('it is told', () => a.changes.length === 1);
    expect([resets, a.answers, a.failures]).toEqual([1, ['snapshot', 'snapshot'], []]);
  });

  it('that lacks a number sends everybody to a snapshot', async () => {
    const a = await open();
    await transact(database.ownerPool, async (db) => {
      const no = await appendChange(db, now, duty(1));
      await appendChange(db, now, duty(2));
      await db.query('DELETE FROM changes WHERE no = $1', [no]);
    });
    await until('it joins anew', () => a.answers.length === 2);
    await commit(3);
    await until('it is told', () => a.changes.length === 1);
    expect([a.answers, unitsOf(a.changes)]).toEqual([['snapshot', 'snapshot'], [3]]);
  });
});

describe('a snapshot', () => {
  it('and the changes after it make what the database holds, whenever one joins', async () => {
    const reads = createReads();
    let readings = 0;
    const busy = await start({
      readSnapshot: (asked) => {
        readings++;
        return reads.readSnapshot(asked);
      },
    });
    const elsewhere = await start();
    others.push(busy, elsewhere);
    const states: { byId: Map<string, Incident>; figures: Figures | null; wrong: string[] }[] = [];
    const joining: Promise<StrictConsole>[] = [];
    const work: Promise<unknown>[] = [];
    for (let i = 0; i < 60; i++) {
      // Reports and closings through two servers, and a console that joins now and then.
      const hub = i % 2 ? busy.hub : elsewhere.hub;
      const id = randomUUID();
      const category = i % 3 ? 'litter' : 'fire';
      work.push(
        report(ask(), deps(hub) as never, { id, category, title: `${i}` }).then(async () => {
          if (i % 4 === 0) await takeStep(ask(), deps(hub) as never, id, { step: 'close', expects: 1 }); // prettier-ignore
        }),
      );
      if (i % 2 === 0) {
        const state: (typeof states)[number] = { byId: new Map(), figures: null, wrong: [] };
        states.push(state);
        const options: StrictConsoleOptions = {
          onSnapshot: (snapshot) => {
            state.byId = new Map(snapshot.incidents.map((one) => [one.id, one]));
            state.figures = snapshot.figures;
          },
          onChange: (change) => {
            if (change.noun !== 'incidents') return;
            const { incident, kind } = change;
            if ((kind === 'reported') === state.byId.has(incident.id)) state.wrong.push(kind);
            if (incident.state === 'open') state.byId.set(incident.id, incident);
            else state.byId.delete(incident.id);
            state.figures = change.figures;
          },
        };
        joining.push(open(options, (i % 4 ? busy : elsewhere).url));
      }
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
    await Promise.all(work);
    const all = await Promise.all(joining);
    for (const hub of [busy.hub, elsewhere.hub]) await untilHeard(hub);
    const truth = JSON.parse((await reads.readSnapshot(ask())).text);
    const sorted = (list: Iterable<Incident>) => [...list].sort((x, y) => (x.id < y.id ? -1 : 1));
    for (const [i, state] of states.entries()) {
      await until('it has all', () => state.byId.size === truth.incidents.length);
      await until('it has all', () => JSON.stringify(state.figures) === JSON.stringify(truth.figures)); // prettier-ignore
      expect(sorted(state.byId.values())).toEqual(sorted(truth.incidents));
      expect([...state.wrong, ...all[i]!.failures]).toEqual([]);
    }
    // Fifteen joined there.
    expect(readings).toBeLessThanOrEqual(5);
  });

  it('comes though more has happened while it was read than is at hand', async () => {
    const reads = createReads();
    const ids = Array.from({ length: 2_500 }, (_, i) => i + 1);
    const slow = await start({
      readSnapshot: async (asked) => {
        const made = await reads.readSnapshot(asked);
        await transact(database.ownerPool, async (db) => {
          for (const id of ids) await appendChange(db, now, duty(id));
        });
        await until('it hears', () => slow.hub.position().no === made.no + ids.length);
        return made;
      },
    });
    others.push(slow);
    const a = await open({}, slow.url);
    await until('all is told', () => a.changes.length === ids.length);
    expect(unitsOf(a.changes)).toEqual(ids);
    expect([...a.answers, ...a.failures]).toEqual(['snapshot']);
  });

  it('tells of the cameras that differ from the packed ones, and of no others', async () => {
    const states = async (...told: [number, string][]): Promise<void> => {
      const at = new Date(Date.parse(DAY) - 5_000).toISOString();
      await transact(database.ownerPool, async (db) => {
        for (const [id, state] of told)
          await db.query('UPDATE sites SET state = $2, state_at = $3 WHERE id = $1', [
            id,
            state,
            at,
          ]);
        await appendChange(db, now, { noun: 'sites', kind: 'states', at: DAY, states: told.map(([id, state]) => [id, state as never, at]) }); // prettier-ignore
      });
    };
    const imported = (sites: number) =>
      transact(database.ownerPool, async (db) => {
        await db.query(`UPDATE versions SET version = $1 WHERE noun = 'sites'`, [sites]);
        const versions = { areas: 1, features: 1, buildings: 1, units: 1, sites };
        await appendChange(db, now, { noun: 'district', kind: 'imported', at: DAY, versions, editionId: null }); // prettier-ignore
      });
    const inSnapshot = async () => {
      const answer = await joinBarely(here.url, {});
      if (answer.kind !== 'snapshot') throw new Error(answer.kind);
      return answer.snapshot.cameraStates.map(([id, state]) => `${id} ${state}`);
    };
    await imported(1);
    await states([2, 'offline'], [3, 'unreachable']);
    await states([3, 'online']);
    await untilHeard(here.hub);
    expect(await inSnapshot()).toEqual(['2 offline', '3 online']);
    await states([4, 'offline']);
    // One of areas leaves the packed sites as they are.
    await imported(1);
    await untilHeard(here.hub);
    expect(await inSnapshot()).toEqual(['2 offline', '3 online', '4 offline']);
    expect(here.feeds.message(true).feeds[2]!.newestAt).toBe('2026-01-15T07:59:55.000Z');
    await imported(2);
    await untilHeard(here.hub);
    expect(await inSnapshot()).toEqual([]);
    await states([5, 'offline']);
    await imported(2);
    await untilHeard(here.hub);
    expect(await inSnapshot()).toEqual(['5 offline']);
    const fresh = await start();
    others.push(fresh);
    here = fresh;
    others.pop();
    expect(await inSnapshot()).toEqual(['5 offline']);
    expect(fresh.feeds.message(true).feeds[2]!.newestAt).toBe('2026-01-15T07:59:55.000Z');
  });
});

describe('the bounds', () => {
  it('a console that does not read is cut off; the others hear everything', async () => {
    const tight = await start({ limits: { outgoingBytes: 512 << 10 } });
    others.push(tight);
    const told = await Promise.all(Array.from({ length: 20 }, () => open({}, tight.url)));
    const stalled = await open({ retryMs: -1 }, tight.url);
    // Its kernel takes what it can; then nobody does.
    const engine = stalled.socket.io.engine as unknown as { transport: { ws: { _socket: { pause: () => void } } } }; // prettier-ignore
    engine.transport.ws._socket.pause();
    const count = () => [...tight.hub.consoles()].length;
    expect(count()).toBe(21);
    const states = Array.from({ length: 2_000 }, (_, i) => [i, 'offline', DAY]);
    let sent = 0;
    while (count() === 21 && sent < 400) {
      await transact(database.ownerPool, (db) =>
        appendChange(db, now, { noun: 'sites', kind: 'states', at: DAY, states: states as never }),
      );
      sent++;
      await until('the others hear', () => told.every((one) => one.changes.length === sent));
    }
    await until('it is cut off', () => count() === 20);
    for (const console of told) {
      await until('all is told', () => console.changes.length === sent);
      expect([...console.failures, ...console.answers]).toEqual(['snapshot']);
    }
    expect(sent).toBeGreaterThan(5);
  });

  it('what a console missed is answered by a snapshot where that is less', async () => {
    const states = Array.from({ length: 2_000 }, (_, i) => [i, 'offline', DAY]);
    const { cursor } = await open();
    const kind = async () => (await joinBarely(here.url, { since: cursor })).kind;
    const commitStates = async (count: number) => {
      for (let i = 0; i < count; i++)
        await transact(database.ownerPool, (db) => appendChange(db, now, { noun: 'sites', kind: 'states', at: DAY, states: states as never })); // prettier-ignore
    };
    await commitStates(10);
    expect(await kind()).toBe('changes');
    await commitStates(30);
    expect(await kind()).toBe('snapshot');
  });

  it('an address has so many connections and no more', async () => {
    const small = await start({ limits: { perAddress: 3 } });
    others.push(small);
    const told = [await open({}, small.url), await open({}, small.url), await open({}, small.url)];
    await expect(joinBarely(small.url, {})).rejects.toThrow();
    told[0]!.stop();
    // Its connection is closed a moment after it is no console any more.
    await until('another gets in', async () => {
      const answer = await joinBarely(small.url, {}).catch(() => null);
      return answer?.kind === 'snapshot';
    });
  });

  it('a connection joins so often and no more', async () => {
    const a = await open({ retryMs: -1 });
    const kinds: string[] = [];
    for (let i = 0; i < 40; i++) {
      kinds.push(
        await new Promise<string>((resolve) =>
          a.socket.emit('join', { since: a.cursor! }, (answer) => resolve(answer.kind)),
        ),
      );
    }
    expect(kinds.filter((kind) => kind === 'refused')).toHaveLength(11);
  });

  it('what is no message ends its own connection only', async () => {
    const a = await open();
    const raw = connectTcp(here.port, '127.0.0.1');
    raw.on('error', () => {});
    raw.write(`GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${here.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`); // prettier-ignore
    await new Promise((resolve) => raw.once('data', resolve));
    const ended = new Promise((resolve) => raw.once('close', resolve));
    raw.resume();
    raw.write(Buffer.alloc(4096, 0xff));
    await ended;
    const large = await open({ retryMs: -1 });
    large.socket.emit('view', { view: 'x'.repeat(100_000) } as never);
    await until('it is cut', () => large.cuts === 1);
    await commit(1);
    await until('the other is told', () => a.changes.length === 1);
    expect([...a.failures, ...a.answers]).toEqual(['snapshot']);
  });

  it('a page of another site is not let in', async () => {
    const from = (origin: string, near?: string): Promise<unknown> => {
      const socket = io(here.url, {
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
        extraHeaders: { origin, ...(near ? { 'sec-fetch-site': near } : {}) },
      });
      return new Promise((resolve) => {
        socket.on('connect', () => resolve('in'));
        socket.on('connect_error', () => resolve('out'));
      }).finally(() => socket.disconnect());
    };
    expect(await from('https://elsewhere.example')).toBe('out');
    // Of another port of this machine the origin alone would do.
    expect(await from(here.url, 'same-site')).toBe('out');
    expect(await from(here.url, 'same-origin')).toBe('in');
    expect(await from(here.url)).toBe('in');
  });
});
