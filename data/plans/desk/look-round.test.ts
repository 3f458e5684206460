import { describe, expect, test } from 'vitest';

import { cellIn } from '#data/coverage/cell-in.ts';
import { createCellAt } from '#data/coverage/cell-at.ts';
import { EdgeSet } from '#data/coverage/edge-set.ts';
import { LineNetwork } from '#data/features/line-network.ts';
import { createRandom, randomCells } from '#data/fixtures/random-cells.ts';
import { coverageOf } from '#data/fixtures/sound.ts';
import { toDegrees, toLattice } from '#data/geo/lattice.ts';
import type { Position } from '#data/geo/geometry.ts';
import { planStateOf } from '#data/plans/plan-state.ts';

import { areasIn } from './areas-in.ts';
import { snapTo } from './snap-to.ts';

/** Squares of 1e-3° in a row of three at 30° north, by number from west. */
const square = (id: number) => {
  const [w, s] = [120 + (id - 1) / 1000, 30];
  const [e, n] = [120 + id / 1000, 30.001];
  return { id, coordinates: [[[[w, s], [e, s], [e, n], [w, n], [w, s]] as Position[]]] }; // prettier-ignore
};
const row = coverageOf([square(1), square(2), square(3)]);
const area = (id: number, parentId: number | null, level: number) => ({ id, parentId, level, code: `C${id}`, kind: 'comprehensive' as const, name: `区域${id}`, nameEn: null }); // prettier-ignore
const state = planStateOf(row, [area(9, null, 1), area(7, 9, 2), area(1, 7, 3), area(2, 7, 3), area(3, 9, 3)]); // prettier-ignore
const road = { line: 'road' as const, featureId: 5, reachM: 6, isBank: false, points: [[120.0002, 29.99], [120.0002, 30.01]] as Position[] }; // prettier-ignore
const lines = { network: new LineNetwork([road]), nameOf: (id: number) => `路${id}` };
const ALL = ['line', 'border', 'vertex'] as const;

describe('a pointer', () => {
  const M = 1 / 111_000;
  test.each([
    ['a vertex before a border that is nearer', [120.001 - 4 * M, 30 + 0.5 * M], 10, 'vertex', [120.001, 30]],
    ['a border before a line that is nearer', [120.00021, 30 + 8 * M], 10, 'border', [120.00021, 30]],
    ['a line where nothing else is near', [120.00021, 30.0005], 10, 'line', [120.0002, 30.0005]],
    ['nothing', [120.0005, 30.0005], 10, null, [120.0005, 30.0005]],
  ] as [string, Position, number, string | null, Position][])('is drawn to %s', (_, at, withinM, kind, to) => {
    const snapped = snapTo(state.set, lines, at, { withinM, to: ALL });
    expect(snapped.kind).toBe(kind);
    expect(snapped.at.map(toLattice)).toEqual(to.map(toLattice));
    if (kind === 'line') expect(snapped.name).toBe('路5');
    if (kind === 'border') expect([...snapped.cells].sort()).toEqual([0, 1]);
  }); // prettier-ignore

  test('is drawn only to what is asked for, and to no line before there are any', () => {
    const at: Position = [120.001 - 4 * M, 30 + 0.5 * M];
    expect(snapTo(state.set, null, at, { withinM: 10, to: ['border'] }).kind).toBe('border');
    expect(snapTo(state.set, null, [120.00021, 30.0005], { withinM: 10, to: ['line'] }).kind).toBeNull(); // prettier-ignore
  });
});

describe('areas in a ring', () => {
  const box = (w: number, s: number, e: number, n: number): Position[] => [[w, s], [e, s], [e, n], [w, n]]; // prettier-ignore
  test('are those that it touches, lies in, or has within', () => {
    expect(areasIn(state, box(120.0002, 30.0002, 120.0004, 30.0004), 3)).toEqual([1]);
    expect(areasIn(state, box(120.0002, 30.0002, 120.0014, 30.0004), 3)).toEqual([1, 2]);
    expect(areasIn(state, box(119, 29, 121, 31), 3)).toEqual([1, 2, 3]);
    expect(areasIn(state, box(119, 29, 121, 31), 2)).toEqual([7, 9]);
    expect(areasIn(state, box(10, 10, 11, 11), 3)).toEqual([]);
    expect(areasIn(state, [], 3)).toEqual([]);
  });
});

test('whose a point is says a set as the coverage does', () => {
  let inside = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const coverage = coverageOf(randomCells(seed));
    const set = EdgeSet.of(coverage);
    const cellAt = createCellAt(coverage);
    const random = createRandom(seed);
    for (let k = 0; k < 300; k++) {
      const [x, y] = [Math.round((random() - 0.5) * 120), Math.round((random() - 0.5) * 120)];
      const cell = cellIn(set, x, y);
      if (cell === 0) continue;
      inside++;
      expect(cell).toBe(cellAt(toDegrees(x + set.originX), toDegrees(y + set.originY)));
    }
  }
  expect(inside).toBeGreaterThan(1000);
});
