import { createHash } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { createCellAt } from '#data/coverage/cell-at.ts';
import type { Coverage } from '#data/coverage/coverage.ts';
import { fromPolygons } from '#data/coverage/from-polygons.ts';
import { makeSample } from '#data/fixtures/made-sample.ts';

import { generateSample } from './generate.ts';
import type { Sample } from './sample.ts';

const bytesOf = (sample: Sample): string =>
  createHash('sha256')
    .update(
      JSON.stringify({
        ...sample,
        entries: [...sample.entries],
        petitioners: [...sample.petitioners],
      }),
    )
    .digest('hex');

describe('a street', () => {
  const first = makeSample('street');

  test('comes out the same, to the byte, from the same request', () => {
    expect(bytesOf(makeSample('street'))).toBe(bytesOf(first));
  });

  test('is another one by another seed, on the same number of areas', () => {
    const other = makeSample('street', 2);
    expect(other.areas.length).toBe(first.areas.length);
    expect(other.areas.map((a) => a.coordinates)).not.toEqual(
      first.areas.map((a) => a.coordinates),
    );
  });

  test('has the same ground whatever day it ends on', () => {
    const later = makeSample('street', 1, '2026-08-02');
    expect(later.areas).toEqual(first.areas);
    expect(later.features).toEqual(first.features);
    expect(later.buildings).toEqual(first.buildings);
    expect(later.incidents.at(-1)!.reportedAt.slice(0, 10)).toBe('2026-08-01');
  });

  test('names who told of what residents told of, by numbers that are nobody’s', () => {
    const told = first.incidents.filter((i) => i.origin === 'hotline' || i.origin === 'resident');
    const ids = new Set(told.map(({ id }) => id));
    const named = [...first.petitioners];
    expect(named.filter(([id]) => !ids.has(id))).toEqual([]);
    expect(named.length).toBeGreaterThan(0.7 * told.length);
    expect(named.length).toBeLessThan(told.length);
    for (const [, { name, phone }] of named) expect(`${name ?? ''} ${phone ?? ''}`).toMatch(/^(\p{Script=Han}{2,4} |\p{Script=Han}{0,4} 111\d{8})$/u); // prettier-ignore
  });

  test('shows as much of its last day as is over', () => {
    const make = () => makeSample('street', 1, '2026-03-31', 15 * 60 + 20);
    const noon = make();
    expect(bytesOf(make())).toBe(bytesOf(noon));
    const own = noon.incidents.filter(({ reportedAt }) => reportedAt.startsWith('2026-03-31'));
    // Two thirds of a day's, from just after midnight to shortly before the end.
    expect(own.length).toBeGreaterThan(30);
    expect(own.length).toBeLessThan(78);
    expect(own[0]!.reportedAt < '2026-03-31T08:00').toBe(true);
    expect(own.at(-1)!.reportedAt > '2026-03-31T14:00').toBe(true);
    const end = Date.parse('2026-03-31T15:20:00+08:00');
    const ahead = noon.incidents.filter(({ reportedAt, closedAt }) =>
      [reportedAt, closedAt ?? reportedAt].some((at) => Date.parse(at) > end),
    );
    expect(ahead).toEqual([]);
    expect(own.some(({ state }) => state === 'closed')).toBe(true);
    expect(new Set(noon.incidents.map((i) => i.reportedAt.slice(0, 10))).size).toBe(91);
    expect(noon.incidents.filter((i) => i.state === 'open').length).toBe(30);
    expect(noon.sites.filter((s) => s.stateAt && Date.parse(s.stateAt) > end)).toEqual([]);
  });

  test('says before each stage what is done', () => {
    const said = [...generateSample({ size: 'street', seed: 1, endDate: '2026-03-31' })];
    expect(said.map((p) => p.done)).toEqual(said.map((_, i) => i));
    expect(new Set(said.map((p) => p.stage)).size).toBe(said.length);
    expect(said.every((p) => p.total === said.length)).toBe(true);
  });

  // Of seeds 6 and 38 no two roads meet at the river.
  test.each([1, 6, 38])('has a bridge, and roads in each community: seed %i', (seed) => {
    const { areas, features } = makeSample('street', seed);
    const cellAt = createCellAt(fromPolygons(areas.filter((a) => a.level === 5)) as Coverage);
    const parents = new Map(areas.map((a) => [a.id, a.parentId]));
    const reached = new Set<number>();
    for (const { kind, name, geometry } of features) {
      if (kind !== 'road' || name === null || geometry.type !== 'LineString') continue;
      for (const at of geometry.coordinates) reached.add(parents.get(parents.get(cellAt(...at))!)!);
    }
    expect(areas.filter((a) => a.level === 3 && !reached.has(a.id))).toEqual([]);
  });

  test('is a tenth of the district', () => {
    const at = (level: number): number => first.areas.filter((a) => a.level === level).length;
    expect([1, 2, 3, 4, 5].map(at)).toEqual([1, 2, 10, 100, 350]);
    expect(first.buildings.length).toBe(2500);
    expect(first.incidents.filter((i) => i.state === 'open').length).toBe(30);
  });
});

test('the city is what the product is tested beyond', () => {
  const city = makeSample('city');
  expect(city.areas.filter((a) => a.level === 5).length).toBe(5_000);
  expect(city.buildings.length).toBe(100_000);
  expect(city.sites.filter((s) => s.kind === 'camera').length).toBe(20_000);
  expect(city.sites.filter((s) => s.kind === 'station').length).toBe(1_000);
  expect(city.units.length).toBe(10_000);
  expect(city.incidents.filter((i) => i.state === 'open').length).toBe(4_000);
}, 300_000);
