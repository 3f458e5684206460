import { describe, expect, test } from 'vitest';

import { FAULTY, SOUND } from '#data/fixtures/awkward-cells.ts';
import { gridFrom } from '#data/fixtures/grid-from.ts';
import { randomCells } from '#data/fixtures/random-cells.ts';
import { areaM2 } from '#data/geo/area-m2.ts';

import { check } from './check.ts';
import { MAX_VERTICES } from './read-cells.ts';

describe('check', () => {
  for (const [name, cells] of Object.entries(SOUND))
    test(`passes ${name}`, () => expect(check(cells)).toEqual([]));

  for (const [name, { cells, kinds }] of Object.entries(FAULTY))
    test(`finds ${name}`, () => expect(check(cells).map((f) => f.kind)).toEqual(kinds));

  test('passes seamless cells of every sort', () => {
    for (let seed = 1; seed <= 100; seed++) expect(check(randomCells(seed)), `${seed}`).toEqual([]);
  });

  test('says where a gap is, its m² and the cells around it', () => {
    const [first, second, third] = gridFrom('AAB/ACB/ABB', { step: 5000 });
    const faults = check([first!, second!]);
    expect(faults).toHaveLength(1);
    expect(faults[0]!.kind).toBe('gap');
    expect(faults[0]!.cells).toEqual([1, 2]);
    expect(faults[0]!.areaM2).toBeCloseTo(areaM2(third!.coordinates), 6);
    expect(faults[0]!.at[0]).toBeCloseTo(118.80075, 6);
    expect(faults[0]!.at[1]).toBeCloseTo(32.00075, 6);
  });

  test('says the m² of an overlap and whose it is', () => {
    const { cells } = FAULTY['a cell inside another']!;
    const [fault] = check(cells);
    expect(fault!.cells).toEqual([1, 2]);
    expect(fault!.areaM2).toBeCloseTo(areaM2(cells[1]!.coordinates), 6);
  });

  test('takes the island out of the gap around it', () => {
    const { cells } = FAULTY['a hole with an island too small for it']!;
    const hole = areaM2([[cells[0]!.coordinates[0]![1]!]]);
    expect(check(cells)[0]!.areaM2).toBeCloseTo(hole - areaM2(cells[1]!.coordinates), 6);
  });

  test('names the vertex that is missing', () => {
    const [fault] = check(FAULTY['a T-junction without its vertex']!.cells);
    expect(fault).toMatchObject({
      at: [118.78, 32.10005].map((q, i) => (i ? q : 118.7801)),
      cells: [1, 2],
    });
    expect(fault!.areaM2).toBe(0);
  });

  test('moving any inner vertex by the last digit is found', () => {
    const cells = randomCells(5);
    const ring = cells[0]!.coordinates[0]![0]!;
    for (let i = 1; i + 1 < ring.length; i++) {
      const moved = structuredClone(cells);
      const vertex = moved[0]!.coordinates[0]![0]![i]!;
      const shared = cells
        .slice(1)
        .some((c) => c.coordinates.flat(2).some((p) => p[0] === vertex[0] && p[1] === vertex[1]));
      if (!shared) continue;
      vertex[0] = (Math.round(vertex[0] * 1e7) + 1) / 1e7;
      vertex[1] = (Math.round(vertex[1] * 1e7) + 1) / 1e7;
      const faults = check(moved);
      expect(faults, `vertex ${i}`).not.toEqual([]);
    }
  });

  test('refuses ids that are not distinct positive integers, and too many vertices', () => {
    const [a] = gridFrom('A');
    for (const id of [0, -1, 1.5, 2 ** 32, Number.NaN])
      expect(() => check([{ ...a!, id }])).toThrow(`${id}`);
    expect(() => check([a!, a!])).toThrow('distinct');
    const ring = Array.from({ length: 1_000_001 }, () => a!.coordinates[0]![0]![0]!);
    const many = Array.from({ length: 8 }, (_, i) => ({ id: i + 1, coordinates: [[ring]] }));
    expect(() => check(many)).toThrow(`${MAX_VERTICES}`);
  });

  test('an empty list is seamless', () => expect(check([])).toEqual([]));
});
