import { describe, expect, it } from 'vitest';

import type { FeedsMessage, Figures } from '#data/wire/messages.ts';
import { transact } from '#server/db/database.ts';
import { takeStep } from '#server/incidents/take-step.ts';
import { DAY, duty, joinBarely, unitsOf, until, useTestHub } from '#server/test-desk.sql.ts';

import { appendChange } from './append-change.sql.ts';
import { createFeeds } from './feeds.ts';
import { connectStrictly } from './strict-console.ts';
import { startTestHub } from './test-hub.ts';

const desk = useTestHub();
const { start, open, commit, untilHeard, clock, createReads, deps, ask, reportOne } = desk;

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
    const { port } = desk.here;
    await desk.here.close();
    const console = connectStrictly(`http://127.0.0.1:${port}`, { retryMs: 20 });
    desk.consoles.push(console);
    const holds = await desk.database.ownerPool.connect();
    try {
      await holds.query('BEGIN');
      await holds.query('LOCK TABLE stream IN ACCESS EXCLUSIVE MODE');
      const beginning = startTestHub(desk.database.pool, { clock, ...createReads() }, port);
      await until('it waits for the stream', async () => {
        const { rows } = await desk.database.ownerPool.query(
          `SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted AND relation = 'stream'::regclass`,
        );
        return rows[0].n > 0;
      });
      const before = console.cuts;
      await until('it is there or was sent away', () => console.socket.connected || console.cuts > before + 2); // prettier-ignore
      await holds.query('COMMIT');
      desk.here = await beginning;
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
    await transact(desk.database.ownerPool, async (db) => {
      for (const id of ids) await appendChange(db, desk.now, duty(id));
    });
    const again = await start();
    desk.others.push(again);
    const b = await open({ since: cursor! }, again.url);
    expect(unitsOf(b.changes)).toEqual(ids);
    expect([...b.failures, ...b.answers]).toEqual(['changes']);
  });

  it('gets a snapshot where its cursor is of no use', async () => {
    const few = await start({ limits: { missedChanges: 3 } });
    desk.others.push(few);
    const { cursor } = await open();
    await commit(1, 2, 3);
    await untilHeard(few.hub);
    await untilHeard(desk.here.hub);
    const kind = async (since: string, url = desk.here.url) =>
      (await joinBarely(url, { since })).kind;
    expect(await kind(cursor!, few.url)).toBe('changes');
    await commit(4);
    await untilHeard(few.hub);
    await untilHeard(desk.here.hub);
    expect(await kind(cursor!, few.url)).toBe('snapshot');
    expect(await kind(cursor!)).toBe('changes');
    expect(await kind('1')).toBe('snapshot');
    expect(await kind(cursor!.slice(1) + 'A')).toBe('snapshot');
  });

  it('ahead of the stream gets a snapshot', async () => {
    await commit(1);
    const { cursor } = await open();
    await desk.database.ownerPool.query(
      'DELETE FROM changes WHERE no = (SELECT last_no FROM stream)',
    );
    await desk.database.ownerPool.query('UPDATE stream SET last_no = last_no - 1');
    const behind = await start();
    desk.others.push(behind);
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
      expect(await joinBarely(desk.here.url, bad)).toEqual({
        kind: 'refused',
        reason: 'bad-request',
      });
    }
    const a = await open({ looksAt: { view: [118, 32, 119, 33], always: [4] } });
    const [seen] = desk.here.hub.consoles();
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
    const [seen] = desk.here.hub.consoles();
    await new Promise<void>((resolve) => seen!.sendFrame(Uint8Array.of(9), resolve));
    expect(await got).toBe(9);
    a.stop();
    await until('it is gone', () => [...desk.here.hub.consoles()].length === 0);
  });

  it('hears every second how old the feeds are', async () => {
    const a = await open();
    desk.here.feeds.report('fixes', new Date('2026-01-15T07:59:58.000Z'));
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
    desk.others.push(busy);
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
    desk.now = new Date('2026-01-15T16:00:00.000Z');
    expect(await figures).toEqual({ ...a.snapshot!.figures, newToday: 0, closedToday: 0 });
    expect((await open()).snapshot!.figures.newToday).toBe(0);
    await takeStep(ask(), deps() as never, incident.id, { step: 'close', expects: 1 });
  });
});

describe('the stream', () => {
  it('has the order of commit where transactions overlap, and nothing of those that were rolled back', async () => {
    const told = await Promise.all([open(), open(), open()]);
    const [first, second, third] = [await desk.database.pool.connect(), await desk.database.pool.connect(), await desk.database.pool.connect()]; // prettier-ignore
    try {
      // Begun 1, 2; committed 2, 1.
      await first.query('BEGIN');
      await first.query('UPDATE units SET on_duty = on_duty WHERE id = 1');
      await second.query('BEGIN');
      await second.query('UPDATE units SET on_duty = on_duty WHERE id = 2');
      await appendChange(second, desk.now, duty(2));
      await second.query('COMMIT');
      await appendChange(first, desk.now, duty(1));
      await first.query('COMMIT');
      // Numbered and rolled back, while another waits for the number.
      await first.query('BEGIN');
      await appendChange(first, desk.now, duty(5));
      await third.query('BEGIN');
      const waits = appendChange(third, desk.now, duty(3));
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
        const { rowCount } = await desk.database.ownerPool.query(
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
    desk.here.hub.onChange(() => {
      throw new Error('a listener that throws');
    });
    desk.here.hub.onChange((change) => heard.push(`inside ${unitsOf([change])[0]}`));
    const a = await open({ onChange: (change) => heard.push(`outside ${unitsOf([change])[0]}`) });
    await commit(1);
    await until('both hear', () => heard.length === 2);
    expect(heard).toEqual(['inside 1', 'outside 1']);
    expect(a.failures).toEqual([]);
  });

  it('of another epoch sends everybody to a snapshot, and has what is in memory read again', async () => {
    const a = await open();
    let resets = 0;
    desk.here.hub.onReset(async () => void resets++);
    await desk.database.ownerPool.query('UPDATE stream SET epoch = gen_random_uuid()');
    await until('it joins anew', () => a.answers.length === 2);
    await commit(1);
    await until('it is told', () => a.changes.length === 1);
    expect([resets, a.answers, a.failures]).toEqual([1, ['snapshot', 'snapshot'], []]);
  });

  it('that lacks a number sends everybody to a snapshot', async () => {
    const a = await open();
    await transact(desk.database.ownerPool, async (db) => {
      const no = await appendChange(db, desk.now, duty(1));
      await appendChange(db, desk.now, duty(2));
      await db.query('DELETE FROM changes WHERE no = $1', [no]);
    });
    await until('it joins anew', () => a.answers.length === 2);
    await commit(3);
    await until('it is told', () => a.changes.length === 1);
    expect([a.answers, unitsOf(a.changes)]).toEqual([['snapshot', 'snapshot'], [3]]);
  });
});
