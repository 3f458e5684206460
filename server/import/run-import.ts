import type pg from 'pg';

import { createCellAt } from '#data/coverage/cell-at.ts';
import { fromPolygons } from '#data/coverage/from-polygons.ts';
import { createLocalTime } from '#data/import/local-time.ts';
import type { Manifest } from '#data/import/manifest.ts';
import { ROWS_LISTED, type ImportReport } from '#data/import/report.ts';
import type { Versions } from '#data/wire/messages.ts';
import { selectCells, selectEditionInForce } from '#server/areas/areas.sql.ts';
import { appendAudit } from '#server/audit/append-audit.ts';
import { appendChange } from '#server/live/append-change.sql.ts';
import { lockGround } from '#server/db/lock-ground.sql.ts';
import { bumpVersions } from '#server/wire/version.sql.ts';
import type { Ask } from '#server/session/session.ts';

import { ImportRefused } from './import-refusal.ts';
import {
  analyzeGround,
  insertDistrict,
  selectAreaCodes,
  selectDistrictRow,
  selectSampleMark,
  updateDistrict,
  upsertCategories,
  upsertDataDates,
  upsertLevels,
} from './load.sql.ts';
import {
  countAbsent,
  keepNewerStates,
  mergeIncidents,
  mergeStage,
  selectUnplaced,
  type Merged,
} from './merge.sql.ts';
import { placeUnattributed } from './place-unattributed.ts';
import {
  attributePrecincts,
  countPrecincts,
  selectHasPrecincts,
  selectLastChangeNo,
} from './precincts.sql.ts';
import { readAreas } from './read-areas.ts';
import { settleAreas } from './settle-areas.ts';
import { stageInputs } from './stage-inputs.ts';
import { reportTakenOut, stageNoun, type CellAt, type StageInput } from './stage-noun.ts';
import { deleteUsedCodes, deleteUsedNumbers, type StagedNoun } from './stage.sql.ts';

/** What an import works with, inside its transaction. */
export interface ImportRun {
  db: pg.PoolClient;
  manifest: Manifest;
  /** Where a file of the manifest lies. */
  pathOf: (file: string) => string;
  report: ImportReport;
  onProgress: (stage: string) => void;
}

/** Nouns whose bytes are packed anew when an import changed them; the others are told by the change itself. */
const PACKED: ReadonlySet<string> = new Set<keyof Versions>(['features', 'buildings', 'sites', 'units']); // prettier-ignore

/** What an import has made. */
export interface Imported {
  /** Nouns that are packed and have changed. */
  touched: (keyof Versions)[];
  /** The edition that attributions are made under. */
  editionId: number | null;
  /** The change up to which reports are counted to their precincts; null where none had to be. */
  settledAfterNo: number | null;
}

/**
 * Bring everything that a manifest names into the database, and fill the report.
 *
 * @throws ImportRefused and UnreadableFile: the caller rolls back
 */
export async function runImport(ask: Ask, run: ImportRun): Promise<Imported> {
  const { db, manifest, report } = run;
  await lockGround(db);
  const touched = new Set<keyof Versions>();
  let other = await settleDistrict(db, manifest);
  const { editionId, cellAt, changed } = await settleBorders(ask, run);
  if (changed) touched.add('areas');

  const areaIds = new Map((await selectAreaCodes(db, editionId)).map((a) => [a.code, a.id]));
  const local = createLocalTime(manifest.district.timeZone);
  for (const [noun, inputs] of stageInputs(manifest, { cellAt, areaIds, local })) {
    if (inputs.length === 0) continue;
    run.onProgress(noun);
    if (!(await mergeNoun(run, noun, inputs, cellAt, editionId))) continue;
    if (PACKED.has(noun)) touched.add(noun as keyof Versions);
    else other = true;
  }
  const settled = await settlePrecincts(run);
  if (settled?.changed) other = true;
  report.changed = other || touched.size > 0;
  return { touched: [...touched], editionId, settledAfterNo: settled?.afterNo ?? null };
}

/** Tell everybody, as one change, and let the planner know how much there is now. Last in the transaction. */
export async function announceImport(
  run: Pick<ImportRun, 'db' | 'report' | 'onProgress'> & { manifest: Pick<Manifest, 'source'> },
  made: Imported,
  at: Date,
): Promise<void> {
  const { db, report } = run;
  run.onProgress('finish');
  await analyzeGround(db);
  report.versions = await bumpVersions(db, made.touched);
  const said = { digest: report.digest, editionId: made.editionId, touched: made.touched };
  await appendAudit(db, at, undefined, { act: 'import', noun: 'district', thing: run.manifest.source, said }); // prettier-ignore
  await appendChange(db, at, {
    noun: 'district',
    kind: 'imported',
    at: at.toISOString(),
    versions: report.versions,
    editionId: made.editionId,
  });
  // Who reported while this was going on did not see these precincts, nor this them; from the change on, reports wait.
  if (made.settledAfterNo !== null) {
    await attributePrecincts(db, run.manifest.source, made.settledAfterNo);
  }
}

