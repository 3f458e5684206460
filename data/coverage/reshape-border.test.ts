import { describe, expect, test } from 'vitest';

import { gridFrom } from '#data/fixtures/grid-from.ts';
import { coverageOf } from '#data/fixtures/sound.ts';
import { areasOf, points, tryEdit, type Corner } from '#data/fixtures/try-edit.ts';

import { borderThrough } from './border-path.ts';
import { EdgeSet } from './edge-set.ts';
import { mergeCells } from './merge-cells.ts';
import { moveVertex } from './move-vertex.ts';
import { applyPatch } from './patch.ts';
import { reshapeBorder, type ReshapeInput } from './reshape-border.ts';
import { simplifyBorder } from './simplify-border.ts';
import { splitCells } from './split-cells.ts';

const reshape = (drawing: string, line: readonly Corner[], more: Partial<ReshapeInput> = {}) =>
  tryEdit(drawing, (set) =>
    reshapeBorder(set, { between: [1, 2], line: points(line), over: 'refuse', ...more }),
  );

describe('a border runs along a line', () => {
  test('on one side of it', () => {
    expect(reshape('AB/AB', [[0, -1000], [-400, 0], [0, 1000]])).toMatchObject({
      areas: { 1: 3.2e6, 2: 4.8e6 },
      retired: [],
      reshaped: [1, 2],
    }); // prettier-ignore
  });

  test('from within to within, whichever way it is drawn', () => {
    const line: Corner[] = [[-100, -500], [200, -500], [200, 500], [-100, 500]]; // prettier-ignore
    for (const way of [line, line.toReversed()])
      expect(reshape('AB/AB', way)).toMatchObject({ areas: { 1: 4.4e6, 2: 3.6e6 } });
  });

  test('weaving over it: each piece goes to the cell that it lies with', () => {
    const weave: Corner[] = [[0, -1000], [300, -500], [-300, 500], [0, 1000]]; // prettier-ignore
    expect(reshape('AB/AB', weave)).toMatchObject({ areas: { 1: 4e6, 2: 4e6 }, reshaped: [1, 2] });
  });

  test('of the outline, and of an island, where the shorter way gives way', () => {
    expect(reshape('AB/AB', [[-1000, 500], [-1400, 0], [-1000, -500]], { between: [1, 0] })).toMatchObject({
      areas: { 1: 4.4e6, 2: 4e6 },
    }); // prettier-ignore
    expect(reshape('AAA/ABA/AAA', [[-500, 300], [-900, 0], [-500, -300]])).toMatchObject({
      areas: { 1: 16e6 - 0.24e6, 2: 2.24e6 },
    }); // prettier-ignore
  });

  test('over a third cell is refused, or takes of it', () => {
    const line: Corner[] = [[-500, -500], [900, -500], [900, 500], [-500, 500]]; // prettier-ignore
    expect(reshape('ABC/ABC', line)).toBe('sweeps-over-others');
    expect(reshape('ABC/ABC', line, { over: 'take' })).toMatchObject({
      areas: { 1: 6.8e6, 2: 2e6, 3: 3.2e6 },
      reshaped: [1, 2, 3],
    });
  });

  test('that it does not meet twice is refused', () => {
    expect(reshape('AB/AB', [[-500, 0], [500, 0]])).toBe('line-must-cross-twice'); // prettier-ignore
    expect(reshape('AB/AB', [[-500, 0], [-700, 0]])).toBe('line-must-cross-twice'); // prettier-ignore
    expect(reshape('A.B/AAB', [[0, 0], [500, 500]], { between: [1, 9] })).toBe('no-such-cell'); // prettier-ignore
  });
});

describe('a vertex is moved', () => {
  const move = (drawing: string, from: Corner, to: Corner) =>
    tryEdit(drawing, (set) => moveVertex(set, { from: points([from])[0]!, to: points([to])[0]! }));

  test('within a border: both sides follow', () => {
    expect(move('AB/AB', [0, 0], [300, 100])).toMatchObject({ areas: { 1: 4.6e6, 2: 3.4e6 } });
  });

  test('where three or more borders meet: all of them follow', () => {
    expect(move('AB/CD', [0, 0], [-200, 300])).toMatchObject({
      areas: { 1: 2e6 - 0.2e6 - 0.3e6, 2: 2e6 + 0.2e6 - 0.3e6, 3: 2e6 - 0.2e6 + 0.3e6, 4: 2e6 + 0.2e6 + 0.3e6 },
      reshaped: [1, 2, 3, 4],
    }); // prettier-ignore
  });

  test('not over another border', () => {
    expect(move('AB/CD', [0, 0], [1500, 300])).toBe('sweeps-over-others');
    expect(move('AB/AB', [0, 0], [1500, 300])).toBe('sweeps-over-others');
    expect(move('AB/AB', [17, 0], [1500, 300])).toBe('no-such-cell');
    expect(move('AB/AB', [0, 0], [0, 0])).toBe('changes-nothing');
  });
});

