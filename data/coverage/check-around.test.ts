import { describe, expect, test } from 'vitest';

import { gridFrom } from '#data/fixtures/grid-from.ts';
import { coverageOf } from '#data/fixtures/sound.ts';

import { checkAround } from './check-around.ts';
import { EdgeSet, orient } from './edge-set.ts';
import { applyPatch, type Patch } from './patch.ts';

/** Corners relative to the middle of a drawing of three squares by three. */
function faultsOf(drawing: string, patchOf: (set: EdgeSet) => Patch): string[] {
  const set = EdgeSet.of(coverageOf(gridFrom(drawing)));
  const patch = patchOf(set);
  applyPatch(set, patch);
  return checkAround(set, patch).map(({ kind, cells }) => `${kind} ${cells.join(' ')}`);
}
const edgeOf = (set: EdgeSet, ...ends: [number, number, number, number]) =>
  set.edge(set.between(...ends));

describe('cells about an edit', () => {
  test('are sound where it is', () => {
    const bent = (set: EdgeSet): Patch => {
      const edge = edgeOf(set, -500, -500, -500, 500);
      const via = [-300, 0] as const;
      return {
        remove: [edge],
        add: [
          orient(edge.ax, edge.ay, ...via, edge.left, edge.right),
          orient(...via, edge.bx, edge.by, edge.left, edge.right),
        ],
      };
    };
    expect(faultsOf('ABC/ABC/ABC', bent)).toEqual([]);
  });

  test('are not where a border runs out of the cell behind it', () => {
    const over = (set: EdgeSet): Patch => {
      const edge = edgeOf(set, -500, -500, -500, 500);
      const via = [900, 0] as const;
      return {
        remove: [edge],
        add: [
          orient(edge.ax, edge.ay, ...via, edge.left, edge.right),
          orient(...via, edge.bx, edge.by, edge.left, edge.right),
        ],
      };
    };
    expect(faultsOf('ABC/ABC/ABC', over).join()).toBe('invalid-ring 2');
  });

  test('are not where an island is cut into a cell that does not know of it', () => {
    const island = (): Patch => ({
      remove: [],
      add: [
        orient(-100, -100, 100, -100, 9, 1),
        orient(100, -100, 100, 100, 9, 1),
        orient(100, 100, -100, 100, 9, 1),
        orient(-100, 100, -100, -100, 9, 1),
      ],
    });
    expect(faultsOf('ABC/ABC/ABC', island).join()).toMatch(/overlap|invalid-ring/);
  });
});
