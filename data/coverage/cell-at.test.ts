import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { SOUND } from '#data/fixtures/awkward-cells.ts';
import { createExactCell } from '#data/fixtures/exact-cell.ts';
import { gridFrom } from '#data/fixtures/grid-from.ts';
import { createRandom, randomCells } from '#data/fixtures/random-cells.ts';

import { createCellAt } from './cell-at.ts';
import type { CellShape } from './coverage.ts';
import { fromPolygons } from './from-polygons.ts';
import { toPolygons } from './to-polygons.ts';

function coverageOf(cells: CellShape[]) {
  const coverage = fromPolygons(cells);
  if ('faults' in coverage) throw new Error(JSON.stringify(coverage.faults[0]));
  return coverage;
}

describe('cellAt', () => {
  // Squares of 1e-4° from 118.8, 32 on: A west, B east, C south-west.
  const cellAt = createCellAt(coverageOf(gridFrom('AAB/AAB/CCB')));
  const at = (x: number, y: number) => cellAt((1_188_000_000 + x) / 1e7, (320_000_000 + y) / 1e7);

  test('inside', () => expect([at(500, 2500), at(2500, 500), at(500, 500)]).toEqual([1, 2, 3]));
  test('on a border that runs north: just east', () => expect(at(2000, 2500)).toBe(2));
  test('on a border that runs east: just north', () => expect(at(500, 1000)).toBe(1));
  test('where three meet: just east', () => expect(at(2000, 1000)).toBe(2));
  test('on the outer line: the cell it touches', () => {
    expect([at(3000, 500), at(500, 3000), at(0, 500), at(500, 0)]).toEqual([2, 1, 3, 3]);
    expect([at(0, 0), at(3000, 0), at(3000, 3000), at(0, 3000)]).toEqual([3, 2, 2, 1]);
  });
  test('where an outer border ends two cells: the first counter-clockwise from east', () => {
    expect(at(2000, 3000)).toBe(1);
    expect([at(2000, 0), at(0, 1000)]).toEqual([2, 1]);
  });
  test('outside, near and far, and not a number', () => {
    expect([at(-1, 500), at(3001, 500), at(1e9, 0), cellAt(0, 0)]).toEqual([0, 0, 0, 0]);
    expect([cellAt(Number.NaN, 32), cellAt(118.8, Infinity)]).toEqual([0, 0]);
  });
  test('a tenth of a lattice step from a border is not on it', () => {
    expect([at(1999.9, 2500), at(2000.1, 2500)]).toEqual([1, 2]);
    expect([at(-0.1, 500), at(0.1, 500)]).toEqual([0, 3]);
  });
  test('of no cells', () => expect(createCellAt(coverageOf([]))(118.8, 32)).toBe(0));

  for (const [name, cells] of Object.entries(SOUND))
    test(`agrees with the exact predicate on every lattice point of ${name}`, () => {
      const coverage = coverageOf(cells);
      const small = createCellAt(coverage);
      const exact = createExactCell(
        [...toPolygons(coverage)].map(([id, coordinates]) => ({ id, coordinates })),
      );
      const random = createRandom(1);
      const vertices = cells.flatMap((c) => c.coordinates.flat(2));
      for (let i = 0; i < 2000; i++) {
        const [lng, lat] = vertices[Math.floor(random() * vertices.length)]!;
        const x = (Math.round(lng * 1e7) + Math.floor(random() * 5) - 2) / 1e7;
        const other = vertices[Math.floor(random() * vertices.length)]!;
        const y = i % 2 ? other[1] : (Math.round(lat * 1e7) + Math.floor(random() * 5) - 2) / 1e7;
        expect(small(x, y), `${x}, ${y}`).toBe(exact(x, y));
      }
    });

  test('the resolution changes no answer', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 4000 }),
        (seed, pixels) => {
          const cells = randomCells(seed, 5);
          const coverage = coverageOf(cells);
          const coarse = createCellAt(coverage, { pixels });
          const exact = createExactCell(cells);
          const random = createRandom(seed);
          const vertices = cells.flatMap((c) => c.coordinates.flat(2));
          for (let i = 0; i < 60; i++) {
            const a = vertices[Math.floor(random() * vertices.length)]!;
            const b = vertices[Math.floor(random() * vertices.length)]!;
            const t = [0, 0.5, random()][i % 3]!;
            const p = [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t] as const;
            expect(coarse(...p), `${p}`).toBe(exact(...p));
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
