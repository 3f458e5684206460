import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readTile, type ReadFeature } from '../fixtures/read-tile.ts';

import { cutTile, EXTENT, makeCuttable } from './cut-tile.ts';
import { WORLD } from './project.ts';
import type { Column, ShapeKind, Shapes } from './shapes.ts';

/** Shapes whose features have the parts given, [x, y] in units of the tile 4/5/6; a part with `hole` is one. */
const UNIT = WORLD / EXTENT / 16;
type Part = [number, number][] & { hole?: boolean };
function shapesOf(
  kind: ShapeKind,
  features: Part[][],
  properties: Record<string, Column> = {},
  ids: number[] | null = null,
): Shapes {
  // prettier-ignore
  const parts = features.flat();
  const starts = [0];
  for (const part of parts) starts.push(starts.at(-1)! + part.length);
  return {
    layer: 'things',
    kind,
    parts: {
      positions: Int32Array.from(
        parts.flat().flatMap(([x, y]) => [(x + 5 * EXTENT) * UNIT, (y + 6 * EXTENT) * UNIT]),
      ),
      starts: Uint32Array.from(starts),
      of: Uint32Array.from(features.flatMap((list, f) => list.map(() => f))),
      isHole: Uint8Array.from(parts, (part) => (part.hole ? 1 : 0)),
    },
    ids,
    from: new Uint8Array(features.length),
    properties,
  };
}
const hole = (ring: [number, number][]): Part => Object.assign(ring, { hole: true });
const cut = (
  shapes: Shapes,
  at: [number, number, number] = [4, 5, 6],
  deepest = 4,
): ReadFeature[] =>
  // prettier-ignore
  readTile(cutTile([makeCuttable(shapes)], ...at, { deepest, buffer: 100 })).get('things') ?? [];
const square = (x: number, y: number, side: number): [number, number][] => [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]; // prettier-ignore
const twiceArea = (ring: [number, number][]): number =>
  ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i]![0] * y - x * ring[i]![1], 0);

describe('cutTile', () => {
  it('gives a polygon with its hole, id and properties, outer rings clockwise and holes not', () => {
    const shapes = shapesOf(
      'polygon',
      [[square(100, 200, 50), hole(square(110, 210, 10))], [square(500, 500, 9).reverse()]],
      { c: { words: ['park', '绿地'], at: Uint8Array.from([1, 0]) }, h: { numbers: [12, 2.5] } },
      [7, 70_000],
    );
    const features = cut(shapes);
    expect(features.map((f) => [f.id, f.type, f.tags])).toEqual([
      [7, 3, { c: '绿地', h: 12 }],
      [70_000, 3, { c: 'park', h: 2.5 }],
    ]);
    expect(features[0]!.lines.map(twiceArea)).toEqual([5000, -200]);
    expect(features[1]!.lines.map(twiceArea)).toEqual([162]);
  });
  it('has nothing of a tile that nothing is on, nor of a zoom before the feature is there', () => {
    const shapes = shapesOf('polygon', [[square(100, 100, 50)]]);
    expect(cut(shapes, [4, 9, 6])).toEqual([]);
    shapes.from[0] = 5;
    expect(cutTile([makeCuttable(shapes)], 4, 5, 6, { deepest: 4 })).toHaveLength(0);
  });
  it('ends a line at the edge of the tile and begins it again where it comes back', () => {
    const [f] = cut(shapesOf('line', [[[[-500, 10], [50, 10], [50, 9000], [80, 9000], [80, 20]]]])); // prettier-ignore
    expect(f!.lines).toEqual([
      [[-100, 10], [50, 10], [50, EXTENT + 100]],
      [[80, EXTENT + 100], [80, 20]],
    ]); // prettier-ignore
  });
  it('puts a point on one tile only', () => {
    const shapes = shapesOf('point', [[[[EXTENT, 5]]]]);
    expect(cut(shapes)).toEqual([]);
    expect(cut(shapes, [4, 6, 6])[0]!.lines).toEqual([[[0, 5]]]);
  });
  it('leaves out a hole whose ring is not on the tile', () => {
    const far = square(-3000, 0, 200);
    expect(cut(shapesOf('polygon', [[far, hole(square(10, 10, 5))]]))).toEqual([]);
  });
  it('drops what is too small to see, except at the deepest zoom', () => {
    const shapes = shapesOf('polygon', [[square(100, 100, 10)], [square(300, 300, 40)]]);
    expect(cut(shapes)).toHaveLength(2);
    expect(cut(shapes, [4, 5, 6], 5)).toHaveLength(1);
  });
  it('covers each point of a polygon by exactly one of the tiles it is on', () => {
    const corner = fc.tuple(fc.integer({ min: -EXTENT, max: 2 * EXTENT }), fc.integer({ min: 1, max: 2 * EXTENT })); // prettier-ignore
    fc.assert(
      fc.property(corner, corner, ([x, w], [y, h]) => {
        const ring: [number, number][] = [[x, y], [x + w, y], [x + w, y + h], [x, y + h], [x, y]]; // prettier-ignore
        const one = makeCuttable(shapesOf('polygon', [[ring]]));
        let area = 0;
        for (let tx = 3; tx < 10; tx++)
          for (let ty = 4; ty < 11; ty++) {
            const tile = readTile(cutTile([one], 4, tx, ty, { deepest: 4, buffer: 0 }));
            for (const f of tile.get('things') ?? [])
              area += f.lines.reduce((s, l) => s + twiceArea(l), 0);
          }
        return area === 2 * w * h;
      }),
      { numRuns: 60 },
    );
  });
});
