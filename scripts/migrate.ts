import { readConfig } from '#server/config.ts';
import { selectRole } from '#server/db/filled.sql.ts';
import { migrate } from '#server/db/migrate.ts';
import { openDatabase } from '#server/db/open-database.ts';
import { createPool } from '#server/db/pool.ts';
import { SERVER_ROLE } from '#server/db/private-cluster.ts';
import { CannotStart } from '#server/errors.ts';
import { ensurePostgis } from '#server/start/packages.ts';

import { runCommand } from './run-command.ts';
import { withDatabase } from './with-database.ts';

const HELP = `npm run migrate
Makes the migrations that are due, as the database's owner, and grants the server's role what it needs.
The private database's are made at each start anyway; with DATABASE_URL the owner's role is JINGWEI_OWNER_URL's.

  --help  this text`;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  if (config.databaseUrl === null) await ensurePostgis(config, console.log);
  else if (config.ownerUrl === null) {
    throw new CannotStart(
      'Migrations are made by the owner: set JINGWEI_OWNER_URL to its address of the database.',
    );
  }
  await withDatabase(
    () => openDatabase(config, 'migrate'),
    async (database) => {
      const owner = createPool(database.ownerUrl!, 'bulk', 2);
      const role = database.place ? SERVER_ROLE : await roleOf(database.url);
      const made = await migrate(owner, role, undefined, ({ no, name }) =>
        console.log(`migration ${no}: ${name}`),
      ).finally(() => owner.end());
      console.log(
        `${made.length === 0 ? 'no migration was due' : `${made.length} made`}; ${role} is granted what the server needs`,
      );
    },
    'stopped: the migration under way leaves nothing of itself',
  );
}

async function roleOf(url: string): Promise<string> {
  const pool = createPool(url, 'bulk', 1);
  try {
    return await selectRole(pool);
  } finally {
    await pool.end();
  }
}

await runCommand(HELP, main);
