import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { FixReport } from '#data/units/fix.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { openSession } from '#server/session/session.ts';

import { keepFixDays } from './keep-fix-days.ts';
import { createLatest, type Latest } from './latest.ts';
import { readTrack } from './read-track.ts';
import { createRecordFixes, type RecordFixes } from './record-fixes.ts';

const NOW = new Date('2026-01-15T08:00:00Z');
const ask = { session: openSession, at: NOW };
const KEPT = 30;
let database: Awaited<ReturnType<typeof testDatabase>>;
let latest: Latest;
let recordFixes: RecordFixes;
let heard: Date[];

/** A fix of U1 (unless said otherwise), `seconds` before NOW when negative, `metres` to the north. */
function fix(seconds: number, metres = 0, more: Partial<FixReport> = {}): FixReport {
  return {
    unit: 'U1',
    measuredAt: new Date(NOW.getTime() + seconds * 1000).toISOString(),
    lng: 118.7,
    lat: Math.round((32 + metres / 111_200) * 1e7) / 1e7,
    ...more,
  };
}
const dot = (unitId: number, of = latest): number[] | null => {
  const slot = of.knownById(unitId)!.slot;
  return slot < 0 ? null : [...of.columns.positions.subarray(2 * slot, 2 * slot + 2)];
};
const countRows = async (): Promise<number> => {
  const { rows } = await database.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM fixes');
  return rows[0]!.n;
};
async function restart(): Promise<void> {
  latest = await createLatest(database.pool);
  heard = [];
  recordFixes = createRecordFixes({
    pool: database.pool,
    latest,
    fixDaysKept: KEPT,
    onRecorded: (newest) => heard.push(newest),
  });
}

beforeAll(async () => {
  database = await testDatabase();
  await database.ownerPool.query(
    `INSERT INTO units (id, code, kind, name, on_duty, source_key)
     SELECT i, 'U' || i, 'worker', 'Unit ' || i, i < 100, i::text FROM generate_series(1, 100) i`,
  );
  await keepFixDays(database.pool, NOW, KEPT);
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.ownerPool.query('DELETE FROM fixes');
  await restart();
});

