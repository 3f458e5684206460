import { join } from 'node:path';

import type pg from 'pg';

import type { Manifest } from '#data/import/manifest.ts';
import type { ImportReport } from '#data/import/report.ts';
import { transact } from '#server/db/database.ts';
import type { Ask } from '#server/session/session.ts';

import { ImportRefused } from './import-refusal.ts';
import { digestInput } from './input-files.ts';
import { insertImportRun } from './load.sql.ts';
import { announceImport, runImport } from './run-import.ts';
import { UnreadableFile } from './split-features.ts';

/** Thrown at the end of a dry run, so that its transaction rolls back. */
class DryRun extends Error {}

export interface ImportRequest {
  manifest: Manifest;
  /** The folder that the manifest's files are relative to. */
  root: string;
  dry: boolean;
}

export interface ImportMeans {
  /** The server's role will do. */
  pool: pg.Pool;
  clock: () => Date;
  newId: () => string;
  /** Said before each noun. */
  onProgress?: (stage: string) => void;
}

/**
 * Import what a manifest names, in one transaction: all of it shows at once, or nothing. A dry run does the same and
 * rolls back. The report is kept in import_runs, also of a dry and of a refused run.
 *
 * @returns the report; `refused` says why nothing was stored
 * @throws what the database or the disk says: an expected "no" is in the report
 */
export async function importManifest(
  ask: Ask,
  { manifest, root, dry }: ImportRequest,
  means: ImportMeans,
): Promise<ImportReport> {
  const startedAt = means.clock();
  const pathOf = (file: string): string => join(root, file);
  const report = emptyReport(manifest.source, dry);
  try {
    report.digest = await digestInput(manifest, pathOf);
    await transact(means.pool, async (db) => {
      const run = { db, manifest, pathOf, report, onProgress: means.onProgress ?? (() => {}) };
      const made = await runImport(ask, run);
      if (dry) throw new DryRun();
      if (report.changed) await announceImport(run, made, means.clock());
    });
  } catch (error) {
    if (!(error instanceof DryRun)) report.refused = refusalOf(error);
  }
  if (report.refused) {
    report.changed = false;
    for (const input of report.inputs) input.inserted = input.updated = input.unchanged = 0;
  }
  await insertImportRun(means.pool, {
    id: means.newId(),
    source: manifest.source,
    digest: report.digest,
    startedAt,
    finishedAt: means.clock(),
    dry,
    report,
  });
  return report;
}

function emptyReport(source: string, dry: boolean): ImportReport {
  return {
    source,
    digest: '',
    dry,
    changed: false,
    refused: null,
    faults: null,
    parentsThatDiffer: [],
    ownCounts: 0,
    precincts: null,
    inputs: [],
    versions: null,
  };
}

/** An expected "no" as the report has it; whatever else it is is thrown on. */
function refusalOf(error: unknown): NonNullable<ImportReport['refused']> {
  if (error instanceof ImportRefused) return { reason: error.reason, detail: error.detail };
  if (!(error instanceof UnreadableFile)) throw error;
  return {
    reason: error.beyondBounds ? 'beyond-bounds' : 'unreadable-file',
    detail: error.message,
  };
}