/** The district, its levels, categories and dates; answers whether anything differed. */
async function settleDistrict(db: pg.PoolClient, manifest: Manifest): Promise<boolean> {
  const sample = await selectSampleMark(db);
  if (sample) {
    throw new ImportRefused('sample-database', `this database was made from the sample (${sample.size}, seed ${sample.seed}); import into an empty one`); // prettier-ignore
  }
  const { code, name, nameEn = null, timeZone, attribution } = manifest.district;
  const district = { code, name, nameEn, timeZone, attribution };
  const held = await selectDistrictRow(db);
  if (held && held.code !== code) {
    throw new ImportRefused('other-district', `one database holds one district: this is ${held.code} ${held.name}, not ${code} ${name}`); // prettier-ignore
  }
  if (!held) await insertDistrict(db, district);
  const changed = [
    !held || (await updateDistrict(db, district)),
    await upsertLevels(db, manifest.levels),
    await upsertDataDates(db, manifest.dataDates ?? {}),
    await upsertCategories(db, manifest.categories ?? []),
  ];
  return changed.includes(true);
}

/** The borders that everything else is placed in: the manifest's, else those in force. */
async function settleBorders(
  ask: Ask,
  run: ImportRun,
): Promise<{ editionId: number | null; cellAt: CellAt; changed: boolean }> {
  const { db, manifest, pathOf, report } = run;
  const inForce = await selectEditionInForce(db);
  if (!manifest.areas) {
    if (inForce === null) return { editionId: null, cellAt: () => null, changed: false };
    const coverage = fromPolygons(await selectCells(db, inForce));
    if ('faults' in coverage) throw new Error(`edition ${inForce} is not seamless`);
    return { editionId: inForce, cellAt: orNull(createCellAt(coverage)), changed: false };
  }
  run.onProgress('areas');
  const reading = await readAreas(manifest.areas, pathOf);
  report.inputs.push(...reading.inputs);
  const { coverage, editionId, changed, fresh } = await settleAreas(ask, db, manifest, reading, inForce, report); // prettier-ignore
  const cellAt = orNull(createCellAt(coverage));
  if (fresh) await placeUnattributed(db, cellAt, editionId);
  return { editionId, cellAt, changed };
}

/**
 * Count incidents to the precincts that hold them, whoever brought which of the two first. Answers whether that changed
 * anything, and the change before which nothing was missed; null where nothing had to be looked at.
 */
async function settlePrecincts({
  db,
  manifest,
  report,
}: ImportRun): Promise<{ changed: boolean; afterNo: number } | null> {
  const withIncidents = (manifest.incidents?.length ?? 0) > 0;
  if (!manifest.precincts && !withIncidents) return null;
  if (!(await selectHasPrecincts(db))) return null;
  const afterNo = await selectLastChangeNo(db);
  const changed = (await attributePrecincts(db, manifest.source)) > 0;
  if (withIncidents) report.precincts = await countPrecincts(db, manifest.source);
  return { changed, afterNo };
}

const orNull =
  (find: (lng: number, lat: number) => number): CellAt =>
  (lng, lat) =>
    find(lng, lat) || null;

/** A noun's inputs through their stage into its table; answers whether anything became different. */
async function mergeNoun(
  run: ImportRun,
  noun: StagedNoun,
  inputs: readonly StageInput[],
  cellAt: CellAt,
  editionId: number | null,
): Promise<boolean> {
  const { db, report } = run;
  const { source } = run.manifest;
  const { reports, lookups } = await stageNoun(db, noun, inputs, run.pathOf, cellAt);
  report.inputs.push(...lookups, ...reports);
  if (noun === 'incidents') {
    reportTakenOut(reports, 'code-already-used', await deleteUsedNumbers(db, source, ROWS_LISTED));
  } else if (noun !== 'features') {
    reportTakenOut(reports, 'code-already-used', await deleteUsedCodes(db, noun, source, ROWS_LISTED)); // prettier-ignore
  }
  if (noun === 'sites') await keepNewerStates(db, source);
  if (noun === 'buildings' || noun === 'sites' || noun === 'incidents') {
    for (const { input, ...unplaced } of await selectUnplaced(db, noun, ROWS_LISTED)) {
      reports[input]!.unplaced = unplaced;
    }
  }
  const merged: Merged[] =
    noun === 'incidents'
      ? await mergeIncidents(db, source, editionId)
      : await mergeStage(db, noun, source, editionId);
  for (const { input, taken, inserted, updated } of merged) {
    const one = reports[input]!;
    one.taken = taken + one.joined;
    one.inserted = inserted;
    one.updated = updated;
    one.unchanged = taken - inserted - updated;
  }
  reports[0]!.absent = await countAbsent(db, noun, source);
  return merged.some((m) => m.inserted + m.updated > 0);
}
