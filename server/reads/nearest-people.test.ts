import { expect, it } from 'vitest';

import { createRandom } from '#data/fixtures/random-cells.ts';
import { distanceM } from '#data/geo/distance-m.ts';
import { createColumns } from '#data/wire/columns.ts';

import { nearestPeople } from './nearest-people.ts';

const AT: [number, number] = [118.9, 32.1];
const NOW = 1_000_000;
/** People [lng, lat, measured] in slots of ids from 1. */
function columnsOf(people: readonly (readonly [number, number, number])[]) {
  const columns = createColumns(Math.max(1, people.length));
  people.forEach(([lng, lat, measuredAt], i) => {
    columns.ids[i] = i + 1;
    columns.positions.set([lng, lat], 2 * i);
    columns.measuredAt[i] = measuredAt;
  });
  columns.count = people.length;
  return columns;
}
const bounds = { sinceMs: NOW - 1_000, limit: 2, withinM: 1_000, isIn: null };

it('is the nearest first, as many as asked for, and all are counted', () => {
  const columns = columnsOf([[118.903, 32.1, NOW], [118.901, 32.1, NOW], [118.9, 32.102, NOW], [118.92, 32.1, NOW]]); // prettier-ignore
  const { nearest, count } = nearestPeople(columns, AT, bounds);
  expect(nearest.map(({ slot }) => columns.ids[slot])).toEqual([2, 3]);
  expect(count).toBe(3);
  expect(nearest[0]!.distanceM).toBeCloseTo(94.4, 0);
});
it('knows nobody who has no place, and nobody of long ago', () => {
  const columns = columnsOf([
    [Number.NaN, Number.NaN, NOW],
    [118.9, 32.1, NOW - 1_001],
    [118.9, 32.1, NOW - 1_000],
  ]);
  const { nearest, count } = nearestPeople(columns, AT, bounds);
  expect(nearest).toEqual([{ slot: 2, distanceM: 0 }]);
  expect(count).toBe(1);
});
it('takes those of an area however far they are', () => {
  const columns = columnsOf([[118.9, 32.1, NOW], [118.98, 32.1, NOW]]); // prettier-ignore
  const { nearest } = nearestPeople(columns, AT, { ...bounds, isIn: (lng) => lng > 118.95 });
  expect(nearest.map(({ slot }) => slot)).toEqual([1]);
});
it('leaves out nobody within the bound that measuring everybody finds', () => {
  const random = createRandom(7);
  const people = Array.from(
    { length: 2_000 },
    () => [AT[0] + (random() - 0.5) / 20, AT[1] + (random() - 0.5) / 20, NOW] as const,
  );
  const found = nearestPeople(columnsOf(people), AT, { ...bounds, limit: 2_000 });
  const all = people
    .map(([lng, lat], slot) => ({ slot, distanceM: distanceM(AT, [lng, lat]) }))
    .filter((one) => one.distanceM <= 1_000)
    .sort((a, b) => a.distanceM - b.distanceM);
  expect(all.length).toBeGreaterThan(100);
  expect(found.nearest).toEqual(all);
});
