import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { finished, pipeline } from 'node:stream/promises';

import type pg from 'pg';

import { CannotStart } from '#server/errors.ts';

import { transact } from './database.ts';
import {
  beginSnapshot,
  bringSchemaBack,
  countServers,
  dropSchema,
  endSnapshot,
  lockRestore,
  selectHasSchema,
  selectStamp,
  setSchemaAside,
} from './dump.sql.ts';
import { selectFilled } from './filled.sql.ts';
import { checkFitness } from './fitness.sql.ts';
import { findDue, migrate, readMigrations } from './migrate.ts';
import { beginEpoch, createExtensions, selectApplied } from './migrations.sql.ts';
import { findPrograms } from './programs.ts';
import { undoHalfRestore } from './undo-half-restore.ts';

/** The first line of a dump, after which PostgreSQL's custom format follows. */
export interface DumpHead {
  jingwei: 'dump';
  /** Migrations that the database had had: a program that knows fewer refuses it. */
  version: number;
  /** The epoch of its stream of changes, and the number of the last one in it. */
  epoch: string;
  changeNo: number;
  /** PostgreSQL's release. */
  postgres: number;
  at: string;
}

const HEAD_MAX = 4096;

/** A program of PostgreSQL's that is new enough for a server's release. */
function programFor(name: string, release: number, pgBin: string | null): string {
  const fitting = findPrograms(pgBin)
    .filter((p) => p.major >= release)
    .sort((a, b) => a.major - b.major)[0];
  if (!fitting) {
    throw new CannotStart(
      `${name} of PostgreSQL ${release} or newer is needed and not here (Debian: postgresql-client-${release}).`,
    );
  }
  return join(fitting.folder, name);
}

/**
 * Write a database to a file, as of one moment, while others go on writing to it.
 *
 * @param owner the owner's role
 * @param onSnapshot called inside the moment that is dumped, before pg_dump runs
 * @throws CannotStart where the database is not one of ours, Error with what pg_dump says
 */
export async function dumpDatabase(
  given: { owner: pg.Pool; ownerUrl: string; pgBin: string | null; clock: () => Date },
  file: string,
  onSnapshot: (db: pg.PoolClient) => Promise<void> = async () => {},
): Promise<DumpHead> {
  const applied = await selectApplied(given.owner);
  if (!applied || applied.length === 0) throw new CannotStart('There is nothing to dump: this database was never migrated.'); // prettier-ignore
  const db = await given.owner.connect();
  const part = `${file}.part`;
  try {
    const snapshot = await beginSnapshot(db);
    const stamp = await selectStamp(db);
    await onSnapshot(db);
    const head: DumpHead = {
      jingwei: 'dump',
      version: stamp.migrations,
      epoch: stamp.epoch,
      changeNo: stamp.changeNo,
      postgres: stamp.postgres,
      at: given.clock().toISOString(),
    };
    const sink = createWriteStream(part, { mode: 0o600 });
    sink.write(`${JSON.stringify(head)}\n`);
    const child = spawn(
      programFor('pg_dump', stamp.postgres, given.pgBin),
      ['--format=custom', '--schema=jingwei', '--no-owner', '--no-privileges', `--snapshot=${snapshot}`, '--dbname', given.ownerUrl], // prettier-ignore
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    await Promise.all([pipeline(child.stdout, sink), ended(child, 'pg_dump')]);
    await endSnapshot(db);
    await rename(part, file);
    return head;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  } finally {
    // Whatever became of its transaction, the connection is not used again.
    db.release(true);
  }
}

/** What a dump says of itself. Throws CannotStart where the file is none. */
export async function readDumpHead(file: string): Promise<{ head: DumpHead; length: number }> {
  const handle = await open(file, 'r').catch((error: Error) => {
    throw new CannotStart(`${file} cannot be read: ${error.message}`);
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_MAX), 0, HEAD_MAX, 0);
    const end = buffer.subarray(0, bytesRead).indexOf(10);
    try {
      const head = JSON.parse(buffer.subarray(0, Math.max(0, end)).toString()) as DumpHead;
      if (head.jingwei === 'dump') return { head, length: end + 1 };
    } catch {
      // Said below.
    }
    throw new CannotStart(`${file} is no dump of this product.`);
  } finally {
    await handle.close();
  }
}

/**
 * Put a dump into a database, whole or not at all; bring it up to this program, and begin a new epoch: a console that
 * was on the old one gets a snapshot. Killed in its middle it is undone by whoever migrates next.
 *
 * @param replace take away what is there; otherwise a database that holds a row is refused
 * @throws CannotStart where it is refused, Error with what pg_restore says
 */
export async function restoreDatabase(
  given: { owner: pg.Pool; ownerUrl: string; serverRole: string; pgBin: string | null },
  file: string,
  replace: boolean,
): Promise<{ head: DumpHead; epoch: string }> {
  const { owner } = given;
  const { head, length } = await readDumpHead(file);
  const known = await readMigrations();
  if (head.version > known.length) {
    throw new CannotStart(
      `This program is older than the dump: it knows migrations up to ${known.length}, the dump has had ${head.version}.`,
    );
  }
  await checkFitness(owner, true);
  const servers = await countServers(owner);
  if (servers > 0) throw new CannotStart('A server is connected to this database: stop it first.');
  await undoHalfRestore(owner);
  const there = await selectHasSchema(owner);
  if (there && !replace) {
    findDue(known, await selectApplied(owner));
    const filled = await selectFilled(owner);
    if (filled.length > 0) {
      throw new CannotStart(
        `This database is not empty (${filled.slice(0, 5).join(', ')}${filled.length > 5 ? ', …' : ''}). Restore with --replace to take away what is there.`,
      );
    }
  }
  await transact(owner, createExtensions);
  const lock = await owner.connect();
  try {
    if (!(await lockRestore(lock)))
      throw new CannotStart('A restore is under way on this database.');
    const aside = await setSchemaAside(lock, there, randomBytes(6).toString('hex'));
    try {
      await pgRestore(given, file, length, head.postgres);
      await migrate(owner, given.serverRole, known, undefined, true);
      // What was aside goes with the new epoch: as long as it is there, the restore is not done.
      const epoch = await transact(owner, async (db) => {
        await dropSchema(db, aside);
        return beginEpoch(db, randomBytes(32));
      });
      return { head, epoch };
    } catch (error) {
      await transact(owner, (db) => bringSchemaBack(db, aside));
      throw error;
    }
  } finally {
    // Whatever became of it, the lock ends with the connection.
    lock.release(true);
  }
}

async function pgRestore(
  given: { ownerUrl: string; pgBin: string | null },
  file: string,
  from: number,
  release: number,
): Promise<void> {
  const child = spawn(
    programFor('pg_restore', release, given.pgBin),
    ['--format=custom', '--no-owner', '--no-privileges', '--single-transaction', '--exit-on-error', '--dbname', given.ownerUrl], // prettier-ignore
    { stdio: ['pipe', 'ignore', 'pipe'] },
  );
  const done = ended(child, 'pg_restore');
  const source = createReadStream(file, { start: from });
  // When it ends early the reason is in `done`, not in the pipe that broke.
  source.pipe(child.stdin).on('error', () => source.destroy());
  await done;
  await finished(source).catch(() => {});
}

function ended(child: ReturnType<typeof spawn>, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr!.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000);
    });
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${name} ended with ${code}: ${said.trim()}`)),
    );
  });
}
