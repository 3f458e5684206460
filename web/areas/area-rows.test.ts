import { describe, expect, it } from 'vitest';

import { areaStandings, MEASURES } from '#data/areas/area-standing.ts';
import type { AreaOnWire } from '#data/wire/packed.ts';

import { wordsOf } from '../words/words.ts';

import { COLUMNS, measuresOf, pressColumn, readRowSort, rowsToCsv, rowsWithin, sortRows, writeRowSort } from './area-rows.ts'; // prettier-ignore

const area = (id: number, parentId: number | null, level: number, name: string): AreaOnWire => ({
  id,
  code: `C${id}`,
  parentId,
  level,
  kind: id === 7 ? 'dedicated' : 'comprehensive',
  name,
  nameEn: `No. ${id}`,
  labelAt: [0, 0],
});
const AREAS = [area(1, null, 1, '区'), area(2, 1, 2, '东街'), area(3, 1, 2, '西街'), area(4, 2, 4, '第10网格'), area(5, 2, 4, '第2网格'), area(6, 3, 4, '第1网格'), area(7, 3, 4, '校园')]; // prettier-ignore
const byId = new Map(AREAS.map((a) => [a.id, a]));
const people = new Map([
  [4, { households: 320, residents: 900, estimated: false }],
  [5, { households: 700, residents: 1800, estimated: true }],
]);
const standings = areaStandings(AREAS, [{ rank: 4, key: 'grid' }], people, {
  open: new Map([[4, 1], [5, 3], [6, 3]]), // prettier-ignore
  duty: new Map(),
  down: new Map(),
});
const grids = AREAS.filter((a) => a.level === 4);
const within = (id: number | null) => rowsWithin(grids, id === null ? [] : [id], byId, standings);
const sorted = (text: string, id: number | null = null) =>
  sortRows(within(id), readRowSort(text), 'zh-CN').map((row) => row.area.id);

describe('the table of areas', () => {
  it('lists the areas of a level within the chosen one', () => {
    const ids = (id: number | null) => within(id).map((row) => row.area.id);
    expect([ids(null), ids(1), ids(3), ids(4), ids(99)]).toEqual([[4, 5, 6, 7], [4, 5, 6, 7], [6, 7], [4], []]); // prettier-ignore
  });
  it('sorts by any column, equal ones by code and what is not known last either way', () => {
    expect(sorted('-open')).toEqual([5, 6, 4, 7]);
    expect(sorted('open')).toEqual([7, 4, 5, 6]);
    expect(sorted('households')).toEqual([4, 5, 6, 7]);
    expect(sorted('-households')).toEqual([5, 4, 6, 7]);
    expect(sorted('-band')).toEqual([5, 4, 6, 7]);
    expect(sorted('-code')).toEqual([7, 6, 5, 4]);
    expect(sorted('name', 2)).toEqual([5, 4]);
  });
  it('is turned upside down by a second press; a new figure begins with the most', () => {
    let sort = readRowSort(undefined);
    expect(writeRowSort(sort)).toBe('-open');
    sort = pressColumn(sort, 'residents');
    expect(writeRowSort(sort)).toBe('-residents');
    expect(writeRowSort(pressColumn(sort, 'residents'))).toBe('residents');
    expect(writeRowSort(pressColumn(sort, 'name'))).toBe('name');
    for (const column of COLUMNS) expect(readRowSort(`-${column}`)).toEqual({ column, descending: true }); // prettier-ignore
  });
  it('has a column for the band only where the level has one', () => {
    expect(measuresOf([{ rank: 4, key: 'grid' }], 4)).toEqual([...MEASURES]);
    expect(measuresOf([{ rank: 4, key: 'grid' }], 3)).not.toContain('band');
  });
  it('goes to a file with heads in the language shown, bare numbers and estimates named', () => {
    const rows = sortRows(within(null), readRowSort('code'), 'en');
    expect(rowsToCsv(rows, MEASURES, wordsOf('en'), 'en')).toEqual([
      ['Name', 'Code', 'Open incidents', 'Open incidents per 1,000', 'Households', 'Residents', 'People on duty', 'Cameras offline', 'In the size band or not', 'Census estimated'], // prettier-ignore
      ['No. 4', 'C4', 1, 1.111, 320, 900, 0, 0, 'in the band', 'no'],
      ['No. 5', 'C5', 3, 1.667, 700, 1800, 0, 0, 'far too large', 'yes'],
      ['No. 6', 'C6', 3, null, null, null, 0, 0, null, 'no'],
      ['No. 7', 'C7', 0, null, null, null, 0, 0, 'dedicated', 'no'],
    ]);
  });
});
