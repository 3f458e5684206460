import { fork } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify from 'fastify';
import pg from 'pg';

import { FIX_BATCH_MAX } from '#data/units/fix.ts';
import { transact } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { copyFixes, type FixRow } from '#server/units/fixes.sql.ts';
import { createLatest } from '#server/units/latest.ts';
import { unitsRoutes } from '#server/units/routes.ts';

import type { PostOrder } from './post-batches.ts';

const CLIENT = fileURLToPath(new URL('./post-batches.ts', import.meta.url));
const UNITS = 20_000;
/** Fixes of a round by HTTP, and rows of a round of history. */
const BATCHES = 20;
export const ROUND = BATCHES * FIX_BATCH_MAX;

/** CPU seconds of one round of 100,000. */
export interface IngestRound {
  /** By HTTP into state and history: this process and its backend. */
  whole: number;
  wholeBackend: number;
  wholeSeconds: number;
  /** The rows alone, encoded here and taken by the backend. */
  history: number;
  /** The same rows from a file by the server itself, before and after; the mean. */
  ceiling: number;
}

/**
 * Measure rounds in a database whose owner may read files as the server (`ownerUrl`), as `url` writes.
 * Table and indexes are the product's; each round has its own day.
 */
export async function measureIngest(
  database: { url: string; ownerUrl: string },
  rounds: number,
  log: (line: string) => void,
): Promise<IngestRound[]> {
  const connect = (connectionString: string): pg.Pool =>
    new pg.Pool({ connectionString, max: 1, options: '-c search_path=jingwei,public' });
  const [pool, owner] = [connect(database.url), connect(database.ownerUrl)];
  const path = join(tmpdir(), `jingwei-bench-${process.pid}.copy`);
  const client = fork(CLIENT, {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const app = Fastify({ logger: false }).withTypeProvider<TypeBoxTypeProvider>();
  try {
    await said(client);
    await owner.query(
      `INSERT INTO units (id, code, kind, name, on_duty, source_key)
       SELECT i, 'U' || i, 'worker', 'Unit', true, i::text FROM generate_series(1, $1::int) i`,
      [UNITS],
    );
    const latest = await createLatest(pool);
    const deps = {
      pool,
      latest,
      clock: () => new Date(),
      log: app.log,
      areas: { cellAt: () => null },
      hub: { wake: () => {}, consoles: () => [] },
      feeds: { report: () => {} },
      settings: { timeZone: 'Asia/Shanghai', fixDaysKept: 30 },
    };
    await unitsRoutes(app as never, deps as unknown as Deps);
    await app.listen({ host: '127.0.0.1', port: 0 });
    const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/api/fixes`;
    const pids = { pool: await backend(pool), owner: await backend(owner) };

    const measured: IngestRound[] = [];
    // Unit by unit in the order of time, days in the past: every fix is new and moves a dot.
    const startMs = Date.now() - 20 * 86_400_000;
    for (let round = -1; round < rounds; round++) {
      const fromMs = startMs + (round + 1) * 7_200_000;
      await owner.query('TRUNCATE fixes');
      const whole = await spent(pids.pool, async () => {
        const order: PostOrder = { url, batches: BATCHES, units: UNITS, fromMs };
        client.send(order);
        const { accepted } = await said<{ accepted: number }>(client);
        if (accepted !== ROUND) throw new Error(`${accepted} of ${ROUND} fixes were taken`);
      });

      const rows = makeRows(fromMs);
      const copyOurs = async (): Promise<void> => {
        for (let i = 0; i < rows.length; i += 50_000)
          await transact(pool, (db) => copyFixes(db, rows.slice(i, i + 50_000)));
      };
      const copyTheirs = async (): Promise<number> => {
        await owner.query('TRUNCATE fixes');
        const copy = (): Promise<unknown> =>
          owner.query(`COPY fixes FROM '${path}' (FORMAT binary)`);
        return (await spent(pids.owner, copy)).backend;
      };
      await owner.query('TRUNCATE fixes');
      await copyOurs();
      await owner.query(`COPY (SELECT * FROM fixes) TO '${path}' (FORMAT binary)`);
      const before = await copyTheirs();
      await owner.query('TRUNCATE fixes');
      const history = await spent(pids.pool, copyOurs);
      const ceiling = (before + (await copyTheirs())) / 2;
      // The first round warms up.
      if (round < 0) continue;
      measured.push({
        whole: whole.own + whole.backend,
        wholeBackend: whole.backend,
        wholeSeconds: whole.seconds,
        history: history.own + history.backend,
        ceiling,
      });
      log(
        `100,000 fixes: ${(whole.own + whole.backend).toFixed(2)} CPU s (backend ${whole.backend.toFixed(2)}) in ${whole.seconds.toFixed(2)} s; rows alone ${(history.own + history.backend).toFixed(2)} (backend ${history.backend.toFixed(2)}); server-side COPY ${ceiling.toFixed(2)}`,
      );
    }
    return measured;
  } finally {
    client.kill();
    await app.close();
    await pool.end();
    await owner.end();
    rmSync(path, { force: true });
  }
}

function makeRows(fromMs: number): FixRow[] {
  return Array.from({ length: ROUND }, (_, i): FixRow => {
    const round = Math.floor(i / UNITS);
    return {
      unitId: 1 + (i % UNITS),
      measuredMs: fromMs + 1000 * round,
      receivedMs: fromMs + 1000 * round,
      lngE7: 1_187_000_000 + (i % UNITS) * 100 + round * 10,
      latE7: 320_000_000 + round * 10,
      accuracyM: 5,
      speedMps: 1.2,
      headingDeg: 45.5,
      reason: null,
    };
  });
}

async function backend(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]!.pid;
}

/** CPU seconds of a process on this machine, from /proc: exact where the kernel counts them so, else to a hundredth. */
function cpuOf(pid: number): number {
  try {
    const ns = Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]);
    if (ns > 0) return ns / 1e9;
  } catch {
    // Not every kernel is built to.
  }
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function spent(
  pid: number,
  work: () => Promise<unknown>,
): Promise<{ own: number; backend: number; seconds: number }> {
  const [cpu, backendCpu, began] = [process.cpuUsage(), cpuOf(pid), performance.now()];
  await work();
  const used = process.cpuUsage(cpu);
  return {
    own: (used.user + used.system) / 1e6,
    backend: cpuOf(pid) - backendCpu,
    seconds: (performance.now() - began) / 1000,
  };
}

function said<T>(child: ReturnType<typeof fork>): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`the client ended with ${code}`));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message as T);
    });
  });
}
