import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';

import type pg from 'pg';

import { buildingPoint } from '#data/buildings/building-point.ts';
import { createCellAt } from '#data/coverage/cell-at.ts';
import { fromPolygons } from '#data/coverage/from-polygons.ts';
import { createLocalTime } from '#data/import/local-time.ts';
import type { Manifest } from '#data/import/manifest.ts';
import { mapBuilding, mapFeature, mapIncident, mapSite, mapUnit } from '#data/import/map-rows.ts';
import { ROWS_LISTED, type ImportReport, type InputReport } from '#data/import/report.ts';
import { snapGeometry } from '#data/import/snap-geometry.ts';
import { pickText } from '#data/import/source-row.ts';
import type { Versions } from '#data/wire/messages.ts';
import { selectCells } from '#server/areas/areas.sql.ts';
import { transact } from '#server/db/database.ts';
import { fromEwkb, toEwkbHex } from '#server/db/ewkb.ts';
import { appendChange } from '#server/live/append-change.sql.ts';
import type { Ask } from '#server/session/session.ts';

import { ImportRefused } from './import-refusal.ts';
import {
  analyzeTables,
  bumpVersions,
  insertDistrict,
  insertImportRun,
  lockForImport,
  selectDistrictRow,
  selectNewestEdition,
  selectAreaCodes,
  selectSampleMark,
  selectUnattributed,
  updateAttribution,
  updateDistrict,
  upsertCategories,
  upsertDataDates,
  upsertLevels,
} from './load.sql.ts';
import { readAreas } from './read-areas.ts';
import { settleAreas } from './settle-areas.ts';
import { UnreadableFile } from './split-features.ts';
import { reportTakenOut, stageNoun, type StageInput } from './stage-noun.ts';
import {
  attributePrecincts,
  countAbsent,
  countPrecincts,
  deleteUsedCodes,
  deleteUsedNumbers,
  keepNewerStates,
  mergeIncidents,
  mergeStage,
  type Merged,
  type StagedNoun,
} from './stage.sql.ts';

/** Thrown at the end of a dry run, so that its transaction rolls back. */
class DryRun extends Error {}

export interface ImportRequest {
  manifest: Manifest;
  /** The folder that the manifest's files are relative to. */
  root: string;
  dry: boolean;
}

export interface ImportMeans {
  pool: pg.Pool;
  clock: () => Date;
  newId: () => string;
  /** Said before each noun. */
  onProgress?: (stage: string) => void;
}

function filesOf(manifest: Manifest): string[] {
  const files = [
    ...(manifest.areas?.sets ?? []).flatMap((s) =>
      s.figures ? [s.file, s.figures.file] : [s.file],
    ),
    ...(manifest.precincts ? [manifest.precincts] : []).map((input) => input.file),
    ...(manifest.features ?? []).map((input) => input.file),
    ...(manifest.buildings ?? []).map((input) => input.file),
    ...(manifest.sites ?? []).map((input) => input.file),
    ...(manifest.units ?? []).map((input) => input.file),
    ...(manifest.incidents ?? []).map((input) => input.file),
  ];
  return [...new Set(files)].sort();
}

async function digestOf(manifest: Manifest, pathOf: (file: string) => string): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(manifest));
  for (const file of filesOf(manifest)) {
    hash.update(file);
    for await (const chunk of createReadStream(pathOf(file))) hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}