describe('cells are merged', () => {
  const merge = (drawing: string, cells: number[]) =>
    tryEdit(drawing, (set) => mergeCells(set, { cells, id: 100 }));

  test('that hang together along borders', () => {
    expect(merge('AAB/AAB/CCB', [1, 3])).toMatchObject({
      areas: { 2: 6e6, 100: 12e6 },
      created: { 100: [1, 3] },
      retired: [1, 3],
    });
    expect(merge('ABA/AAA', [1, 2])).toMatchObject({ areas: { 100: 12e6 } });
  });

  test('not across a corner or a gap, nor of one cell', () => {
    expect(merge('AB/CD', [1, 4])).toBe('not-beside');
    expect(merge('AB/CD', [1, 9])).toBe('no-such-cell');
    expect(merge('AB/CD', [1, 1])).toBe('changes-nothing');
  });

  test('that were split: the same land, its lines differing by the split’s own vertices', () => {
    const set = EdgeSet.of(coverageOf(gridFrom('AB/AB')));
    const before = areasOf(set.toCoverage());
    const edit = splitCells(set, { line: points([[-1500, 317], [500, -401]]), cells: [1], firstId: 100 }); // prettier-ignore
    if ('refused' in edit) throw new Error(edit.refused);
    applyPatch(set, edit.patch);
    const merged = mergeCells(set, { cells: [100, 101], id: 1 });
    if ('refused' in merged) throw new Error(merged.refused);
    applyPatch(set, merged.patch);
    expect(areasOf(set.toCoverage())).toEqual(before);
    const vertices = (c: { vertices: Int32Array }) => c.vertices.length;
    expect(vertices(set.toCoverage())).toBe(vertices(coverageOf(gridFrom('AB/AB'))) + 4);
  });
});

function endsOf(set: EdgeSet, id: number) {
  const { ax, ay, bx, by } = set.edge(id);
  return [{ x: ax, y: ay }, { x: bx, y: by }] as const; // prettier-ignore
}

describe('a border is simplified', () => {
  const simplify = (drawing: string, between: [number, number], toleranceM: number) =>
    tryEdit(drawing, (set) => {
      const edge = set.ids().find((id) => {
        const { left, right } = set.edge(id);
        return between.includes(left) && between.includes(right);
      })!;
      return simplifyBorder(set, { edge: endsOf(set, edge), toleranceM, stepsX: 90, stepsY: 90 });
    });

  test('vertices nearer than the tolerance go, its ends stay', () => {
    const set = EdgeSet.of(coverageOf(gridFrom('AABB/AABB/AABB')));
    const edge = set.ids().find((id) => set.edge(id).left * set.edge(id).right > 0)!;
    expect(borderThrough(set, edge).points).toHaveLength(4);
    const tried = simplify('AABB/AABB/AABB', [1, 2], 1);
    if (typeof tried === 'string') throw new Error(tried);
    expect(tried.areas).toEqual({ 1: 12e6, 2: 12e6 });
    const after = EdgeSet.of(tried.after);
    const between = after.ids().filter((id) => after.edge(id).left * after.edge(id).right > 0);
    expect(between).toHaveLength(1);
  });

  test('not over what lies beside it', () => {
    // The point of the wedge lies between the bend and its chord.
    const set = EdgeSet.of(coverageOf(gridFrom('AB/AB')));
    const bend = reshapeBorder(set, { between: [1, 2], line: points([[0, -1000], [-600, 0], [0, 1000]]), over: 'refuse' }); // prettier-ignore
    if ('refused' in bend) throw new Error(bend.refused);
    applyPatch(set, bend.patch);
    const hole = splitCells(set, { line: points([[-300, -50], [-200, 0], [-300, 50], [-300, -50]]), firstId: 100 }); // prettier-ignore
    if ('refused' in hole) throw new Error(hole.refused);
    applyPatch(set, hole.patch);
    const edge = set.at(-600, 0)[0]!;
    expect(tryEdit(set, (on) => simplifyBorder(on, { edge: endsOf(on, edge), toleranceM: 100, stepsX: 90, stepsY: 90 }))).toBe('sweeps-over-others'); // prettier-ignore
  });

  test('an island keeps three corners', () => {
    const tried = simplify('AAA/ABA/AAA', [1, 2], 1000);
    if (typeof tried === 'string') throw new Error(tried);
    expect(tried.areas[2]).toBeGreaterThan(0);
  });

  test('that has none to leave out is refused', () => {
    expect(simplify('AB', [1, 2], 5)).toBe('changes-nothing');
  });
});
