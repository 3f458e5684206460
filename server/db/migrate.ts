import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';

import type pg from 'pg';

import { CannotStart } from '#server/errors.ts';

import { transact, type Db } from './database.ts';
import { checkFitness } from './fitness.sql.ts';
import { grantServerRole } from './grants.sql.ts';
import {
  applyMigration,
  createGround,
  insertStream,
  lockMigrations,
  selectApplied,
  unlockMigrations,
  type AppliedMigration,
} from './migrations.sql.ts';
import { undoHalfRestore } from './undo-half-restore.ts';

/** A numbered file of data/migrations. Forward only: one that has been applied anywhere is never edited. */
export interface Migration extends AppliedMigration {
  sql: string;
}

const FOLDER = new URL('../../data/migrations/', import.meta.url);

/** The migrations that this program knows, in order; numbers without a gap from 1. */
export async function readMigrations(folder: URL = FOLDER): Promise<Migration[]> {
  const migrations: Migration[] = [];
  for (const file of (await readdir(folder)).filter((f) => f.endsWith('.sql')).sort()) {
    const match = /^(\d{4})-([a-z0-9-]+)\.sql$/.exec(file);
    const no = Number(match?.[1]);
    if (!match || no !== migrations.length + 1) {
      throw new Error(
        `data/migrations/${file}: migrations are numbered 0001-name.sql without a gap`,
      );
    }
    const sql = await readFile(new URL(file, folder), 'utf8');
    const checksum = createHash('sha256').update(sql).digest('hex');
    migrations.push({ no, name: match[2]!, checksum, sql });
  }
  return migrations;
}

/**
 * The migrations that a database has not had. `null` applied means it has had none.
 *
 * @throws CannotStart where the database is newer than this program, or was made by another text
 */
export function findDue(
  known: readonly Migration[],
  applied: readonly AppliedMigration[] | null,
): Migration[] {
  const had = applied ?? [];
  const newest = had.at(-1);
  if (newest && newest.no > known.length) {
    throw new CannotStart(
      `This program is older than its database: it knows migrations up to ${known.length}, the database has had ${newest.no} (${newest.name}). Start a newer one.`,
    );
  }
  for (const { no, name, checksum } of had) {
    if (known[no - 1]!.checksum !== checksum) {
      throw new CannotStart(
        `Migration ${no} (${name}) of this database differs from this program's ${known[no - 1]!.name}: they do not belong together.`,
      );
    }
  }
  return known.slice(had.length);
}

/** Where a database stands against this program. */
export async function readMigrationState(
  db: Db,
  known?: readonly Migration[],
): Promise<{ applied: number; due: Migration[]; fresh: boolean }> {
  const applied = await selectApplied(db);
  const due = findDue(known ?? (await readMigrations()), applied);
  return { applied: applied?.length ?? 0, due, fresh: applied === null };
}

/**
 * Bring a database up to this program, as its owner: extensions, schema, each migration in its own transaction,
 * the stream's row, and the grants of the server's role. Two at once: the second finds nothing to do. What a restore
 * that was killed left is undone first.
 *
 * @param restoring this is the restore itself
 * @returns the migrations that were applied
 * @throws CannotStart as `checkFitness`, `findDue` and `undoHalfRestore` do
 */
export async function migrate(
  owner: pg.Pool,
  serverRole: string,
  known?: readonly Migration[],
  onProgress: (migration: Migration) => void = () => {},
  restoring = false,
): Promise<Migration[]> {
  const migrations = known ?? (await readMigrations());
  if (!restoring) await undoHalfRestore(owner);
  const lock = await owner.connect();
  try {
    await lockMigrations(lock);
    try {
      await checkFitness(owner, true);
      const due = findDue(migrations, await selectApplied(owner));
      await transact(owner, createGround);
      await checkFitness(owner, false);
      for (const migration of due) {
        onProgress(migration);
        await transact(owner, (db) => applyMigration(db, migration));
      }
      await transact(owner, async (db) => {
        await insertStream(db, randomBytes(32));
        await grantServerRole(db, serverRole);
      });
      return due;
    } finally {
      await unlockMigrations(lock);
    }
  } finally {
    lock.release();
  }
}