/** The same source and key give the same id, in every run (RFC 9562, version 5). */
function idOf(source: string, key: string): string {
  const bytes = createHash('sha1').update(`jingwei\n${source}\n${key}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-'); // prettier-ignore
}

const pointHex = (at: [number, number]): string => toEwkbHex({ type: 'Point', coordinates: at });

/** Rows without a cell, from before there were areas, get theirs. */
async function placeUnattributed(
  db: pg.PoolClient,
  cellAt: (lng: number, lat: number) => number | null,
  editionId: number,
): Promise<void> {
  for (const table of ['buildings', 'sites', 'incidents'] as const) {
    const ids: string[] = [];
    const areaIds: number[] = [];
    for (const row of await selectUnattributed(db, table)) {
      const geometry = fromEwkb(row.geom);
      const at =
        geometry.type === 'Point'
          ? geometry.coordinates
          : geometry.type === 'MultiPolygon'
            ? buildingPoint(geometry.coordinates)
            : null;
      const cell = at && cellAt(at[0], at[1]);
      if (!cell) continue;
      ids.push(row.id);
      areaIds.push(cell);
    }
    if (ids.length > 0) await updateAttribution(db, table, ids, areaIds, editionId);
  }
}

async function runImport(
  db: pg.PoolClient,
  { manifest, dry }: ImportRequest,
  pathOf: (file: string) => string,
  means: ImportMeans,
  report: ImportReport,
): Promise<void> {
  const { source } = manifest;
  const progress = means.onProgress ?? (() => {});
  await lockForImport(db);
  const sample = await selectSampleMark(db);
  if (sample) {
    throw new ImportRefused('sample-database', `this database was made from the sample (${sample.size}, seed ${sample.seed}); import into an empty one`); // prettier-ignore
  }
  const district = {
    code: manifest.district.code,
    name: manifest.district.name,
    nameEn: manifest.district.nameEn ?? null,
    timeZone: manifest.district.timeZone,
    attribution: manifest.district.attribution,
  };
  const held = await selectDistrictRow(db);
  if (held && held.code !== district.code) {
    throw new ImportRefused('other-district', `one database holds one district: this is ${held.code} ${held.name}, not ${district.code} ${district.name}`); // prettier-ignore
  }
  let other = false;
  if (held) other = await updateDistrict(db, district);
  else await insertDistrict(db, district);
  other = (await upsertLevels(db, manifest.levels)) || !held || other;
  other = (await upsertDataDates(db, manifest.dataDates ?? {})) || other;
  other = (await upsertCategories(db, manifest.categories ?? [])) || other;
  const touched = new Set<keyof Versions>();

  let editionId = await selectNewestEdition(db);
  let find: ((lng: number, lat: number) => number) | null = null;
  let fresh = false;
  if (manifest.areas) {
    progress('areas');
    const reading = await readAreas(manifest.areas, pathOf);
    report.inputs.push(...reading.inputs);
    const settled = await settleAreas(db, manifest, reading, editionId, report);
    editionId = settled.editionId;
    fresh = settled.fresh;
    find = createCellAt(settled.coverage);
    if (settled.changed) touched.add('areas');
  } else if (editionId !== null) {
    const coverage = fromPolygons(await selectCells(db, editionId));
    if ('faults' in coverage) throw new Error(`edition ${editionId} is not seamless`);
    find = createCellAt(coverage);
  }
  const cellAt = (lng: number, lat: number): number | null => (find && find(lng, lat)) || null;
  if (fresh) await placeUnattributed(db, cellAt, editionId!);
  const areaIds = new Map((await selectAreaCodes(db, editionId)).map((a) => [a.code, a.id]));
  const local = createLocalTime(manifest.district.timeZone);

  const merge = async (noun: StagedNoun, inputs: StageInput[]): Promise<boolean> => {
    if (inputs.length === 0) return false;
    progress(noun);
    const reports = await stageNoun(db, noun, inputs, pathOf, cellAt);
    if (noun === 'incidents') {
      reportTakenOut(
        reports,
        'code-already-used',
        await deleteUsedNumbers(db, source, ROWS_LISTED),
      );
    } else if (noun !== 'features') {
      reportTakenOut(reports, 'code-already-used', await deleteUsedCodes(db, noun, source, ROWS_LISTED)); // prettier-ignore
    }
    if (noun === 'sites') await keepNewerStates(db, source);
    const merged =
      noun === 'incidents'
        ? await mergeIncidents(db, source, editionId)
        : await mergeStage(db, noun, source, editionId);
    settle(reports, merged);
    reports[0]!.absent = await countAbsent(db, noun, source);
    report.inputs.push(...reports);
    return merged.some((m) => m.inserted + m.updated > 0);
  };
  const settle = (reports: InputReport[], merged: readonly Merged[]): void => {
    for (const { input, taken, inserted, updated } of merged) {
      const one = reports[input]!;
      one.taken = taken + one.joined;
      one.inserted = inserted;
      one.updated = updated;
      one.unchanged = taken - inserted - updated;
    }
  };

  const features = (manifest.features ?? []).map((input): StageInput => ({
    file: input.file,
    pieces: input.pieces,
    picks: [input.key, input.class, input.name, input.nameEn],
    map: (row) => {
      const mapped = mapFeature(row, input);
      if (mapped === 'left-out' || 'refused' in mapped) return mapped;
      const f = mapped.row;
      return {
        row: { values: [f.key, f.kind, f.class, f.name, f.nameEn, toEwkbHex(f.geometry)], unplaced: null }, // prettier-ignore
        moveDeg: mapped.moveDeg,
      };
    },
  }));
  if (await merge('features', features)) touched.add('features');

  const buildings = (manifest.buildings ?? []).map((input): StageInput => ({
    file: input.file,
    pieces: input.pieces,
    picks: [input.key, input.code, input.name, input.address, input.use, input.floors, input.heightM, input.households, input.residents], // prettier-ignore
    map: (row) => {
      const mapped = mapBuilding(row, input);
      if (mapped === 'left-out' || 'refused' in mapped) return mapped;
      const b = mapped.row;
      const areaId = cellAt(...buildingPoint(b.coordinates));
      const geom = toEwkbHex({ type: 'MultiPolygon', coordinates: b.coordinates });
      return {
        row: {
          values: [b.key, b.code, b.name, b.address, b.use, b.floors, b.heightM, b.households, b.residents, areaId, geom], // prettier-ignore
          unplaced: areaId === null ? 'outsideEveryArea' : null,
        },
        moveDeg: mapped.moveDeg,
      };
    },
  }));
  if (await merge('buildings', buildings)) touched.add('buildings');

  const sitesAsOf = manifest.dataDates?.sites ?? manifest.areas?.validFrom ?? '1970-01-01';
  const asOf = new Date(Number(local(`${sitesAsOf} 00:00`))).toISOString();
  const sites = (manifest.sites ?? []).map((input): StageInput => ({
    file: input.file,
    pieces: input.pieces,
    picks: [input.key, input.code, input.class, input.name, input.azimuthDeg, input.state, input.stateAt?.from, input.at?.lng, input.at?.lat], // prettier-ignore
    map: (row) => {
      const mapped = mapSite(row, input, local, asOf);
      if (mapped === 'left-out' || 'refused' in mapped) return mapped;
      const s = mapped.row;
      const areaId = cellAt(...s.at);
      return {
        row: {
          values: [s.key, s.code, s.kind, s.class, s.name, s.azimuthDeg, s.state, s.stateAt, areaId, pointHex(s.at)], // prettier-ignore
          unplaced: areaId === null ? 'outsideEveryArea' : null,
        },
        moveDeg: mapped.moveDeg,
      };
    },
  }));
  if (await merge('sites', sites)) touched.add('sites');

  const units = (manifest.units ?? []).map((input): StageInput => ({
    file: input.file,
    pieces: input.pieces,
    picks: [input.key, input.code, input.kind, input.name, input.homeArea],
    map: (row) => {
      const mapped = mapUnit(row, input);
      if (mapped === 'left-out' || 'refused' in mapped) return mapped;
      const u = mapped.row;
      const home = u.homeArea === null ? null : areaIds.get(u.homeArea);
      if (home === undefined) return { refused: 'unknown-area' };
      return { row: { values: [u.key, u.code, u.kind, u.name, home], unplaced: null }, moveDeg: 0 };
    },
  }));
  if (await merge('units', units)) touched.add('units');

  const { precincts } = manifest;
  const precinctInputs: StageInput[] = precincts
    ? [
        {
          file: precincts.file,
          picks: [precincts.key, precincts.code, precincts.name],
          map: (row) => {
            const key = pickText(row, precincts.key);
            if (key === null) return { refused: 'no-key' };
            const snapped = snapGeometry(row.geometry);
            if (typeof snapped === 'string') return { refused: snapped };
            const { geometry } = snapped;
            if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') {
              return { refused: 'wrong-geometry' };
            }
            const coordinates =
              geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
            return {
              row: {
                values: [key, pickText(row, precincts.code) ?? key, pickText(row, precincts.name) ?? key, toEwkbHex({ type: 'MultiPolygon', coordinates })], // prettier-ignore
                unplaced: null,
              },
              moveDeg: snapped.moveDeg,
            };
          },
        },
      ]
    : [];
  if (await merge('precincts', precinctInputs)) other = true;

  const incidents = (manifest.incidents ?? []).map((input): StageInput => ({
    file: input.file,
    pieces: input.pieces,
    picks: [input.key, input.category, input.title, input.description, input.address, input.at?.lng, input.at?.lat, input.reportedAt.from, input.state, input.closedAt?.from, input.origin], // prettier-ignore
    map: (row) => {
      const mapped = mapIncident(row, input, local);
      if (mapped === 'left-out' || 'refused' in mapped) return mapped;
      const i = mapped.row;
      const areaId = i.at && cellAt(...i.at);
      return {
        row: {
          values: [i.key, idOf(source, i.key), i.category, i.title, i.description, i.address, i.origin, i.reportedAt, i.state, i.closedAt, areaId, i.at && pointHex(i.at)], // prettier-ignore
          unplaced: i.at === null ? 'noCoordinate' : areaId === null ? 'outsideEveryArea' : null,
        },
        moveDeg: mapped.moveDeg,
      };
    },
  }));
  if (await merge('incidents', incidents)) other = true;
  if (precincts) {
    if ((await attributePrecincts(db, source)) > 0) other = true;
    if (incidents.length > 0) report.precincts = await countPrecincts(db, source);
  }

  report.changed = other || touched.size > 0;
  if (dry) throw new DryRun();
  if (!report.changed) return;
  progress('finish');
  await analyzeTables(db, ['areas', 'features', 'buildings', 'sites', 'units', 'incidents', 'entries']); // prettier-ignore
  report.versions = await bumpVersions(db, [...touched]);
  const at = means.clock();
  await appendChange(db, at, {
    noun: 'district',
    kind: 'imported',
    at: at.toISOString(),
    versions: report.versions,
    editionId,
  });
}

/**
 * Import what a manifest names, in one transaction: all of it shows at once, or nothing. A dry run does the same and
 * rolls back. The report is kept in import_runs, also of a dry and of a refused run.
 *
 * @returns the report; `refused` says why nothing was stored
 * @throws what the database or the disk says: an expected "no" is in the report
 */
export async function importManifest(
  _ask: Ask,
  request: ImportRequest,
  means: ImportMeans,
): Promise<ImportReport> {
  const { manifest, root, dry } = request;
  const startedAt = means.clock();
  const pathOf = (file: string): string => join(root, file);
  const report: ImportReport = {
    source: manifest.source,
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
  try {
    for (const file of filesOf(manifest)) {
      await access(pathOf(file)).catch(() => {
        throw new ImportRefused('missing-file', `${file} is not in the folder of the input`);
      });
    }
    report.digest = await digestOf(manifest, pathOf);
    await transact(means.pool, (db) => runImport(db, request, pathOf, means, report));
  } catch (error) {
    if (error instanceof ImportRefused) {
      report.refused = { reason: error.reason, detail: error.detail };
    } else if (error instanceof UnreadableFile) {
      report.refused = {
        reason: error.beyondBounds ? 'beyond-bounds' : 'unreadable-file',
        detail: error.message,
      };
    } else if (!(error instanceof DryRun)) {
      throw error;
    }
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
