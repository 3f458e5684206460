import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Fastify from 'fastify';
import type pg from 'pg';
import { io } from 'socket.io-client';
import { beforeEach, expect, it } from 'vitest';

import type { JoinAnswer } from '#data/wire/messages.ts';
import { appendChange } from '#server/live/append-change.sql.ts';
import { createFeeds } from '#server/live/feeds.ts';
import { createHub } from '#server/live/hub.ts';
import { createSnapshotReads } from '#server/reads/snapshot.ts';

import { transact, type Db } from './database.ts';
import { dumpDatabase, readDumpHead, restoreDatabase } from './dump.ts';
import { migrate, readMigrations } from './migrate.ts';
import { createPool } from './pool.ts';
import { testDatabase, type TestDatabase } from './test-database.ts';

let from: TestDatabase;
let to: TestDatabase;
let folder: string;
let file: string;
beforeEach(async () => {
  [from, to] = [await testDatabase(), await testDatabase()];
  folder = await mkdtemp(join(tmpdir(), 'jingwei-dump-'));
  file = join(folder, 'dump');
  await from.ownerPool.query(
    `INSERT INTO categories VALUES ('litter', '垃圾', 'Litter', 4);
     INSERT INTO units (id, code, kind, name, source_key) SELECT i, 'U' || i, 'worker', '王' || i, i::text FROM generate_series(1, 50) i;
     INSERT INTO features (id, kind, class, name, geom, source_key) SELECT i, 'road', 'minor', '中山路', ST_SetSRID(ST_MakeLine(ST_MakePoint(118.7, 32 + i / 1e4), ST_MakePoint(118.8, 32)), 4490), i::text FROM generate_series(1, 2000) i;`,
  );
  await from.pool.query(`SELECT ensure_fix_days('2026-01-01', '2026-01-02')`);
  return async () => {
    await Promise.all([from.drop(), to.drop()]);
    await rm(folder, { recursive: true });
  };
});

const meansOf = (database: TestDatabase) => ({
  owner: database.ownerPool,
  ownerUrl: database.ownerUrl,
  serverRole: 'jingwei',
  pgBin: null,
  clock: () => new Date(),
});

