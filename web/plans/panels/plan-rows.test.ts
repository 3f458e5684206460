import { describe, expect, it } from 'vitest';

import type { PlanRow } from '../desk/desk.ts';

import { chooseRow, liesWithin, nameBelow, planRows, pressPlanColumn, readPlanSort, writePlanSort, type PlanSort } from './plan-rows.ts'; // prettier-ignore

const row = (
  id: number,
  parentId: number | null,
  level: number,
  name: string,
  deviation: number | null = null,
): PlanRow => ({
  // prettier-ignore
  area: {
    id,
    parentId,
    level,
    name,
    nameEn: null,
    code: `32010${id}`,
    kind: 'comprehensive',
    leaderId: null,
    ownerId: null,
    band: null,
    locked: false,
  },
  figures:
    deviation === null
      ? null
      : { households: 400 + deviation, residents: 1000, estimated: false, buildings: 1, managementPoints: 5, members: 1, incidents: 0, areaM2: 1, borderM: 1, compactness: 0.7, onRoads: 0, onWater: 0, onWalls: 0, deviation }, // prettier-ignore
  labelAt: [118, 32],
  isCell: level === 3,
  change: 'same',
});
const rows = new Map(
  [
    row(1, null, 1, '清澜区'),
    row(2, 1, 2, '安渡社区'),
    row(3, 1, 2, '北浜社区'),
    row(10, 2, 3, '安渡社区第10网格', 90),
    row(11, 2, 3, '安渡社区第2网格', -40),
    row(12, 3, 3, '北浜社区第1网格', 0),
    row(13, 2, 3, '安渡社区第3网格'),
  ].map((r) => [r.area.id, r]),
);
const ask = (within: readonly number[], text: string, sort: PlanSort) =>
  planRows(rows, { level: 3, within, text, sort }, 'zh-CN').map((r) => r.area.id);
const byName: PlanSort = { column: 'name', descending: false };

describe('rows of the table', () => {
  it('are those of a level below an area, by number in their names', () => {
    expect(ask([2], '', byName)).toEqual([11, 13, 10]);
    expect(ask([], '', byName)).toEqual([11, 13, 10, 12]);
    expect(liesWithin(rows, 12, 1)).toBe(true);
    expect(liesWithin(rows, 1, 1)).toBe(false);
  });
  it('are found by name and by code', () => {
    expect(ask([], ' 北浜 ', byName)).toEqual([12]);
    expect(ask([], '3201011', byName)).toEqual([11]);
    expect(ask([], 'x', byName)).toEqual([]);
  });
  it('have what is not known last, either way', () => {
    expect(ask([], '', { column: 'band', descending: true })).toEqual([10, 12, 11, 13]);
    expect(ask([], '', { column: 'band', descending: false })).toEqual([11, 12, 10, 13]);
  });
  it('are named without the name of what they lie in', () => {
    expect(nameBelow(rows.get(10)!, rows, 'zh-CN')).toBe('第10网格');
    expect(nameBelow(rows.get(2)!, rows, 'zh-CN')).toBe('安渡社区');
  });
});

describe('the sort', () => {
  it('is in the address but where it is the first', () => {
    expect(writePlanSort(byName)).toBeUndefined();
    for (const sort of [
      { column: 'band', descending: true },
      { column: 'residents', descending: false },
    ] as const)
      // prettier-ignore
      expect(readPlanSort(writePlanSort(sort))).toEqual(sort);
    expect(readPlanSort('-nonsense')).toEqual(byName);
  });
  it('is from the most for figures, and turned by a second press', () => {
    const once = pressPlanColumn(byName, 'households');
    expect(once).toEqual({ column: 'households', descending: true });
    expect(pressPlanColumn(once, 'households').descending).toBe(false);
  });
});

describe('choosing rows', () => {
  const order = [5, 6, 7, 8];
  it('takes one alone, adds and takes away', () => {
    const one = chooseRow({ ids: [5, 6], anchor: 5 }, order, 7, 'alone');
    expect(one).toEqual({ ids: [7], anchor: 7 });
    const two = chooseRow(one, order, 5, 'toggle');
    expect(two.ids).toEqual([7, 5]);
    expect(chooseRow(two, order, 7, 'toggle').ids).toEqual([5]);
  });
  it('takes a range from where it began, upward and downward', () => {
    const from = chooseRow({ ids: [], anchor: null }, order, 6, 'alone');
    const down = chooseRow(from, order, 8, 'range');
    expect(down).toEqual({ ids: [6, 7, 8], anchor: 6 });
    expect(chooseRow(down, order, 5, 'range')).toEqual({ ids: [6, 5], anchor: 6 });
  });
  it('takes one alone where what it began from is not listed', () => {
    expect(chooseRow({ ids: [9], anchor: 9 }, order, 7, 'range').ids).toEqual([7]);
  });
});
