import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';

import type { Change } from '#data/wire/messages.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { openSession } from '#server/session/session.ts';

import { createPublisher, type Publisher, type StoredChange } from './publish.ts';

let database: TestDatabase;
let publisher: Publisher;
let told: string[];
let heard: () => void;
beforeEach(async () => {
  database = await testDatabase();
  told = [];
  heard = () => {};
  publisher = await createPublisher(database.pool, {
    onChange: (change) => {
      told.push(change.at);
      heard();
    },
    onMessage: () => {},
    onBatch: () => {},
    onReset: async () => void told.push('reset'),
    onTrouble: () => {},
  });
  publisher.laneOf(openSession);
});
afterEach(async () => {
  await publisher.stop();
  await database.drop();
});

/** Commit a change as another process would: silently, so that only who is told of it knows. */
async function commit(minute: number): Promise<StoredChange> {
  const at = `2026-01-01T00:${String(minute).padStart(2, '0')}:00.000Z`;
  const change: Change = { noun: 'units', kind: 'duty', at, unitId: 1, onDuty: true };
  const { rows } = await database.ownerPool.query<{ no: string; epoch: string }>(
    `WITH next AS (UPDATE stream SET last_no = last_no + 1 RETURNING last_no, epoch),
       stored AS (INSERT INTO changes (no, at, noun, kind, payload)
         SELECT last_no, $1, 'units', 'duty', $2 FROM next RETURNING no)
     SELECT stored.no, next.epoch FROM stored, next`,
    [at, JSON.stringify(change)],
  );
  return { no: Number(rows[0]!.no), epoch: rows[0]!.epoch, change };
}
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise<void>((resolve) => (heard = resolve));
};
const minutes = (): string[] => told.map((at) => (at === 'reset' ? at : at.slice(14, 16)));

it('publishes the next change at once, without reading it', async () => {
  let atOnce = 0;
  for (let minute = 1; minute <= 5; minute++) {
    await publisher.catchUp();
    const stored = await commit(minute);
    publisher.tell(stored);
    // It may just look by itself, as it does when its connection stands and every other second.
    if (told.length === minute) atOnce += 1;
    publisher.tell(stored);
    await publisher.catchUp();
  }
  expect(atOnce).toBeGreaterThan(0);
  expect(minutes()).toEqual(['01', '02', '03', '04', '05']);
});

it('keeps the order, each once, in whatever order it is told', async () => {
  const stored = [];
  for (let minute = 1; minute <= 6; minute++) stored.push(await commit(minute));
  for (const i of [1, 0, 3, 5, 2, 4]) publisher.tell(stored[i]!);
  await until(() => told.length === 6);
  await publisher.catchUp();
  expect(minutes()).toEqual(['01', '02', '03', '04', '05', '06']);
});

it('publishes nothing between two changes', async () => {
  const stored = await commit(1);
  let during: string[] | null = null;
  await publisher.between(async () => {
    publisher.tell(stored);
    await database.pool.query('SELECT 1');
    during = minutes();
  });
  await publisher.catchUp();
  expect([during, minutes()]).toEqual([[], ['01']]);
});

it('believes no change of another epoch', async () => {
  const stored = await commit(1);
  publisher.tell({ ...stored, epoch: '00000000-0000-4000-8000-000000000000' });
  expect(minutes()).toEqual([]);
  await publisher.catchUp();
  expect(minutes()).toEqual(['01']);
});

it('tells the other publishers of the database', async () => {
  const heardElsewhere: string[] = [];
  let hear = (): void => {};
  const other = await createPublisher(database.pool, {
    onChange: (change) => {
      heardElsewhere.push(change.at);
      hear();
    },
    onMessage: () => {},
    onBatch: () => {},
    onReset: async () => {},
    onTrouble: () => {},
  });
  const listener = new pg.Client({ connectionString: database.url });
  const notices: string[] = [];
  listener.on('notification', ({ payload }) => notices.push(payload ?? ''));
  try {
    await listener.connect();
    await listener.query('LISTEN jingwei_change');
    const stored = [await commit(1), await commit(2)];
    for (const one of stored) publisher.tell(one);
    while (heardElsewhere.length < 2) await new Promise<void>((resolve) => (hear = resolve));
    expect(heardElsewhere).toEqual(stored.map(({ change }) => change.at));
    // By a notice, one for both, and not only because everybody looks now and then.
    while (notices.length === 0)
      await new Promise((resolve) => listener.once('notification', resolve));
    expect(notices).toEqual(['2']);
  } finally {
    await listener.end();
    await other.stop();
  }
});