/** A digest of every table's rows, but the stream's row, of which only the epoch and the key are left out. */
async function digests(db: Db): Promise<Record<string, string>> {
  const { rows: tables } = await db.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'jingwei' AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1`,
  );
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const row = name === 'stream' ? 'last_no::text' : 't::text';
    const { rows } = await db.query<{ text: string }>(
      `SELECT count(*) || ' ' || md5(coalesce(string_agg(${row}, E'\\n' ORDER BY ${row}), '')) AS text FROM jingwei.${name} t`,
    );
    found[name] = createHash('md5').update(rows[0]!.text).digest('hex');
  }
  return found;
}

/** Writers that never pause, until told: facts with their changes, and fixes. Answers how much was written. */
function writeUnderLoad(pool: pg.Pool): () => Promise<number> {
  let writing = true;
  let written = 0;
  const one = async (writer: number): Promise<void> => {
    for (let i = 0; writing; i++) {
      await transact(pool, async (db) => {
        const id = randomUUID();
        await db.query(
          `INSERT INTO incidents (id, no, category, severity, title, origin, reported_at, source_key) VALUES ($1::uuid, $2, 'litter', 4, 'x', 'patrol', now(), $1::text)`,
          [id, `${writer}-${i}`],
        );
        await db.query(
          `INSERT INTO entries (incident_id, revision, step, at) VALUES ($1, 1, 'report', now())`,
          [id],
        );
        await db.query(
          `INSERT INTO fixes (unit_id, measured_at, received_at, lng_e7, lat_e7) VALUES ($1, $2, now(), 1, 1)`,
          [writer, new Date(Date.UTC(2026, 0, 1, 0, 0, i))],
        );
        await appendChange(db, new Date(), {
          noun: 'units',
          kind: 'duty',
          at: new Date().toISOString(),
          unitId: writer,
          onDuty: true,
        });
      });
      written++;
    }
  };
  const all = [1, 2, 3, 4].map(one);
  return async () => {
    writing = false;
    await Promise.all(all);
    return written;
  };
}

it('comes back as it was at one moment, though others wrote, under a new epoch', async () => {
  const stop = writeUnderLoad(from.pool);
  const changes = async (db: Db): Promise<number> =>
    Number((await db.query<{ n: string }>('SELECT count(*) AS n FROM jingwei.changes')).rows[0]!.n);
  while ((await changes(from.ownerPool)) < 50) await new Promise((r) => setTimeout(r, 20));
  let then: Record<string, string> = {};
  let thenChanges = 0;
  const head = await dumpDatabase(meansOf(from), file, async (db) => {
    then = await digests(db);
    thenChanges = await changes(db);
    // The dump begins only after more has been written: it must not show.
    while ((await changes(from.ownerPool)) < thenChanges + 50) {
      await new Promise((r) => setTimeout(r, 20));
    }
  });
  const written = await stop();
  expect(written).toBeGreaterThan(thenChanges);
  const epochOf = async (db: Db): Promise<string> =>
    (await db.query<{ epoch: string }>('SELECT epoch FROM jingwei.stream')).rows[0]!.epoch;
  expect(head).toMatchObject({
    version: (await readMigrations()).length,
    epoch: await epochOf(from.ownerPool),
    changeNo: thenChanges,
  });

  const restored = await restoreDatabase(meansOf(to), file, false);
  expect(restored.head).toEqual(head);
  expect(await digests(to.ownerPool)).toEqual(then);
  expect(await epochOf(to.ownerPool)).toBe(restored.epoch);
  expect(restored.epoch).not.toBe(head.epoch);
  // The server's role may there what it may anywhere, and no more.
  await to.pool.query(`SELECT append_change(now(), 'units', 'duty', '{}')`);
  await expect(to.pool.query('DELETE FROM changes')).rejects.toThrow(/permission denied/);
});

it('is not restored over rows, unless told to replace them', async () => {
  await dumpDatabase(meansOf(from), file);
  await to.ownerPool.query(`INSERT INTO categories VALUES ('noise', '噪声', 'Noise', 3)`);
  await expect(restoreDatabase(meansOf(to), file, false)).rejects.toThrow(
    /not empty \(categories\)[^]*--replace/,
  );
  await restoreDatabase(meansOf(to), file, true);
  const { rows } = await to.ownerPool.query('SELECT key FROM categories');
  expect(rows).toEqual([{ key: 'litter' }]);
});

it('that is broken changes nothing where it is restored', async () => {
  await dumpDatabase(meansOf(from), file);
  await to.ownerPool.query(`INSERT INTO categories VALUES ('noise', '噪声', 'Noise', 3)`);
  const before = await digests(to.ownerPool);
  const { length } = await readFile(file);
  await truncate(file, Math.floor(length * 0.7));
  await expect(restoreDatabase(meansOf(to), file, true)).rejects.toThrow(/pg_restore/);
  expect(await digests(to.ownerPool)).toEqual(before);
  const { rows } = await to.ownerPool.query(
    `SELECT nspname FROM pg_namespace WHERE nspname LIKE 'jingwei%'`,
  );
  expect(rows).toEqual([{ nspname: 'jingwei' }]);
});

it('that is killed in its middle is undone by whoever comes next', async () => {
  await dumpDatabase(meansOf(from), file);
  await to.ownerPool.query(`INSERT INTO categories VALUES ('noise', '噪声', 'Noise', 3)`);
  const before = await digests(to.ownerPool);
  // Its last step waits for somebody who reads what is to be taken away, and then its connections are gone.
  const reader = await to.ownerPool.connect();
  await reader.query('BEGIN; SELECT FROM categories');
  const own = createPool(to.ownerUrl, 'bulk', 3);
  const restoring = restoreDatabase({ ...meansOf(to), owner: own }, file, true);
  restoring.catch(() => {});
  const waits = () =>
    to.ownerPool.query<{ pid: number }>(`SELECT pid FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`); // prettier-ignore
  while ((await waits()).rows.length === 0) await new Promise((r) => setTimeout(r, 20));
  await expect(migrate(to.ownerPool, 'jingwei')).rejects.toThrow(/restore is under way/);
  await expect(restoreDatabase(meansOf(to), file, true)).rejects.toThrow(/restore is under way/);
  // kill -9 of the restore: its connections end, and it comes to nothing more.
  own.query = (() => Promise.reject(new Error('killed'))) as never;
  own.connect = (() => Promise.reject(new Error('killed'))) as never;
  await to.ownerPool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid NOT IN (pg_backend_pid(), $1)`, [(reader as unknown as { processID: number }).processID]); // prettier-ignore
  await expect(restoring).rejects.toThrow();
  await reader.query('COMMIT');
  reader.release();
  expect((await to.ownerPool.query(`SELECT count(*)::int AS n FROM pg_namespace WHERE nspname LIKE 'jingwei_before_%'`)).rows).toEqual([{ n: 1 }]); // prettier-ignore
  await migrate(to.ownerPool, 'jingwei');
  expect(await digests(to.ownerPool)).toEqual(before);
  expect((await to.ownerPool.query(`SELECT nspname FROM pg_namespace WHERE nspname LIKE 'jingwei%'`)).rows).toEqual([{ nspname: 'jingwei' }]); // prettier-ignore
});

