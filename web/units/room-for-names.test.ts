import fc from 'fast-check';
import { expect, it } from 'vitest';

import { roomForNames, type NameBox } from './room-for-names.ts';

const box = (slot: number, x: number, y: number): NameBox => ({ slot, aside: [0, 0], x, y, width: 40, height: 14 }); // prettier-ignore

it('of two names that would touch the first is kept, and what is beside it has room', () => {
  const boxes = [box(1, 0, 0), box(2, 39, 0), box(3, 40, 0), box(4, 0, 14)];
  expect(roomForNames(boxes.map((one) => [one])).map(({ slot }) => slot)).toEqual([1, 3, 4]);
});

it('each stands at the first of its places that is clear, and without any nowhere', () => {
  const names = [[box(1, 0, 0)], [box(2, 10, 0), box(2, 10, 5), box(2, 10, 14), box(2, 10, 28)], [box(3, 0, 0)], []]; // prettier-ignore
  expect(roomForNames(names)).toEqual([box(1, 0, 0), box(2, 10, 14)]);
});

it('no two names touch, and each left out would touch one that is kept', () => {
  const touch = (a: NameBox, b: NameBox): boolean => Math.abs(a.x - b.x) < 40 && Math.abs(a.y - b.y) < 14; // prettier-ignore
  const place = fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 60 }));
  fc.assert(
    fc.property(fc.array(place, { maxLength: 40 }), (places) => {
      const boxes = places.map(([x, y], i) => box(i, x, y));
      const kept = roomForNames(boxes.map((one) => [one]));
      for (const b of boxes)
        expect(kept.filter((k) => k !== b && touch(k, b)).length > 0).toBe(!kept.includes(b));
    }),
  );
});
