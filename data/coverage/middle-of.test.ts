import { expect, test } from 'vitest';

import { gridFrom } from '#data/fixtures/grid-from.ts';
import { coverageOf } from '#data/fixtures/sound.ts';

import { EdgeSet } from './edge-set.ts';
import { middleOf } from './middle-of.ts';

const [west, south] = [1_188_000_000, 320_000_000];

test('is the centroid of all the land, holes left out', () => {
  const set = EdgeSet.of(coverageOf(gridFrom('AAAB/ACAB/AAAB', { step: 900 })));
  const at = (...cells: number[]) => {
    const [x, y] = middleOf(set, cells);
    return [x + set.originX - west, y + set.originY - south];
  };
  expect(at(1)).toEqual([1350, 1350]);
  expect(at(3)).toEqual([1350, 1350]);
  expect(at(2)).toEqual([3150, 1350]);
  expect(at(1, 2, 3)).toEqual([1800, 1350]);
  // Three squares of C and B: (1350 + 3 · 3150) / 4.
  expect(at(2, 3)).toEqual([2700, 1350]);
  expect(() => at(9)).toThrow('no land: 9');
});

test('below the origin it is the lattice step below, too, however the edges came', () => {
  const square = [[-5, -5], [-5, -2], [-2, -2], [-2, -5]] as const; // prettier-ignore
  const edges = square.map(([ax, ay], i) => {
    const [bx, by] = square[(i + 1) % 4]!;
    // Clockwise: the cell lies to the right, or to the left of an edge turned round.
    return ax < bx || (ax === bx && ay < by)
      ? { ax, ay, bx, by, left: 0, right: 1 }
      : { ax: bx, ay: by, bx: ax, by: ay, left: 1, right: 0 };
  });
  for (const order of [edges, [...edges].reverse()]) {
    const set = new EdgeSet(0, 0);
    for (const edge of order) set.insert(edge);
    expect(middleOf(set, [1])).toEqual([-4, -4]);
  }
});
