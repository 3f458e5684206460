import type pg from 'pg';

import type { Config } from '#server/config.ts';
import { selectRole } from '#server/db/filled.sql.ts';
import { checkFitness, checkServerRole } from '#server/db/fitness.sql.ts';
import { migrate, readMigrations, readMigrationState } from '#server/db/migrate.ts';
import type { OpenDatabase } from '#server/db/open-database.ts';
import { createPool } from '#server/db/pool.ts';
import { SERVER_ROLE } from '#server/db/private-cluster.ts';
import { CannotStart } from '#server/errors.ts';

import { fillSample, sampleDue } from './fill-sample.ts';

/** Migrate, check and fill the database, as its owner where that is needed; the owner's connections are gone after. */
export async function prepareDatabase(
  database: OpenDatabase,
  config: Config,
  progress: (stage: string, detail?: string, share?: number) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  progress('migrate');
  const asServer = createPool(database.url, 'bulk', 1);
  try {
    const { role } = await reach(asServer);
    const state = await readState(asServer, database.ownerUrl);
    // The private database's grants follow the program, also where no migration is due.
    if (state.due || database.place) {
      if (database.ownerUrl === null) {
        throw new CannotStart(
          `Migrations are due (${state.due}), and JINGWEI_OWNER_URL, the owner's role that may make them, is not set. Set it, or run npm run migrate with it.`,
        );
      }
      const owner = createPool(database.ownerUrl, 'bulk', 2);
      try {
        await migrate(owner, database.place ? SERVER_ROLE : role, undefined, (migration) =>
          progress('migrate', migration.name),
        );
      } finally {
        await owner.end();
      }
    }
    await checkFitness(asServer, false);
    await checkServerRole(asServer);
    const size = await sampleDue(asServer, config, database.place !== null);
    if (size === null) return;
    if (database.ownerUrl === null) {
      throw new CannotStart(
        `JINGWEI_SAMPLE=${size}: a sample is stored by the owner's role: set JINGWEI_OWNER_URL, too.`,
      );
    }
    progress('sample');
    await fillSample(
      { ownerUrl: database.ownerUrl, size, now: new Date() },
      (kind, { stage, done, total }) => progress(kind, stage, done / total),
      signal,
    );
  } finally {
    await asServer.end();
  }
}

/** Connect for the first time; what goes wrong then is a sentence. */
async function reach(pool: pg.Pool): Promise<{ role: string }> {
  try {
    return { role: await selectRole(pool) };
  } catch (error) {
    throw new CannotStart(`The database does not answer: ${(error as Error).message}`);
  }
}

/** What is due, in words; null when nothing is. A role that was never granted anything needs a migration, too. */
async function readState(
  asServer: pg.Pool,
  ownerUrl: string | null,
): Promise<{ due: string | null }> {
  const known = await readMigrations();
  const owner = ownerUrl === null ? null : createPool(ownerUrl, 'bulk', 1);
  try {
    const state = await readMigrationState(owner ?? asServer, known);
    if (state.due.length > 0) {
      return { due: state.due.map((m) => `${m.no} ${m.name}`).join(', ') };
    }
    if (owner) await readMigrationState(asServer, known);
    return { due: null };
  } catch (error) {
    if ((error as { code?: string }).code === '42501') return { due: 'the grants of its role' };
    throw error;
  } finally {
    await owner?.end();
  }
}
