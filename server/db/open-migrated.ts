import type { Config } from '#server/config.ts';
import { CannotStart } from '#server/errors.ts';

import { migrate, readMigrationState } from './migrate.ts';
import { openDatabase, type OpenDatabase } from './open-database.ts';
import { createPool } from './pool.ts';
import { SERVER_ROLE } from './private-cluster.ts';

/**
 * Open the database that the settings name for work by the server's role: the private one is brought up to this
 * program first; a given one must be, for only its owner may do that.
 *
 * @param purpose what for, as others will read it in the lock
 * @throws CannotStart where it does not answer, is newer than this program, or has migrations due that are not ours to make
 */
export async function openMigrated(
  config: Pick<Config, 'databaseUrl' | 'ownerUrl' | 'dataDir' | 'pgBin'>,
  purpose: string,
): Promise<OpenDatabase> {
  const database = await openDatabase(config, purpose);
  try {
    if (database.place) {
      const owner = createPool(database.ownerUrl!, 'bulk', 2);
      await migrate(owner, SERVER_ROLE).finally(() => owner.end());
    } else await expectMigrated(database.url);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function expectMigrated(url: string): Promise<void> {
  const pool = createPool(url, 'bulk', 1);
  try {
    const { due } = await readMigrationState(pool);
    if (due.length === 0) return;
    throw new CannotStart(
      `Migrations are due (${due.map((m) => `${m.no} ${m.name}`).join(', ')}): npm run migrate makes them, by JINGWEI_OWNER_URL.`,
    );
  } catch (error) {
    if (error instanceof CannotStart) throw error;
    if ((error as { code?: string }).code === '42501') {
      throw new CannotStart(
        'The role of DATABASE_URL was never granted what it needs: npm run migrate does, by JINGWEI_OWNER_URL.',
      );
    }
    throw new CannotStart(`The database does not answer: ${(error as Error).message}`);
  } finally {
    await pool.end();
  }
}
