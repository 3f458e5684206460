import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readTile, type ReadFeature } from '../fixtures/read-tile.ts';

import { cutTile } from './cut-tile.ts';
import { featuresNear, makeCuttable } from './cuttable.ts';
import { EXTENT, WORLD } from './project.ts';
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

describe('featuresNear', () => {
  it('leaves out none that is on the tile or near its edge, keeps their order, and is silent of what is far', () => {
    // Near the edges of tiles, for that is where one would be missed.
    const near = (least: number, most: number) =>
      fc.tuple(fc.integer({ min: least, max: most }), fc.integer({ min: -150, max: 150 })).map(([tiles, units]) => tiles * EXTENT + units); // prettier-ignore
    const some = fc.array(fc.tuple(near(0, 40), near(0, 40), near(1, 3)), { minLength: 20, maxLength: 60 }); // prettier-ignore
    const tile = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 })); // prettier-ignore
    fc.assert(
      fc.property(some, tile, (squares, [deeper, column, row]) => {
        const shapes = shapesOf('polygon', squares.map(([x, y, side]) => [square(x - 20 * EXTENT, y - 20 * EXTENT, side)])); // prettier-ignore
        // The drawing's tiles of zoom 4, made as small as those of zoom 14.
        const { positions } = shapes.parts;
        positions.forEach((v, i) => (positions[i] = 2 ** 30 + Math.round((v - 2 ** 30) / 1024)));
        const one = makeCuttable(shapes);
        const z = 14 + deeper;
        const x = Math.floor((2 ** 13 - 40 + 2 * column) * 2 ** deeper);
        const y = Math.floor((2 ** 13 - 40 + 2 * row) * 2 ** deeper);
        const found = featuresNear(one, z, x, y, 128);
        const side = WORLD / 2 ** z;
        const [west, north, reach] = [x * side, y * side, side / 64];
        const on = squares.flatMap((_, f) => {
          const [w, n, e, s] = one.boxes.subarray(4 * f);
          return w! <= west + side + reach && e! >= west - reach && n! <= north + side + reach && s! >= north - reach ? [f] : []; // prettier-ignore
        });
        if (found === null) return true;
        const list = [...found];
        return (
          on.every((f) => list.includes(f)) && list.every((f, i) => i === 0 || f > list[i - 1]!)
        );
      }),
      { numRuns: 200 },
    );
    const one = makeCuttable(shapesOf('polygon', [[square(0, 0, 9)]]));
    expect(featuresNear(one, 14, 0, 0, 128)).toHaveLength(0);
  });
});

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
