import { randomUUID } from 'node:crypto';

import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createPool } from './pool.ts';
import { checkFitness, checkServerRole } from './fitness.sql.ts';
import { migrate, readMigrations, readMigrationState, type Migration } from './migrate.ts';
import { testDatabase } from './test-database.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

/** A database beside, empty, with its owner. */
async function emptyDatabase(): Promise<{ owner: pg.Pool; drop: () => Promise<void> }> {
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  await database.ownerPool.query(`CREATE DATABASE ${name}`);
  const url = new URL(database.ownerUrl);
  url.pathname = name;
  const owner = createPool(url.href, 'bulk', 3);
  return {
    owner,
    drop: async () => {
      await owner.end();
      await database.ownerPool.query(`DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}
const more = (no: number, sql: string): Migration => ({
  no,
  name: `test-${no}`,
  checksum: `sum of ${sql}`,
  sql,
});

describe('migrations', () => {
  it('are made once, also by two at once', async () => {
    const { owner, drop } = await emptyDatabase();
    try {
      const known = await readMigrations();
      expect((await readMigrationState(owner)).fresh).toBe(true);
      const [a, b] = await Promise.all([migrate(owner, 'jingwei'), migrate(owner, 'jingwei')]);
      expect([a.length, b.length].sort()).toEqual([0, known.length]);
      expect(await migrate(owner, 'jingwei')).toEqual([]);
      const { rows } = await owner.query('SELECT no FROM migrations ORDER BY no');
      expect(rows.map((row) => row.no)).toEqual(known.map((m) => m.no));
      const stream = await owner.query(
        'SELECT epoch, last_no, length(cursor_key) AS n FROM stream',
      );
      expect(stream.rows).toEqual([{ epoch: expect.any(String), last_no: '0', n: 32 }]);
    } finally {
      await drop();
    }
  });

  it('that fail leave nothing of themselves', async () => {
    const { owner, drop } = await emptyDatabase();
    try {
      const known = await readMigrations();
      const next = known.length + 1;
      const broken = more(next, 'CREATE TABLE half (a integer); SELECT 1/0;');
      await expect(migrate(owner, 'jingwei', [...known, broken])).rejects.toThrow(/division/);
      expect((await owner.query(`SELECT to_regclass('half') AS t`)).rows[0].t).toBeNull();
      expect((await readMigrationState(owner)).applied).toBe(known.length);
      const whole = more(next, 'CREATE TABLE half (a integer);');
      expect(await migrate(owner, 'jingwei', [...known, whole])).toEqual([whole]);
    } finally {
      await drop();
    }
  });

  it('of duties read from what was told when each was', async () => {
    const { owner, drop } = await emptyDatabase();
    try {
      await migrate(owner, 'jingwei');
      const { sql } = (await readMigrations()).find(({ name }) => name === 'duties')!;
      await owner.query(`DROP TABLE duties; ALTER TABLE units DROP COLUMN duty_from;
        INSERT INTO units (id, code, kind, name, on_duty, source_key)
        SELECT i, 'U' || i, 'worker', '王', i <> 3, i::text FROM generate_series(1, 4) i`);
      // 1 went off, on, off and on; 2 on; 3 was on and went off; of 4 nothing was told.
      const told: [unitId: number, onDuty: boolean][] = [[1, false], [2, true], [1, true], [3, false], [1, false], [1, true]]; // prettier-ignore
      for (const [i, [unitId, onDuty]] of told.entries()) {
        const at = new Date(Date.UTC(2026, 0, 15, i));
        const change = { noun: 'units', kind: 'duty', at, unitId, onDuty };
        await owner.query(`SELECT append_change($1, 'units', 'duty', $2)`, [at, change]);
      }
      await owner.query(sql);
      const of = (column: string): string =>
        `CASE WHEN isfinite(${column}) THEN extract(hour FROM ${column} AT TIME ZONE 'UTC')::int END`;
      const ended = await owner.query(`SELECT unit_id, ${of('from_at')} AS from, ${of('until_at')} AS until FROM duties ORDER BY 1, from_at`); // prettier-ignore
      expect(ended.rows).toEqual([{ unit_id: 1, from: null, until: 0 }, { unit_id: 1, from: 2, until: 4 }, { unit_id: 3, from: null, until: 3 }]); // prettier-ignore
      const present = await owner.query(`SELECT id, ${of('duty_from')} AS from FROM units WHERE on_duty ORDER BY 1`); // prettier-ignore
      expect(present.rows).toEqual([
        { id: 1, from: 5 },
        { id: 2, from: 1 },
        { id: 4, from: null },
      ]);
    } finally {
      await drop();
    }
  });

  it('of a newer program or another text are refused, in a sentence', async () => {
    const { owner, drop } = await emptyDatabase();
    try {
      const known = await readMigrations();
      const next = more(known.length + 1, 'SELECT 1;');
      await migrate(owner, 'jingwei', [...known, next]);
      await expect(readMigrationState(owner)).rejects.toThrow(/older than its database/);
      await expect(migrate(owner, 'jingwei')).rejects.toThrow(/older than its database/);
      const edited = [...known.slice(0, -1), { ...known.at(-1)!, checksum: 'x' }, next];
      await expect(migrate(owner, 'jingwei', edited)).rejects.toThrow(/do not belong together/);
    } finally {
      await drop();
    }
  });
});

describe('the server’s role', () => {
  const denied = /permission denied|must be owner/;
  it('reads all but what is personal, and owns nothing', async () => {
    await checkServerRole(database.pool);
    await checkFitness(database.pool, false);
    const { rows } = await database.pool.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'jingwei'`,
    );
    expect(rows.length).toBeGreaterThan(20);
    for (const { name } of rows) {
      const read = database.pool.query(`SELECT FROM ${name} LIMIT 1`);
      if (name === 'petitioners') await expect(read).rejects.toThrow(denied);
      else await read;
    }
  });

  it.each([
    `INSERT INTO changes VALUES (1, now(), 'district', 'imported', '{}')`,
    `UPDATE changes SET payload = '{}'`,
    `DELETE FROM changes`,
    `TRUNCATE changes`,
    `UPDATE stream SET last_no = 0`,
    `DELETE FROM stream`,
    `UPDATE entries SET note = 'x'`,
    `DELETE FROM entries`,
    `DELETE FROM incidents`,
    `UPDATE fixes SET lng_e7 = 0`,
    `DELETE FROM fixes`,
    `SELECT name FROM petitioners`,
    `UPDATE petitioners SET name = 'x'`,
    `DELETE FROM petitioners`,
    `INSERT INTO sample_mark (size, seed, end_date) VALUES ('street', 1, '2026-01-01')`,
    `DELETE FROM sample_mark`,
    `UPDATE editions SET valid_from = now()`,
    `DELETE FROM areas`,
    `DELETE FROM migrations`,
    `DROP TABLE changes`,
    `ALTER TABLE changes DISABLE TRIGGER ALL`,
    `CREATE TABLE jingwei.mine (a integer)`,
    `SET ROLE jingwei_owner`,
    `CREATE ROLE other`,
  ])('may not: %s', async (sql) => {
    await expect(database.pool.query(sql)).rejects.toThrow(denied);
  });

  it('appends changes by the one function, whose tables it cannot put others before', async () => {
    const client = await database.pool.connect();
    try {
      // A temporary table of the same name is not written to in its place.
      await client.query('CREATE TEMP TABLE changes (LIKE jingwei.changes)');
      await client.query('CREATE TEMP TABLE stream (LIKE jingwei.stream)');
      const append = `SELECT append_change(now(), 'district', 'imported', '{}') AS no`;
      const first = Number((await client.query(append)).rows[0].no);
      expect(Number((await client.query(append)).rows[0].no)).toBe(first + 1);
    } finally {
      client.release(true);
    }
    const { rows } = await database.ownerPool.query('SELECT count(*)::int AS n FROM changes');
    expect(rows[0].n).toBe(2);
  });

  it('makes and drops days of fixes by the owner’s functions', async () => {
    await database.pool.query(`SELECT ensure_fix_days('2026-01-01', '2026-01-03')`);
    const { rows } = await database.pool.query(`SELECT drop_fix_days('2026-01-03') AS n`);
    expect(rows[0].n).toBe(2);
    await expect(
      database.pool.query(`SELECT ensure_fix_days('2026-01-01', '2036-01-03')`),
    ).rejects.toThrow(/400 days/);
  });

  it('that is the owner is refused, with a way out', async () => {
    await expect(checkServerRole(database.ownerPool)).rejects.toThrow(
      /jingwei_owner, which is a superuser[^]*JINGWEI_OWNER_URL/,
    );
  });

  it('that may become the owner is refused, too', async () => {
    const role = `r_${randomUUID().replaceAll('-', '')}`;
    const url = new URL(database.url);
    url.username = role;
    await database.ownerPool.query(`CREATE ROLE ${role} LOGIN NOINHERIT IN ROLE jingwei_owner`);
    const pool = createPool(url.href, 'api', 1);
    try {
      await expect(checkServerRole(pool)).rejects.toThrow(/may become/);
    } finally {
      await pool.end();
      await database.ownerPool.query(`DROP ROLE ${role}`);
    }
  });
});

it('what is acknowledged is on the disk, though the server’s default is not to wait for it', async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const asIs = await client.query('SHOW synchronous_commit');
  await client.end();
  expect(asIs.rows).toEqual([{ synchronous_commit: 'off' }]);
  for (const pool of [database.pool, database.ownerPool]) {
    expect((await pool.query('SHOW synchronous_commit')).rows).toEqual([{ synchronous_commit: 'on' }]); // prettier-ignore
  }
});

it('a database without what the product stands on is refused', async () => {
  const { owner, drop } = await emptyDatabase();
  try {
    await checkFitness(owner, true);
    await expect(checkFitness(owner, false)).rejects.toThrow(
      /postgis is missing[^]*pg_trgm is miss/,
    );
    await owner.query('CREATE EXTENSION postgis SCHEMA public');
    await owner.query('CREATE EXTENSION pg_trgm SCHEMA public');
    await owner.query('DELETE FROM public.spatial_ref_sys WHERE srid = 4490');
    await expect(checkFitness(owner, false)).rejects.toThrow(/SRID 4490/);
  } finally {
    await drop();
  }
});
