import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { readConfig, type Config } from '#server/config.ts';
import { readLock } from '#server/db/cluster-lock.ts';
import { dumpDatabase, restoreDatabase } from '#server/db/dump.ts';
import { selectRole } from '#server/db/filled.sql.ts';
import { locateCluster } from '#server/db/locate-cluster.ts';
import { selectApplied } from '#server/db/migrations.sql.ts';
import { openDatabase, type OpenDatabase } from '#server/db/open-database.ts';
import { connectionOptions, createPool } from '#server/db/pool.ts';
import {
  answers,
  clusterUrl,
  DATABASE,
  OWNER_ROLE,
  SERVER_ROLE,
} from '#server/db/private-cluster.ts';
import { makeSchemaText } from '#server/db/schema-text.ts';
import { CannotStart } from '#server/errors.ts';
import { ensurePostgis } from '#server/start/packages.ts';
import { keepFixDays } from '#server/units/keep-fix-days.ts';

import { runCommand } from './run-command.ts';
import { root } from './run-step.ts';
import { withDatabase } from './with-database.ts';

const HELP = `npm run db -- dump FILE | restore FILE [--replace] | psql [ARGUMENTS…] | where | schema
The private database, running or not; or the one of DATABASE_URL, by JINGWEI_OWNER_URL.

  dump FILE       all of it as of one moment, with its version and epoch; others may go on writing. Positions older than
                  JINGWEI_FIX_DAYS are deleted first
  restore FILE    a dump into an empty database, whole or not at all; a new epoch begins
    --replace     take away what is there
  psql            PostgreSQL's shell, as the owner
  where           where it lies and who runs it
  schema          write data/schema.sql from the migrations
  --help          this text`;

async function asOwner(
  config: Config,
  work: (database: OpenDatabase, ownerUrl: string) => Promise<void>,
  exclusive: boolean,
  ignore: readonly NodeJS.Signals[] = [],
): Promise<void> {
  if (config.databaseUrl === null) await ensurePostgis(config, console.log);
  else if (config.ownerUrl === null) {
    throw new CannotStart('This is done by the owner: set JINGWEI_OWNER_URL.');
  }
  await withDatabase(
    () => openDatabase(config, 'db', { exclusive }),
    (database) => work(database, database.ownerUrl!),
    'stopped before it was done',
    ignore,
  );
}

const dump = (config: Config, file: string): Promise<void> =>
  asOwner(
    config,
    async (_, ownerUrl) => {
      const owner = createPool(ownerUrl, 'bulk', 2);
      const given = { owner, ownerUrl, pgBin: config.pgBin, clock: () => new Date() };
      try {
        // What is past its age is deleted, not copied: no server may have run for days.
        if (await selectApplied(owner)) await keepFixDays(owner, given.clock(), config.fixDaysKept);
        const head = await dumpDatabase(given, file);
        console.log(`${file}: version ${head.version}, epoch ${head.epoch}, as of ${head.at}`);
      } finally {
        await owner.end();
      }
    },
    false,
  );

const restore = (config: Config, file: string, replace: boolean): Promise<void> =>
  asOwner(
    config,
    async (database, ownerUrl) => {
      const owner = createPool(ownerUrl, 'bulk', 3);
      try {
        let serverRole: string = SERVER_ROLE;
        if (!database.place) {
          const server = createPool(database.url, 'bulk', 1);
          serverRole = await selectRole(server).finally(() => server.end());
        }
        const given = { owner, ownerUrl, serverRole, pgBin: config.pgBin };
        const { head, epoch } = await restoreDatabase(given, file, replace);
        console.log(
          `restored what was true at ${head.at} (epoch ${head.epoch}); epoch ${epoch} begins`,
        );
      } finally {
        await owner.end();
      }
    },
    true,
  );

const psql = (config: Config, args: string[]): Promise<void> =>
  asOwner(
    config,
    async (_, ownerUrl) => {
      process.exitCode = await new Promise<number>((done, reject) => {
        const child = spawn('psql', ['--dbname', ownerUrl, ...args], {
          stdio: 'inherit',
          env: { ...process.env, PGOPTIONS: connectionOptions('bulk') },
        });
        child.on('error', (error: NodeJS.ErrnoException) =>
          reject(error.code === 'ENOENT' ? new CannotStart('psql is not installed.') : error),
        );
        child.on('close', (code) => done(code ?? 1));
      });
    },
    false,
    // Ctrl-C is the shell's.
    ['SIGINT'],
  );

async function where(config: Config): Promise<void> {
  if (config.databaseUrl !== null) {
    const { host, pathname } = new URL(config.databaseUrl);
    console.log(`given by DATABASE_URL: ${host}${pathname}`);
    return;
  }
  const place = locateCluster(config);
  const held = await readLock(place.lockFile);
  const running = await answers(place);
  console.log(
    [
      `folder    ${place.folder}${place.moved ? ` (${place.moved})` : ''}`,
      `programs  ${place.programs}`,
      `log       ${place.logFile}`,
      `state     ${running ? `running${held ? `, by ${held.purpose} (process ${held.pid}${held.url ? `, ${held.url}` : ''})` : ''}` : 'not running'}`,
      `address   ${clusterUrl(place, OWNER_ROLE, DATABASE)}`,
    ].join('\n'),
  );
}

async function main(): Promise<void> {
  const [command, ...rest] = process.argv.slice(2);
  if (command === 'psql') return psql(readConfig(process.env), rest);
  const { values, positionals } = parseArgs({
    args: rest,
    allowPositionals: true,
    options: { replace: { type: 'boolean', default: false } },
  });
  const file = positionals[0];
  const from = process.env['INIT_CWD'] ?? process.cwd();
  if (command === 'where') return where(readConfig(process.env));
  if (command === 'schema') {
    const { text } = await makeSchemaText();
    await writeFile(`${root}data/schema.sql`, text);
    return;
  }
  if ((command === 'dump' || command === 'restore') && file && positionals.length === 1) {
    const config = readConfig(process.env);
    const path = resolve(from, file);
    return command === 'dump' ? dump(config, path) : restore(config, path, values.replace);
  }
  throw new CannotStart(HELP);
}

await runCommand(HELP, main);
