import type { FaultKind } from '#data/coverage/coverage.ts';
import type { Versions } from '#data/wire/messages.ts';

/** Why a row is refused. */
export const ROW_REFUSALS = [
  'no-key',
  'duplicate-key',
  'code-already-used',
  'no-geometry',
  'bad-geometry',
  'bad-coordinates',
  'too-many-vertices',
  'wrong-geometry',
  'cannot-be-made-valid',
  'no-name',
  'text-too-long',
  'bad-text',
  'bad-number',
  'bad-time',
  'no-such-local-time',
  'no-time',
  'closed-before-reported',
  'closed-without-time',
  'unknown-word',
  'unknown-area',
  'wrong-number-of-columns',
  'not-json',
] as const;
export type RowRefusal = (typeof ROW_REFUSALS)[number];

/** Why a whole import is refused. Nothing of it is stored then. */
export const IMPORT_REFUSALS = [
  'bad-manifest',
  'missing-file',
  'unreadable-file',
  'unknown-field',
  'beyond-bounds',
  'sample-database',
  'other-district',
  'not-seamless',
  'bad-area',
  'borders-already-in-force',
] as const;
export type ImportRefusal = (typeof IMPORT_REFUSALS)[number];

/** At most this many row numbers are kept of each reason; the terminal shows the first of them. */
export const ROWS_LISTED = 1_000;
const ROWS_SHOWN = 20;
/** At most this many faults of borders are listed, the largest; all are counted. */
export const FAULTS_LISTED = 50;

/** What became of one file's rows. read = taken + leftOut + Σ refused. */
export interface InputReport {
  noun: string;
  file: string;
  read: number;
  taken: number;
  /** Rows that the manifest does not ask for. */
  leftOut: number;
  /** Rows that the manifest's lookup has nothing of. */
  notFound: number;
  refused: { reason: RowRefusal; count: number; rows: number[] }[];
  /** Taken, but of no cell. */
  unplaced: { noCoordinate: number; outsideEveryArea: number; rows: number[] };
  /** Taken rows that were pieces of another row's thing. */
  joined: number;
  /** Shapes that were not valid and have been made so. */
  repaired: number;
  inserted: number;
  updated: number;
  unchanged: number;
  /** Rows of this source in the database that the file no longer has: kept. */
  absent: number;
  /** The largest move of a coordinate to the lattice. */
  largestMoveM: number;
}

export interface ImportReport {
  source: string;
  /** SHA-256 of the manifest and its files. */
  digest: string;
  dry: boolean;
  /** Whether anything in the database became different (in a dry run: would). */
  changed: boolean;
  refused: { reason: ImportRefusal; detail: string } | null;
  /** Borders that are not seamless. */
  faults: {
    count: number;
    areaM2: number;
    listed: { kind: FaultKind; at: [number, number]; areaM2: number; areas: string[] }[];
  } | null;
  /** Given borders of higher areas that differ from the dissolve of their cells; not stored. */
  parentsThatDiffer: { code: string; name: string; differsM2: number }[];
  /** Areas that have a count of their own; it holds where none of their buildings carries one. */
  ownCounts: number;
  /** Places of incidents against precincts. */
  precincts: { placed: number; inNone: number; inSeveral: number } | null;
  inputs: InputReport[];
  versions: Versions | null;
}

function rowsShown(rows: readonly number[], count: number): string {
  return `rows ${rows.slice(0, ROWS_SHOWN).join(', ')}${count > ROWS_SHOWN ? ' …' : ''}`;
}

/** What became of one file, zeros left out. */
function inputLines(input: InputReport): string[] {
  const lines = [
    `${input.noun}  ${input.file}: ${input.read} read, ${input.taken} taken` +
      (input.leftOut
        ? `, ${input.leftOut} left out ${input.noun === 'lookup' ? 'after the first of their key' : 'by the manifest'}`
        : '') +
      (input.joined ? `, ${input.joined} of them pieces of another` : '') +
      (input.repaired ? `, ${input.repaired} made valid` : ''),
  ];
  const stored = input.inserted + input.updated + input.unchanged;
  const did = [
    stored > 0 && `${input.inserted} new, ${input.updated} changed, ${input.unchanged} unchanged`,
    input.absent > 0 && `${input.absent} in the database no longer in the file (kept)`,
    input.notFound > 0 && `${input.notFound} not found in the lookup`,
    input.largestMoveM > 0 && `largest move to the lattice ${input.largestMoveM.toFixed(4)} m`,
  ].filter((part) => part !== false);
  if (did.length > 0) lines.push(`    ${did.join('; ')}`);
  for (const { reason, count, rows } of input.refused) {
    lines.push(`    ${count} refused, ${reason}: ${rowsShown(rows, count)}`);
  }
  const { noCoordinate, outsideEveryArea, rows } = input.unplaced;
  if (noCoordinate + outsideEveryArea > 0) {
    lines.push(
      `    unplaced: ${noCoordinate} without coordinate, ${outsideEveryArea} outside every area: ${rowsShown(rows, noCoordinate + outsideEveryArea)}`,
    );
  }
  return lines;
}

/** The report as lines for a terminal. */
export function reportLines(report: ImportReport): string[] {
  const lines = [`import of ${report.source}${report.dry ? ' (dry run: nothing is stored)' : ''}`];
  for (const input of report.inputs) lines.push(...inputLines(input));
  for (const parent of report.parentsThatDiffer) {
    lines.push(`given border of ${parent.code} ${parent.name} differs from its cells by ${parent.differsM2.toFixed(1)} m²: not stored`); // prettier-ignore
  }
  if (report.precincts) {
    const { placed, inNone, inSeveral } = report.precincts;
    lines.push(
      `precincts: of ${placed} placed incidents ${inNone} in none, ${inSeveral} in several`,
    );
  }
  if (report.ownCounts > 0) {
    lines.push(
      `${report.ownCounts} areas keep their own count; figures shared from it are estimated`,
    );
  }
  if (report.faults) {
    lines.push(
      `not seamless: ${report.faults.count} faults, ${report.faults.areaM2.toFixed(1)} m² in all`,
    );
    for (const fault of report.faults.listed) {
      lines.push(`    ${fault.kind} at ${fault.at[0]}, ${fault.at[1]}: ${fault.areaM2.toFixed(2)} m², between ${fault.areas.join(', ')}`); // prettier-ignore
    }
    if (report.faults.count > report.faults.listed.length) lines.push('    …');
  }
  if (report.refused) lines.push(`refused, ${report.refused.reason}: ${report.refused.detail}`);
  else
    lines.push(
      report.changed ? (report.dry ? 'would change the database' : 'stored') : 'unchanged',
    );
  return lines;
}