describe('a batch', () => {
  it('is in the history when it is answered, and its dots have moved', async () => {
    const given = fix(-10, 0, { accuracyM: 4.5, speedMps: 1.25, headingDeg: 90 });
    const answer = await recordFixes(ask, [given, fix(-5, 3), fix(-5, 0, { unit: 'U2' })]);
    expect(answer).toEqual({ accepted: 3, duplicate: 0, refused: [], reasons: {} });
    expect(await countRows()).toBe(3);
    expect(dot(1)).toEqual([118.7, fix(-5, 3).lat]);
    expect(heard).toEqual([new Date(NOW.getTime() - 5000)]);
    const { rows } = await database.pool.query('SELECT * FROM fixes ORDER BY measured_at LIMIT 1');
    expect(rows[0]).toEqual({
      unit_id: 1,
      measured_at: new Date(given.measuredAt),
      received_at: NOW,
      lng_e7: 1_187_000_000,
      lat_e7: 320_000_000,
      accuracy_m: 4.5,
      speed_mps: 1.25,
      heading_deg: 90,
      reason: null,
    });
  });

  it('sent again changes nothing', async () => {
    const batch = [fix(-10), fix(-5, 4), fix(-2, 9000), fix(-100)];
    const first = await recordFixes(ask, batch);
    expect(first).toMatchObject({ accepted: 4, reasons: { 'too-fast': 1, late: 1 } });
    const before = (await database.pool.query('SELECT * FROM fixes ORDER BY measured_at')).rows;
    expect(await recordFixes(ask, batch)).toEqual({
      accepted: 0,
      duplicate: 4,
      refused: [],
      reasons: {},
    });
    await restart();
    expect(await recordFixes(ask, batch)).toMatchObject({ accepted: 0, duplicate: 4 });
    expect((await database.pool.query('SELECT * FROM fixes ORDER BY measured_at')).rows).toEqual(
      before,
    );
    expect(dot(1)).toEqual([118.7, fix(-5, 4).lat]);
  });

  it('with the same fix twice keeps the first', async () => {
    const answer = await recordFixes(ask, [fix(-5), fix(-5, 50), fix(-9), fix(-9)]);
    expect(answer).toMatchObject({ accepted: 2, duplicate: 2, reasons: { late: 1 } });
    expect(dot(1)).toEqual([118.7, 32]);
  });

  it('that collides with what another server wrote keeps what was there', async () => {
    await database.ownerPool.query(
      `INSERT INTO fixes (unit_id, measured_at, received_at, lng_e7, lat_e7)
       VALUES (1, $1, $1, 1, 1)`,
      [fix(-10).measuredAt],
    );
    const answer = await recordFixes(ask, [fix(-20), fix(-10), fix(-5, 2)]);
    expect(answer).toMatchObject({ accepted: 2, duplicate: 1 });
    expect(await countRows()).toBe(3);
    expect(dot(1)).toEqual([118.7, fix(-5, 2).lat]);
  });

  it('is refused by index where nobody is known by the code or the day is not kept', async () => {
    const answer = await recordFixes(ask, [
      fix(-5),
      fix(-5, 0, { unit: 'nobody' }),
      fix(-31 * 86_400),
      fix(3 * 86_400),
      fix(-30 * 86_400),
    ]);
    expect(answer).toEqual({
      accepted: 2,
      duplicate: 0,
      refused: [
        { index: 1, reason: 'unknown-unit' },
        { index: 2, reason: 'too-old' },
        { index: 3, reason: 'too-far-ahead' },
      ],
      reasons: { late: 1 },
    });
  });

  it('that cannot be stored throws, moves nothing, and can be sent again', async () => {
    await recordFixes(ask, [fix(-60)]);
    await database.ownerPool.query(
      'ALTER TABLE fixes ADD CONSTRAINT no CHECK (lat_e7 < 320000100)',
    );
    const batch = [fix(-30), fix(-5, 40)];
    await expect(recordFixes(ask, batch)).rejects.toThrow(/violates check constraint/);
    expect(dot(1)).toEqual([118.7, 32]);
    expect(await countRows()).toBe(1);
    await database.ownerPool.query('ALTER TABLE fixes DROP CONSTRAINT no');
    expect(await recordFixes(ask, batch)).toMatchObject({ accepted: 2, reasons: {} });
    expect(dot(1)).toEqual([118.7, fix(-5, 40).lat]);
  });
});

it('fixes with a reason are in the track and leave the dot alone', async () => {
  await recordFixes(ask, [
    fix(-60),
    fix(-50, 3, { void: true }),
    fix(-40, 6, { accuracyM: 500 }),
    fix(-30, 20_000),
    fix(7200, 9),
    fix(-70, 12),
  ]);
  await recordFixes(ask, [fix(-5, 0, { unit: 'U100' })]);
  expect(dot(1)).toEqual([118.7, 32]);
  expect(dot(100)).toBeNull();
  const track = await readTrack(ask, database.pool, 1, '2026-01-15', 'Asia/Shanghai');
  expect(track.fixes.map((f) => f.reason)).toEqual([
    'late',
    null,
    'void',
    'inaccurate',
    'too-fast',
    'in-future',
  ]);
  expect(track.fixes[1]).toMatchObject({ at: [118.7, 32], measuredAt: fix(-60).measuredAt });
  const other = await readTrack(ask, database.pool, 1, '2026-01-16', 'Asia/Shanghai');
  expect(other.fixes).toEqual([]);
});

it('batches that come together are each answered for themselves', async () => {
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, i) =>
      recordFixes(ask, [
        fix(-100 + i, i, { unit: `U${1 + (i % 3)}` }),
        fix(-100 + i, i, { unit: `no-${i}` }),
      ]),
    ),
  );
  for (const answer of answers) {
    expect(answer).toMatchObject({ accepted: 1, refused: [{ index: 1, reason: 'unknown-unit' }] });
  }
  expect(await countRows()).toBe(60);
  expect(dot(1)).toEqual([118.7, fix(0, 57).lat]);
});

it('the newest fixes are there again after a restart, whatever came last', async () => {
  await recordFixes(ask, [fix(-60, 5), fix(-30, 0, { void: true }), fix(-9, 8, { unit: 'U7' })]);
  const before = latest;
  await restart();
  expect([dot(1), dot(7), dot(2)]).toEqual([dot(1, before), dot(7, before), null]);
  expect(latest.newestMs()).toBe(NOW.getTime() - 9000);
  // A fix between the newest dot and a void one is still new.
  expect(await recordFixes(ask, [fix(-40, 9)])).toMatchObject({ accepted: 1, reasons: {} });
  expect(dot(1)).toEqual([118.7, fix(0, 9).lat]);
});

