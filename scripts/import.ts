import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import pg from 'pg';

import { readManifest } from '#data/import/manifest.ts';
import { reportLines } from '#data/import/report.ts';
import { importManifest } from '#server/import/import-manifest.ts';
import { openSession } from '#server/session/session.ts';

const HELP = `npm run import -- MANIFEST.json [--root DIR] [--dry-run] [--json FILE]

Reads the GeoJSON and CSV files that the manifest names and stores them in one transaction.

  --root DIR   the folder that the manifest's files are relative to (else JINGWEI_TRIAL_DATA)
  --dry-run    do the same and roll back; the report is kept all the same
  --json FILE  write the report as JSON too
  --help       this

The database is DATABASE_URL's. Exit code: 0 stored, unchanged or dry; 1 refused.
Manifests of ours: data/import/manifests/taipei.json, data/import/manifests/los-angeles.json`;

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    root: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    json: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const [path, ...others] = positionals;
if (!path || others.length > 0) fail(HELP);
const root = values.root ?? process.env['JINGWEI_TRIAL_DATA'];
if (!root) fail('Which folder are the files in? Say --root DIR or set JINGWEI_TRIAL_DATA.');

let value: unknown;
try {
  value = JSON.parse(await readFile(path, 'utf8'));
} catch (error) {
  fail(`${path} cannot be read as JSON: ${(error as Error).message}`);
}
const manifest = readManifest(value);
if ('faults' in manifest) fail(`refused, bad-manifest:\n  ${manifest.faults.join('\n  ')}`);

const url = process.env['DATABASE_URL'];
if (!url) fail('Which database? Set DATABASE_URL.');
const pool = new pg.Pool({
  connectionString: url,
  options: '-c search_path=jingwei,public',
  max: 2,
});
try {
  const report = await importManifest(
    { session: openSession, at: new Date() },
    { manifest, root, dry: values['dry-run'] },
    {
      pool,
      clock: () => new Date(),
      newId: randomUUID,
      onProgress: (stage) => console.error(`… ${stage}`),
    },
  );
  console.log(reportLines(report).join('\n'));
  if (values.json) {
    await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
  }
  if (report.refused) process.exitCode = 1;
} finally {
  await pool.end();
}
