import {
  bandOf,
  isEstimated,
  MEASURES,
  type AreaStanding,
  type Measure,
} from '#data/areas/area-standing.ts';
import type { AreaOnWire } from '#data/wire/packed.ts';
import type { CsvCell } from '#data/wire/write-csv.ts';

import { nameIn, type Language, type Words } from '../words/words.ts';

import type { Standings } from './standings.ts';

/** Columns of the table of areas, in their order. */
export const COLUMNS = ['name', 'code', ...MEASURES] as const;
export type Column = 'name' | 'code' | Measure;

/** What areas of a level can be compared by: by their band only where it has one. */
export function measuresOf(
  levels: readonly { rank: number; key: string }[],
  level: number,
): Measure[] {
  return MEASURES.filter((measure) => measure !== 'band' || bandOf(levels, level) !== null);
}

export interface AreaRow {
  area: AreaOnWire;
  standing: AreaStanding;
}

/** By which column rows are sorted. */
export interface RowSort {
  column: Column;
  descending: boolean;
}

const isText = (column: Column): boolean => column === 'name' || column === 'code';

/** As an address has it: `-open` is by open incidents, most first; what cannot be read is that. */
export function readRowSort(text: string | undefined): RowSort {
  const column = COLUMNS.find((c) => c === text?.replace(/^-/, ''));
  return column ? { column, descending: text!.startsWith('-') } : { column: 'open', descending: true }; // prettier-ignore
}

export function writeRowSort({ column, descending }: RowSort): string {
  return `${descending ? '-' : ''}${column}`;
}

/** A column's head was pressed: texts from the first, figures from the most; pressed again, upside down. */
export function pressColumn(sort: RowSort, column: Column): RowSort {
  if (sort.column === column) return { column, descending: !sort.descending };
  return { column, descending: !isText(column) };
}

/** Areas of one level within some areas (none: everywhere), each with how it stands. */
export function rowsWithin(
  areas: readonly AreaOnWire[],
  within: readonly number[],
  byId: ReadonlyMap<number, AreaOnWire>,
  standings: Standings,
): AreaRow[] {
  return areas.flatMap((area) => {
    const standing = standings.get(area.id);
    if (!standing) return [];
    let a: AreaOnWire | undefined = area;
    while (within.length > 0 && !within.includes(a.id)) {
      a = a.parentId === null ? undefined : byId.get(a.parentId);
      if (!a) return [];
    }
    return [{ area, standing }];
  });
}

/** Sorted copy. What is not known comes last either way; equal rows by code. */
export function sortRows(
  rows: readonly AreaRow[],
  { column, descending }: RowSort,
  language: Language,
): AreaRow[] {
  const names = new Intl.Collator(language, { numeric: true });
  const byCode = (a: AreaRow, b: AreaRow): number =>
    a.area.code < b.area.code ? -1 : a.area.code > b.area.code ? 1 : a.area.id - b.area.id;
  const compare = (a: AreaRow, b: AreaRow): number => {
    if (column === 'code') return byCode(a, b);
    if (column === 'name') return names.compare(nameIn(language, a.area), nameIn(language, b.area));
    const [x, y] = [a.standing[column], b.standing[column]];
    return x! - y!;
  };
  const unknown = ({ standing }: AreaRow): boolean => !isText(column) && standing[column as Measure] === null; // prettier-ignore
  return [...rows].sort(
    (a, b) =>
      Number(unknown(a)) - Number(unknown(b)) ||
      (unknown(a) ? 0 : descending ? compare(b, a) : compare(a, b)) ||
      byCode(a, b),
  );
}

/** What the table shows, as rows of a file: heads in the language shown, figures as bare numbers. */
export function rowsToCsv(
  rows: readonly AreaRow[],
  measures: readonly Measure[],
  words: Words,
  language: Language,
): CsvCell[][] {
  const head = [words.table.columns.name, words.table.columns.code, ...measures.map((m) => words.shade.measures[m]), words.table.estimatedColumn]; // prettier-ignore
  return [
    head,
    ...rows.map(({ area, standing }) => [
      nameIn(language, area),
      area.code,
      ...measures.map((measure): CsvCell => {
        if (measure === 'band' && standing.kind === 'dedicated') return words.table.exempt;
        const value = standing[measure];
        if (value === null) return null;
        if (measure === 'band') return words.shade.steps[value + 3]!;
        return measure === 'rate' ? Math.round(value * 1000) / 1000 : value;
      }),
      measures.some((m) => isEstimated(standing, m)) ? words.table.yes : words.table.no,
    ]),
  ];
}