describe('units read again while a fix is being stored', () => {
  /** Works while what was begun waits for a table, then lets it go on; `cancel` ends its statement first. */
  const whileWaiting = async <T>(
    table: 'fixes' | 'units',
    begin: () => Promise<T>,
    work: () => unknown,
    cancel = false,
  ): Promise<T> => {
    const holder = await database.ownerPool.connect();
    try {
      await holder.query('BEGIN');
      await holder.query(
        `LOCK TABLE ${table} IN ${table === 'fixes' ? 'EXCLUSIVE' : 'ACCESS EXCLUSIVE'} MODE`,
      );
      const begun = begin();
      let waiting: number | undefined;
      while (waiting === undefined) {
        const { rows } = await database.ownerPool.query<{ pid: number }>(
          'SELECT pid FROM pg_locks WHERE relation = $1::regclass AND NOT granted',
          [table],
        );
        waiting = rows[0]?.pid;
      }
      await work();
      if (cancel) await database.ownerPool.query('SELECT pg_cancel_backend($1)', [waiting]);
      await holder.query('COMMIT');
      return await begun;
    } finally {
      holder.release();
    }
  };
  /** Records while something else is done before it is stored. */
  const meanwhile = (batch: readonly FixReport[], work: () => unknown, cancel = false) =>
    whileWaiting<unknown>('fixes', () => recordFixes(ask, batch).catch((error: Error) => error), work, cancel); // prettier-ignore
  const late = () => recordFixes(ask, [fix(-60)]);

  it('know it: one measured before it is late', async () => {
    const answer = await meanwhile([fix(-30)], () => latest.reload());
    expect(answer).toMatchObject({ accepted: 1, reasons: {} });
    expect(dot(1)).toEqual([118.7, 32]);
    expect(await late()).toMatchObject({ accepted: 1, reasons: { late: 1 } });
  });
  it('forget it when it could not be stored: one measured before it is not late', async () => {
    const answer = await meanwhile([fix(-30)], () => latest.reload(), true);
    expect(answer).toBeInstanceOf(Error);
    expect(dot(1)).toBeNull();
    expect(await late()).toMatchObject({ accepted: 1, reasons: {} });
    expect(dot(1)).toEqual([118.7, 32]);
  });
  it('are off duty since it was said, whatever is gone back to', async () => {
    const offDuty = (): void => latest.setDuty(1, false, new Date(fix(-25).measuredAt));
    expect(await meanwhile([fix(-30)], offDuty, true)).toBeInstanceOf(Error);
    expect(await recordFixes(ask, [fix(-20)])).toMatchObject({ reasons: { 'off-duty': 1 } });
    // What was measured before it is the track of that duty, and no dot.
    expect(await recordFixes(ask, [fix(-26)])).toMatchObject({ accepted: 1, reasons: {} });
    expect(dot(1)).toEqual([Number.NaN, Number.NaN]);
  });
  it('do not take back what was said of duty after they were begun to be read', async () => {
    await whileWaiting('units', latest.reload, () =>
      latest.setDuty(1, false, new Date(fix(-25).measuredAt)),
    );
    expect(latest.knownById(1)!.unit.onDuty).toBe(false);
    expect(await recordFixes(ask, [fix(-20)])).toMatchObject({ reasons: { 'off-duty': 1 } });
  });
});

it('days are made ahead and dropped by age', async () => {
  const days = async (): Promise<string[]> => {
    const { rows } = await database.pool.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
       WHERE i.inhparent = 'fixes'::regclass ORDER BY 1`,
    );
    return rows.map((row) => row.name);
  };
  expect((await days()).at(0)).toBe('fixes_20251216');
  expect((await days()).at(-1)).toBe('fixes_20260117');
  const later = new Date('2026-01-20T00:00:01Z');
  expect(await keepFixDays(database.pool, later, KEPT)).toBe(5);
  expect((await days()).at(0)).toBe('fixes_20251221');
  expect((await days()).at(-1)).toBe('fixes_20260122');
  await keepFixDays(database.pool, NOW, KEPT);
});
