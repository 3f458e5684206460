import fc from 'fast-check';
import { expect, it } from 'vitest';

import { placeBlocks, type Block, type Box } from './place-blocks.ts';

const block = (x: number, y: number, width = 60, height = 30): Block => ({ x, y, width, height, stepPx: 15 }); // prettier-ignore
const touch = (a: Box, b: Box): boolean =>
  Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2;
const boxesOf = (placed: ReturnType<typeof placeBlocks<Block>>): Box[] =>
  placed.map(([one, [dx, dy]]) => ({ ...one, x: one.x + dx, y: one.y + dy }));

it('leaves a block at its place where nothing stands, and moves it off a symbol by the nearest way', () => {
  const [one, symbol] = [block(0, 0), { x: 0, y: -8, width: 16, height: 16 }];
  expect(placeBlocks([one], [])).toEqual([[one, [0, 0]]]);
  const [[, [dx, dy]]] = placeBlocks([one], [symbol]) as [[Block, [number, number]]];
  expect(Math.abs(dx)).toBeLessThan(1e-9);
  expect(dy).toBeCloseTo(15);
});

it('keeps blocks that cannot all avoid a symbol clear of each other, and covers as little of it as can be', () => {
  const wide = { x: 0, y: 40, width: 400, height: 100 };
  const [[, [, up]]] = placeBlocks([block(0, 0)], [wide]) as [[Block, [number, number]]];
  expect(up).toBeCloseTo(-30);
  const everywhere = { x: 0, y: 0, width: 900, height: 900 };
  expect(placeBlocks([block(0, 0)], [everywhere])).toHaveLength(1);
});

it('leaves out who finds no place clear of those before', () => {
  const heap = Array.from({ length: 40 }, () => block(0, 0));
  const placed = placeBlocks(heap, []);
  expect(placed.length).toBeGreaterThan(2);
  expect(placed.length).toBeLessThan(40);
  expect(placed[0]).toEqual([heap[0], [0, 0]]);
});

it('lets no two blocks touch, whatever stands where', () => {
  const place = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 300 }));
  const places = fc.array(place, { maxLength: 25 });
  fc.assert(
    fc.property(places, places, (at, symbols) => {
      const full = symbols.map(([x, y]) => ({ x, y, width: 20, height: 20 }));
      const boxes = boxesOf(placeBlocks(at.map(([x, y]) => block(x, y)), full)); // prettier-ignore
      boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => expect(touch(a, b)).toBe(false)));
    }),
  );
});
