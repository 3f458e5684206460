import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readManifest, type Manifest } from '#data/import/manifest.ts';
import type { ImportReport } from '#data/import/report.ts';
import { createPool } from '#server/db/pool.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { openSession } from '#server/session/session.ts';

import { importManifest, type ImportMeans } from './import-manifest.ts';
import { files } from './test-city.ts';

/** An empty database, and imports into it as `npm run import` makes them: by the server's role. */
export interface TestImport {
  database: TestDatabase;
  /** @param onProgress said before each noun, inside the transaction */
  run: (manifest: Manifest, dry?: boolean, onProgress?: ImportMeans['onProgress']) => Promise<ImportReport>; // prettier-ignore
  /** Of the database as its owner sees it. */
  rows: (sql: string) => Promise<Record<string, unknown>[]>;
  one: (sql: string) => Promise<unknown>;
  /** A text that differs when anything differs that an import may store, but for the report. */
  everything: () => Promise<string>;
  close: () => Promise<void>;
}

const TABLES = 'district levels editions areas features buildings sites units categories incidents entries precincts incident_precincts changes versions data_dates'.split(' '); // prettier-ignore

/** A folder with the files of the cities, and what else is given. */
export async function writeInput(
  more: Record<string, string | Buffer> = {},
): Promise<{ root: string; remove: () => Promise<void> }> {
  // prettier-ignore
  const root = await mkdtemp(join(tmpdir(), 'jingwei-import-'));
  for (const [name, text] of Object.entries({ ...files, ...more })) {
    await writeFile(join(root, name), text);
  }
  return { root, remove: () => rm(root, { recursive: true }) };
}

export async function startTestImport(root: string): Promise<TestImport> {
  const database = await testDatabase();
  const pool = createPool(database.url, 'bulk', 2);
  const rows = async (sql: string) =>
    (await database.ownerPool.query<Record<string, unknown>>(sql)).rows;
  const one = async (sql: string) => Object.values((await rows(sql))[0]!)[0];
  return {
    database,
    rows,
    one,
    run: async (value, dry = false, onProgress = () => {}) => {
      const manifest = readManifest(value);
      if ('faults' in manifest) throw new Error(manifest.faults.join('\n'));
      return importManifest(
        { session: openSession, at: new Date() },
        { manifest, root, dry },
        { pool, clock: () => new Date(), newId: randomUUID, onProgress },
      );
    },
    everything: async () => {
      const parts: string[] = [];
      for (const table of TABLES) {
        parts.push(`${table} ${await one(`SELECT md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM ${table} t`)}`); // prettier-ignore
      }
      return parts.join('\n');
    },
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
}

/** Row numbers of what was refused of a noun, by reason. */
export function refusalsOf(report: ImportReport, noun: string): Record<string, number[]> {
  return Object.fromEntries(
    report.inputs
      .filter((input) => input.noun === noun)
      .flatMap((input) => input.refused.map((r) => [r.reason, r.rows])),
  );
}
