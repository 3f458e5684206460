import fc from 'fast-check';
import { expect, it } from 'vitest';

import { besideRooms } from './beside-rooms.ts';
import { placeAtPx, worldPx } from './world-px.ts';

const ZOOM = 14;
const HERE: [number, number] = [118.8, 32];
const [X, Y] = worldPx(HERE, ZOOM);

it('stands beside a room that it would lie in, no farther than it takes, and else at its own place', () => {
  const offset = fc.integer({ min: -60, max: 60 });
  fc.assert(
    fc.property(offset, offset, fc.integer({ min: 4, max: 40 }), (dx, dy, px) => {
      const at = placeAtPx([X + dx, Y + dy], ZOOM);
      const found = besideRooms(at, px, [{ at: HERE, px: 50 }], ZOOM);
      const reach = (50 + px) / 2;
      if (Math.max(Math.abs(dx), Math.abs(dy)) >= reach + 0.01) {
        expect(found).toBe(at);
        return;
      }
      const [x, y] = worldPx(found, ZOOM);
      expect(Math.max(Math.abs(x - X), Math.abs(y - Y))).toBeCloseTo(reach, 2);
      expect(Math.hypot(x - X - dx, y - Y - dy)).toBeCloseTo(reach - Math.max(Math.abs(dx), Math.abs(dy)), 2); // prettier-ignore
    }),
  );
});

it('is the very same place where there is no room', () => {
  expect(besideRooms(HERE, 20, [], ZOOM)).toBe(HERE);
});
