import type pg from 'pg';

import { buildingPoint } from '#data/buildings/building-point.ts';
import type { Mapped } from '#data/import/mapped.ts';
import { ROWS_LISTED, type InputReport, type RowRefusal } from '#data/import/report.ts';
import type { Lookup } from '#data/import/picks.ts';
import { fieldsOf, type SourceRow } from '#data/import/source-row.ts';
import { copyRows, type CopyValue } from '#server/db/copy-rows.sql.ts';
import { fromEwkb } from '#server/db/ewkb.ts';

import { joinPieces } from './join-pieces.ts';
import { readLookup, type LookupTable } from './read-lookup.ts';
import { expectFields, METRES_PER_DEGREE } from './read-areas.ts';
import { readRows } from './read-rows.ts';
import {
  createStage,
  deleteDuplicateKeys,
  deleteEmptyShapes,
  indexStage,
  repairPolygons,
  stageColumns,
  stageName,
  updateStagedCells,
  type StagedNoun,
  type StagePlace,
  type TakenOut,
} from './stage.sql.ts';
import { countRefused, createInputReport, hasBadText } from './tally.ts';

/** The cell that holds a point (degrees), or null outside every area. */
export type CellAt = (lng: number, lat: number) => number | null;

/** One file on its way into a stage. */
export interface StageInput {
  file: string;
  pieces?: 'join' | undefined;
  lookup?: Lookup | undefined;
  /** What the manifest reads of it, to name a field that no row has. */
  picks: Parameters<typeof fieldsOf>[0][];
  /** A row's values as the columns of the stage have them. */
  map: (row: SourceRow) => Mapped<CopyValue[]>;
}

/** Repaired shapes are looked at so many at a time. */
const PAGE = 500;

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
  table: LookupTable | null,
): AsyncGenerator<CopyValue[]> {
  const added = new Set(input.lookup?.fields);
  const fields = [...input.picks, input.lookup?.by].flatMap(fieldsOf);
  const unseen = new Set(fields.filter((field) => !added.has(field)));
  for await (const row of readRows(input.file, pathOf(input.file), unseen)) {
    report.read++;
    if (table && !('refused' in row)) table.addTo(row, report);
    const mapped = 'refused' in row ? row : input.map(row);
    if (mapped === 'left-out') report.leftOut++;
    else if ('refused' in mapped) countRefused(report, mapped.refused, [row.no]);
    else if (hasBadText(mapped.row)) countRefused(report, 'bad-text', [row.no]);
    else {
      report.largestMoveM = Math.max(report.largestMoveM, mapped.moveDeg * METRES_PER_DEGREE);
      yield [index, row.no, ...mapped.row];
    }
  }
  expectFields(report, unseen);
}

/** Make shapes valid that are not; a building's cell is then decided by what it has become. */
async function repair(
  db: pg.PoolClient,
  noun: StagedNoun,
  reports: readonly InputReport[],
  cellAt: CellAt,
): Promise<void> {
  for (let after: StagePlace = { input: -1, rowNo: 0 }; ;) {
    const made = await repairPolygons(db, noun, after, PAGE);
    for (const { input } of made) reports[input]!.repaired++;
    if (noun === 'buildings' && made.length > 0) {
      const placed = made.map(({ input, rowNo, geom }) => {
        const shape = fromEwkb(geom);
        const whole = shape.type === 'MultiPolygon' && shape.coordinates.length > 0;
        return { input, rowNo, areaId: whole ? cellAt(...buildingPoint(shape.coordinates)) : null };
      });
      await updateStagedCells(db, placed);
    }
    if (made.length < PAGE) return;
    after = made.at(-1)!;
  }
}

/**
 * Read the files of a noun into its stage, row by row: mapped, placed, pieces joined, shapes made valid, later
 * rows with a key that is taken refused. Answers a report for each file, and for each they were looked up in; what is left in the stage may be merged.
 */
export async function stageNoun(
  db: pg.PoolClient,
  noun: StagedNoun,
  inputs: readonly StageInput[],
  pathOf: (file: string) => string,
  cellAt: CellAt,
): Promise<{ reports: InputReport[]; lookups: InputReport[] }> {
  const lookups: InputReport[] = [];
  const reports = inputs.map((input) => createInputReport(noun, input.file));
  await createStage(db, noun);
  for (const [i, input] of inputs.entries()) {
    const table = input.lookup ? await readLookup(input.lookup, pathOf) : null;
    if (table) lookups.push(table.report);
    const rows = stageRows(input, i, reports[i]!, pathOf, table);
    await copyRows(db, stageName(noun), stageColumns(noun), rows);
  }
  await indexStage(db, noun);
  await joinPieces(db, noun, inputs, reports, cellAt);
  reportTakenOut(reports, 'duplicate-key', await deleteDuplicateKeys(db, noun, ROWS_LISTED));
  if (noun === 'features' || noun === 'buildings' || noun === 'precincts') {
    await repair(db, noun, reports, cellAt);
    const empty = await deleteEmptyShapes(db, noun, ROWS_LISTED);
    reportTakenOut(reports, 'cannot-be-made-valid', empty);
  }
  return { reports, lookups };
}
