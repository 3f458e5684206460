import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';

import { readManifest, type Manifest } from '#data/import/manifest.ts';
import { reportLines, type ImportReport } from '#data/import/report.ts';
import { readConfig, ROOT } from '#server/config.ts';
import { openMigrated } from '#server/db/open-migrated.ts';
import { createPool } from '#server/db/pool.ts';
import { CannotStart } from '#server/errors.ts';
import { importManifest } from '#server/import/import-manifest.ts';
import { openSession } from '#server/session/session.ts';
import { ensurePostgis } from '#server/start/packages.ts';

import { runCommand } from './run-command.ts';
import { withDatabase } from './with-database.ts';

const HELP = `npm run import -- MANIFEST.json [--root DIR] [--dry-run] [--json FILE]
Reads the GeoJSON and CSV files that the manifest names and stores them in one transaction: all of it shows at once,
or nothing. Again with the same input changes nothing. A server that runs on the database tells its screens.
The private database, running or not; or the one of DATABASE_URL, by the server's role.

  --root DIR   the folder that the manifest's files are relative to: otherwise the manifest's own; for the manifests in
               data/import/manifests the one of JINGWEI_TRIAL_DATA
  --dry-run    do the same and roll back; the report is kept all the same
  --json FILE  write the report as JSON, too
  --help       this text

Exit code: 0 stored, unchanged or dry; 1 refused or failed.
Manifests of ours, in data/import/manifests: cambridge.json, los-angeles.json, taipei.json`;

/** A manifest larger than this is none. */
const MANIFEST_BYTES = 4 << 20;
const OURS = join(ROOT, 'data', 'import', 'manifests') + sep;
/** Where npm was called: it changes the folder to the checkout's. */
const from = process.env['INIT_CWD'] ?? process.cwd();

async function loadManifest(path: string): Promise<Manifest> {
  let value: unknown;
  try {
    const bytes = await readFile(path);
    if (bytes.length > MANIFEST_BYTES) throw new Error(`it has more than ${MANIFEST_BYTES} bytes`);
    value = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new CannotStart(`${path} cannot be read as a manifest: ${(error as Error).message}`);
  }
  const manifest = readManifest(value);
  if ('faults' in manifest) {
    throw new CannotStart(`refused, bad-manifest:\n  ${manifest.faults.join('\n  ')}`);
  }
  return manifest;
}

/** The folder of a manifest's files, where --root does not say it. */
function rootOf(path: string): string {
  if (!path.startsWith(OURS)) return dirname(path);
  const folder = process.env['JINGWEI_TRIAL_DATA'];
  if (!folder) {
    throw new CannotStart(
      'Which folder are the files in? This manifest comes without them: say --root DIR or set JINGWEI_TRIAL_DATA.',
    );
  }
  return resolve(from, folder);
}

async function run(given: { path: string; root?: string; dry: boolean }): Promise<ImportReport> {
  const manifest = await loadManifest(given.path);
  const root = given.root ?? rootOf(given.path);
  const config = readConfig(process.env);
  if (config.databaseUrl === null) await ensurePostgis(config, console.error);
  return withDatabase(
    () => openMigrated(config, 'import'),
    async ({ url }) => {
      const pool = createPool(url, 'bulk', 2);
      return importManifest(
        { session: openSession, at: new Date() },
        { manifest, root, dry: given.dry },
        {
          pool,
          clock: () => new Date(),
          newId: randomUUID,
          onProgress: (stage) => console.error(`… ${stage}`),
        },
      ).finally(() => pool.end());
    },
    'stopped: nothing of it is stored',
  );
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      root: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  });
  const [path, ...others] = positionals;
  if (!path || others.length > 0) throw new CannotStart(HELP);
  const report = await run({
    path: resolve(from, path),
    dry: values['dry-run'],
    ...(values.root === undefined ? {} : { root: resolve(from, values.root) }),
  });
  console.log(reportLines(report).join('\n'));
  if (values.json) {
    await writeFile(resolve(from, values.json), `${JSON.stringify(report, null, 2)}\n`);
  }
  if (report.refused) process.exitCode = 1;
}

await runCommand(HELP, main);