it('of a newer program, or what is none, is refused', async () => {
  await dumpDatabase(meansOf(from), file);
  const { head, length } = await readDumpHead(file);
  const rest = (await readFile(file)).subarray(length);
  await writeFile(file, Buffer.concat([Buffer.from(`${JSON.stringify({ ...head, version: 999 })}\n`), rest])); // prettier-ignore
  await expect(restoreDatabase(meansOf(to), file, false)).rejects.toThrow(/older than the dump/);
  await writeFile(file, rest);
  await expect(restoreDatabase(meansOf(to), file, false)).rejects.toThrow(/no dump/);
  await expect(restoreDatabase(meansOf(to), join(folder, 'x'), false)).rejects.toThrow(/cannot be/);
});

it('is not restored under a server that runs', async () => {
  await dumpDatabase(meansOf(from), file);
  const client = await to.pool.connect();
  try {
    await expect(restoreDatabase(meansOf(to), file, true)).rejects.toThrow(/stop it first/);
  } finally {
    client.release();
  }
});

/** A server of consoles alone, on a database, until closed. */
async function serveConsoles(database: TestDatabase) {
  const http = createServer();
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const clock = (): Date => new Date();
  const settings = { timeZone: 'Asia/Shanghai', openToNetwork: false };
  const feeds = createFeeds({ clock, intervalS: { fixes: 10, intake: 10, cameras: 10 } });
  const { log } = Fastify();
  const reads = createSnapshotReads(database.pool, settings);
  const hub = await createHub({
    http,
    pool: database.pool,
    clock,
    log,
    feeds,
    openToNetwork: false,
    ...reads,
  });
  const join = async (since?: string): Promise<JoinAnswer> => {
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    const socket = io(url, { transports: ['websocket'], forceNew: true });
    const answer = (await socket.emitWithAck('join', since ? { since } : {})) as JoinAnswer;
    socket.disconnect();
    return answer;
  };
  return {
    hub,
    join,
    close: async () => {
      await hub.close();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

it('puts consoles that come back on a new snapshot', async () => {
  const append = `SELECT append_change(now(), 'units', 'duty', '{"noun":"units","kind":"duty","at":"2026-01-01T00:00:00Z","unitId":1,"onDuty":true}')`;
  await from.pool.query(append);
  const before = await serveConsoles(from);
  let cursor: string;
  try {
    const first = await before.join();
    if (first.kind !== 'snapshot') throw new Error(first.kind);
    cursor = first.cursor;
    // On the same database the cursor is good: nothing was missed.
    expect(await before.join(cursor)).toMatchObject({ kind: 'changes', changes: [] });
  } finally {
    await before.close();
  }
  await dumpDatabase(meansOf(from), file);
  await restoreDatabase(meansOf(to), file, false);
  const after = await serveConsoles(to);
  try {
    expect(after.hub.position().no).toBe(1);
    const again = await after.join(cursor);
    expect(again.kind).toBe('snapshot');
    if (again.kind === 'snapshot') expect(again.cursor).not.toBe(cursor);
  } finally {
    await after.close();
  }
});
