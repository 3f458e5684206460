import { describe, expect, test } from 'vitest';

import { SOUND } from '#data/fixtures/awkward-cells.ts';
import { gridFrom } from '#data/fixtures/grid-from.ts';
import { coverageOf } from '#data/fixtures/sound.ts';
import { points, tryEdit, type Corner } from '#data/fixtures/try-edit.ts';

import { EdgeSet } from './edge-set.ts';
import { splitCells, type SplitInput } from './split-cells.ts';

/** Parts a grid of letters, 1000 steps a square, its middle at 0, 0; parts are numbered from 100. */
const split = (on: string | EdgeSet, line: readonly Corner[], more: Partial<SplitInput> = {}) =>
  tryEdit(on, (set) => splitCells(set, { line: points(line), firstId: 100, ...more }));

describe('a line', () => {
  test('through a vertex parts the cell there', () => {
    expect(split('AB/AB', [[-1500, 0], [500, 0]])).toMatchObject({
      areas: { 2: 4e6, 100: 2e6, 101: 2e6 },
      created: { 100: [1], 101: [1] },
    }); // prettier-ignore
  });

  test('along a border parts nothing', () => {
    expect(split('AB/AB', [[0, -1500], [0, 1500]])).toBe('line-must-cross-twice'); // prettier-ignore
  });

  test('along a border and then away from it parts the cell that it goes through', () => {
    expect(split('AB/AB', [[0, -1500], [0, 500], [-1500, 500]])).toMatchObject({
      areas: { 2: 4e6, 100: 3e6, 101: 1e6 },
      created: { 100: [1], 101: [1] },
    }); // prettier-ignore
  });

  test('over several cells with several crossings parts each as often as it crosses', () => {
    const zigzag: Corner[] = [[-1600, -500], [1600, -300], [1600, 0], [-1600, 100], [-1600, 500], [1600, 600]]; // prettier-ignore
    const parted = split('ABC/ABC', zigzag);
    expect(parted).toHaveProperty('created', Object.fromEntries(
      [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3].map((from, i) => [100 + i, [from]]),
    )); // prettier-ignore
  });

  test('over several cells of which one is meant parts that one, and leaves no vertex in others', () => {
    const parted = split('ABC/ABC', [[-1600, 130], [1600, 130]], { cells: [2] }); // prettier-ignore
    expect(parted).toHaveProperty('areas', { 1: 4e6, 3: 4e6, 100: 2.26e6, 101: 1.74e6 });
    const set = EdgeSet.of(coverageOf(gridFrom('ABC/ABC')));
    const edit = splitCells(set, { line: points([[-1600, 130], [1600, 130]]), cells: [2], firstId: 100 }); // prettier-ignore
    if ('refused' in edit) throw new Error(edit.refused);
    const touched = edit.patch.add.flatMap(({ left, right }) => [left, right]);
    expect([...new Set(touched)].sort((a, b) => a - b)).toEqual([0, 1, 3, 100, 101]);
    expect(edit.patch.add.some(({ ax, bx }) => Math.abs(ax) > 500 || Math.abs(bx) > 500)).toBe(
      false,
    );
  });

  test('ending on a border parts the cell before it', () => {
    expect(split('AB/AB', [[-1500, 300], [0, 300]])).toHaveProperty('created', { 100: [1], 101: [1] }); // prettier-ignore
  });

  test('ending in the open parts nothing, and what hangs over is left out', () => {
    expect(split('AB/AB', [[-1500, 300], [-200, 300]])).toBe('line-must-cross-twice'); // prettier-ignore
    const over = split('AB/AB', [[-1500, 300], [700, 300]]); // prettier-ignore
    expect(over).toHaveProperty('areas', { 2: 4e6, 100: 2.6e6, 101: 1.4e6 });
  });

  test('closed within a cell cuts a hole, which is a cell', () => {
    const ring: Corner[] = [[-800, -300], [-300, -300], [-300, 300], [-800, -300]]; // prettier-ignore
    expect(split('AB/AB', ring)).toMatchObject({
      areas: { 2: 4e6, 100: 3.7e6, 101: 0.3e6 },
      created: { 100: [1], 101: [1] },
    });
  });

  test('that crosses itself cuts its loop out', () => {
    const bow: Corner[] = [[-1500, 0], [-200, 0], [-200, 500], [-700, 500], [-700, -1500]]; // prettier-ignore
    expect(split('AB/AB', bow)).toHaveProperty('created', { 100: [1], 101: [1], 102: [1] });
  });

  test('over an island parts island and cell', () => {
    expect(split('AAA/ABA/AAA', [[-1600, 100], [1600, 100]])).toMatchObject({
      areas: { 100: 8.4e6, 101: 7.6e6, 102: 1.2e6, 103: 0.8e6 },
      created: { 100: [1], 101: [1], 102: [2], 103: [2] },
    }); // prettier-ignore
  });

  test('from the outline to an island parts nothing; from it and on to the outline it does', () => {
    expect(split('AAA/ABA/AAA', [[-1600, 100], [0, 100]])).toBe('line-must-cross-twice'); // prettier-ignore
    const round: Corner[] = [[-1600, 100], [-400, 100], [-400, -1600]]; // prettier-ignore
    expect(split('AAA/ABA/AAA', round)).toHaveProperty('created', { 100: [1], 101: [1], 102: [2], 103: [2] }); // prettier-ignore
  });

  test('through a ring of cells parts those that it crosses', () => {
    expect(split('ABB/AEC/DDC', [[-1600, 600], [1600, 600]])).toHaveProperty('created', {
      100: [1], 101: [1], 102: [2], 103: [2],
    }); // prettier-ignore
    expect(split('ABB/AEC/DDC', [[-1600, 100], [1600, 100]])).toHaveProperty('created', {
      100: [1], 101: [1], 102: [3], 103: [3], 104: [5], 105: [5],
    }); // prettier-ignore
  });

  test('through a cell whose hole touches its shell at a point', () => {
    const set = EdgeSet.of(
      coverageOf(SOUND['a ring that touches itself at a vertex, from inside']!),
    );
    const xs = set.ids().flatMap((id) => [set.edge(id).ax, set.edge(id).bx]);
    const [west, east] = [Math.min(...xs) - 10, Math.max(...xs) + 10];
    for (const y of [-1, 0, 1])
      expect(split(set, [[west, y], [east, y]]), `at ${y}`).toHaveProperty('created'); // prettier-ignore
  });

  test('whose crossings are a lattice step apart', () => {
    const at = (x: number, y: number): [number, number] => [118.8 + x / 1e7, 32 + y / 1e7];
    const ring = [at(0, 0), at(100, 0), at(50, 200), at(0, 0)].map(([x, y]) => [Number(x.toFixed(7)), Number(y.toFixed(7))] as [number, number]); // prettier-ignore
    const spire = EdgeSet.of(coverageOf([{ id: 1, coordinates: [[ring]] }]));
    // From the middle of the box: the top is at 0, 100, and a step wide two below.
    expect(split(spire, [[-60, 98], [60, 98]])).toHaveProperty('created', { 100: [1], 101: [1] }); // prettier-ignore
    expect(split('A', [[-600, 500], [600, 500]])).toBe('line-must-cross-twice'); // prettier-ignore
    const thin = EdgeSet.of(coverageOf(gridFrom('AB', { step: 1 })));
    expect(split(thin, [[0, -5], [0, 5]]), 'there is no lattice within it').toBe('line-must-cross-twice'); // prettier-ignore
  });

  test('of another cell, and of no cell', () => {
    expect(split('AB/AB', [[-1500, 0], [500, 0]], { cells: [7] })).toBe('no-such-cell'); // prettier-ignore
    expect(split('AB/AB', [[5000, 0], [6000, 0]])).toBe('line-must-cross-twice'); // prettier-ignore
    expect(split('AB/AB', [])).toBe('line-must-cross-twice');
  });

  test('that parts land of one cell in two leaves what lies apart with its largest part', () => {
    expect(split('A.A/ABA/ABA'.replaceAll('.', 'B'), [[-1600, -600], [0, -600]])).toMatchObject({
      areas: { 2: 6e6, 100: 1.8e6, 101: 4.2e6 + 6e6 },
      created: { 100: [1], 101: [1] },
    }); // prettier-ignore
  });
});
