import fc from 'fast-check';
import { expect, it } from 'vitest';

import { placeBlocks, type Block, type Box } from './place-blocks.ts';

let blocks = 0;
const block = (x: number, y: number, width = 60, height = 30): Block => ({ x, y, width, height, stepPx: 15, key: blocks++ }); // prettier-ignore
const place = (all: readonly Block[], full: readonly Box[]) => placeBlocks(all, full, new Map());
const touch = (a: Box, b: Box): boolean =>
  Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2;
const boxesOf = (placed: ReturnType<typeof placeBlocks<Block>>): Box[] =>
  placed.map(([one, [dx, dy]]) => ({ ...one, x: one.x + dx, y: one.y + dy }));

it('leaves a block at its place where nothing stands, and moves it off a symbol by the nearest way', () => {
  const [one, symbol] = [block(0, 0), { x: 0, y: -8, width: 16, height: 16 }];
  expect(place([one], [])).toEqual([[one, [0, 0]]]);
  const [[, [dx, dy]]] = place([one], [symbol]) as [[Block, [number, number]]];
  expect(Math.abs(dx)).toBeLessThan(1e-9);
  expect(dy).toBeCloseTo(15);
});

it('leaves out who would be covered wherever it stood, and not who has a place farther off', () => {
  const wide = { x: 0, y: 40, width: 400, height: 100 };
  const [[, [, up]]] = place([block(0, 0)], [wide]) as [[Block, [number, number]]];
  expect(up).toBeCloseTo(-30);
  expect(place([block(0, 0)], [{ x: 0, y: 0, width: 900, height: 900 }])).toEqual([]);
});

it('keeps a block where it stood for as long as it is clear there', () => {
  const [one, held] = [block(0, 0), new Map<number, number>()];
  const symbol = { x: 0, y: -8, width: 16, height: 16 };
  const aside = placeBlocks([one], [symbol], held);
  expect(placeBlocks([one], [], held)).toEqual(aside);
  // Nearer by, where a name is larger, it stands the same way aside.
  const [[, [, far]]] = placeBlocks([{ ...one, stepPx: 30 }], [], held) as [[Block, [number, number]]]; // prettier-ignore
  expect(far).toBeCloseTo(30);
  const there = { x: 0, y: 15, width: 16, height: 16 };
  const [[, [, up]]] = placeBlocks([one], [there], held) as [[Block, [number, number]]];
  expect(up).toBeLessThan(0);
  // Who was left out begins anew at its place.
  placeBlocks([], [], held);
  expect(placeBlocks([one], [], held)).toEqual([[one, [0, 0]]]);
});

it('leaves out who finds no place clear of those before', () => {
  const heap = Array.from({ length: 40 }, () => block(0, 0));
  const placed = place(heap, []);
  expect(placed.length).toBeGreaterThan(2);
  expect(placed.length).toBeLessThan(40);
  expect(placed[0]).toEqual([heap[0], [0, 0]]);
});

it('lets no block touch another, or anything that is drawn, whatever stands where', () => {
  const point = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 300 }));
  const places = fc.array(point, { maxLength: 25 });
  fc.assert(
    fc.property(places, places, (at, symbols) => {
      const full = symbols.map(([x, y]) => ({ x, y, width: 20, height: 20 }));
      const boxes = boxesOf(place(at.map(([x, y]) => block(x, y)), full)); // prettier-ignore
      for (const box of boxes) for (const symbol of full) expect(touch(box, symbol)).toBe(false);
      boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => expect(touch(a, b)).toBe(false)));
    }),
  );
});
