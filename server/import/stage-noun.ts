import type pg from 'pg';

import { buildingPoint } from '#data/buildings/building-point.ts';
import type { FeatureGeometry } from '#data/features/feature.ts';
import type { Mapped } from '#data/import/map-rows.ts';
import { ROWS_LISTED, type InputReport, type RowRefusal } from '#data/import/report.ts';
import { snapGeometry } from '#data/import/snap-geometry.ts';
import type { fieldsOf, SourceRow } from '#data/import/source-row.ts';
import { copyRows, type CopyValue } from '#server/db/copy-rows.sql.ts';
import { fromEwkb, toEwkbHex } from '#server/db/ewkb.ts';

import { expectFields, METRES_PER_DEGREE } from './read-areas.ts';
import { readRows } from './read-rows.ts';
import {
  createStage,
  deleteDuplicateKeys,
  deleteEmptyShapes,
  indexStage,
  repairPolygons,
  replacePieces,
  selectJoinedPieces,
  stageColumns,
  stageName,
  type StagedNoun,
  type TakenOut,
} from './stage.sql.ts';
import { countRefused, countUnplaced, createInputReport } from './tally.ts';

/** A mapped row as its stage takes it, without input and row number, and why it is of no cell, if so. */
export interface StageRow {
  values: CopyValue[];
  unplaced: 'noCoordinate' | 'outsideEveryArea' | null;
}

/** One file on its way into a stage. */
export interface StageInput {
  file: string;
  pieces?: 'join';
  /** What the manifest reads of it, to name a field that no row has. */
  picks: Parameters<typeof fieldsOf>[0][];
  map: (row: SourceRow) => Mapped<StageRow>;
}

/** Rows that SQL took out, told to the reports of their inputs. */
export function reportTakenOut(
  reports: readonly InputReport[],
  reason: RowRefusal,
  takenOut: readonly TakenOut[],
): void {
  for (const { input, count, rows } of takenOut) countRefused(reports[input]!, reason, rows, count);
}

async function* stageRows(
  input: StageInput,
  index: number,
  report: InputReport,
  pathOf: (file: string) => string,
): AsyncGenerator<CopyValue[]> {
  const seen = new Set<string>();
  for await (const row of readRows(pathOf(input.file), seen)) {
    report.read++;
    const mapped = 'refused' in row ? row : input.map(row);
    if (mapped === 'left-out') report.leftOut++;
    else if ('refused' in mapped) countRefused(report, mapped.refused, [row.no]);
    else {
      report.largestMoveM = Math.max(report.largestMoveM, mapped.moveDeg * METRES_PER_DEGREE);
      if (mapped.row.unplaced) countUnplaced(report, mapped.row.unplaced, row.no);
      yield [index, row.no, ...mapped.row.values];
    }
  }
  expectFields(input.file, seen, input.picks);
}

/** Put pieces of one thing together, on the lattice, and decide its cell again. */
async function joinPieces(
  db: pg.PoolClient,
  noun: StagedNoun,
  inputs: readonly StageInput[],
  reports: readonly InputReport[],
  cellAt: (lng: number, lat: number) => number | null,
): Promise<void> {
  const joined = inputs.flatMap((input, i) => (input.pieces === 'join' ? [i] : []));
  if (joined.length === 0) return;
  for (const whole of await selectJoinedPieces(db, noun, joined)) {
    const snapped = snapGeometry(fromEwkb(whole.geom));
    if (typeof snapped === 'string') continue;
    let geometry: FeatureGeometry = snapped.geometry;
    let areaId: number | null = null;
    if (noun === 'buildings' && geometry.type === 'Polygon') {
      geometry = { type: 'MultiPolygon', coordinates: [geometry.coordinates] };
    }
    if (noun === 'buildings' && geometry.type === 'MultiPolygon') {
      areaId = cellAt(...buildingPoint(geometry.coordinates));
    }
    await replacePieces(db, noun, { ...whole, geom: toEwkbHex(geometry), areaId });
    reports[whole.input]!.joined += whole.pieces - 1;
  }
}

/**
 * Read the files of a noun into its stage, row by row: mapped, placed, pieces joined, shapes made valid, later
 * rows with a key that is taken refused. Answers a report for each file; what is left in the stage may be merged.
 */
export async function stageNoun(
  db: pg.PoolClient,
  noun: StagedNoun,
  inputs: readonly StageInput[],
  pathOf: (file: string) => string,
  cellAt: (lng: number, lat: number) => number | null,
): Promise<InputReport[]> {
  const reports = inputs.map((input) => createInputReport(noun, input.file));
  await createStage(db, noun);
  for (const [i, input] of inputs.entries()) {
    await copyRows(
      db,
      stageName(noun),
      stageColumns(noun),
      stageRows(input, i, reports[i]!, pathOf),
    );
  }
  await indexStage(db, noun);
  await joinPieces(db, noun, inputs, reports, cellAt);
  reportTakenOut(reports, 'duplicate-key', await deleteDuplicateKeys(db, noun, ROWS_LISTED));
  if (noun === 'features' || noun === 'buildings' || noun === 'precincts') {
    for (const [input, count] of await repairPolygons(db, noun)) reports[input]!.repaired = count;
    const empty = await deleteEmptyShapes(db, noun, ROWS_LISTED);
    reportTakenOut(reports, 'cannot-be-made-valid', empty);
  }
  return reports;
}
