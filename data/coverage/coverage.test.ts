import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { SOUND } from '#data/fixtures/awkward-cells.ts';
import { gridFrom } from '#data/fixtures/grid-from.ts';
import { randomCells } from '#data/fixtures/random-cells.ts';
import { coverageOf, shapesOf } from '#data/fixtures/sound.ts';
import { areaM2 } from '#data/geo/area-m2.ts';
import type { MultiPolygonCoordinates } from '#data/geo/geometry.ts';
import { ringArea2 } from '#data/geo/ring.ts';
import { packAreas, unpackAreas } from '#data/wire/areas-packed.ts';

import { cellIds } from './coverage.ts';
import { dissolve } from './dissolve.ts';
import { fromPacked } from './from-packed.ts';
import { fromPolygons } from './from-polygons.ts';
import { snapToLattice } from './snap-to-lattice.ts';
import { toPolygons } from './to-polygons.ts';

/** Twice the area in lattice steps² relative to a corner: exact for cells this small. */
function area2([west, south]: [number, number], coordinates: MultiPolygonCoordinates): number {
  return coordinates
    .flat()
    .reduce(
      (sum, ring) =>
        sum +
        ringArea2(
          ring.flatMap(([x, y]) => [Math.round(x * 1e7) - west, Math.round(y * 1e7) - south]),
        ),
      0,
    );
}

const seeds = fc.integer({ min: 1, max: 1_000_000 });

describe('a coverage', () => {
  test('drawn in letters has an arc for each border', () => {
    const c = coverageOf(gridFrom('AAB/AAB/CCB'));
    const sides = Array.from(c.left, (left, i) => [left, c.right[i]!].sort().join('|')).sort();
    expect(sides).toEqual(['0|1', '0|2', '0|3', '1|2', '1|3', '2|3']);
    expect(cellIds(c)).toEqual([1, 2, 3]);
  });

  test('its own polygons come back the same, whatever the order and turn of their rings', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const cells = randomCells(seed);
        const shapes = shapesOf(coverageOf(cells));
        const again = coverageOf(
          shapes.toReversed().map(({ id, coordinates }) => ({
            id,
            coordinates: coordinates.map((polygon) => polygon.map((ring) => ring.toReversed())),
          })),
        );
        expect(shapesOf(again)).toEqual(shapes);
        expect(again).toEqual(coverageOf(cells));
      }),
      { numRuns: 60 },
    );
  });

  test('dissolved by any labels, areas sum exactly and what is joined is seamless', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 6 }), (seed, labels) => {
        const cells = randomCells(seed);
        const c = coverageOf(cells);
        const corner = [c.originX, c.originY] as [number, number];
        const joined = dissolve(c, (id) => 1 + ((id * 7) % labels));
        const sum = (shapes: Iterable<MultiPolygonCoordinates>) =>
          [...shapes].reduce((total, shape) => total + area2(corner, shape), 0);
        expect(sum(joined.values())).toBe(sum(toPolygons(c).values()));
        const parents = fromPolygons([...joined].map(([id, coordinates]) => ({ id, coordinates })));
        expect(parents).not.toHaveProperty('faults');
      }),
      { numRuns: 60 },
    );
  });

  test('label 0 has no shape', () => {
    const c = coverageOf(gridFrom('AAB/AAB/CCB'));
    expect([...dissolve(c, (id) => (id === 2 ? 0 : 5)).keys()]).toEqual([5]);
  });

  test('packed and unpacked it is the same', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const c = coverageOf(randomCells(seed));
        expect(fromPacked(unpackAreas(packAreas(seed, [], c)))).toEqual(c);
      }),
      { numRuns: 40 },
    );
  });

  for (const [name, cells] of Object.entries(SOUND))
    test(`takes ${name} and keeps its area`, () => {
      const polygons = toPolygons(coverageOf(cells));
      for (const { id, coordinates } of cells)
        expect(areaM2(polygons.get(id)!)).toBeCloseTo(areaM2(coordinates), 4);
    });

  test('a ring that touches itself comes out as a ring and a hole', () => {
    const cells = SOUND['a ring that touches itself at a vertex, from inside']!;
    expect(
      toPolygons(coverageOf(cells))
        .get(1)!
        .map((polygon) => polygon.length),
    ).toEqual([2]);
  });

  test('snapping leaves lattice polygons alone and drops what collapses', () => {
    const [a] = gridFrom('A');
    expect(snapToLattice(a!.coordinates)).toEqual(a!.coordinates);
    expect(
      snapToLattice([
        [
          [
            [1, 1],
            [1.00000001, 1],
            [1, 1.00000001],
            [1, 1],
          ],
        ],
      ]),
    ).toEqual([]);
    const off = a!.coordinates.map((p) =>
      p.map((r) => r.map(([x, y]): [number, number] => [x + 2e-9, y])),
    );
    expect(snapToLattice(off)).toEqual(a!.coordinates);
  });
});
