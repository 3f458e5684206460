import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { simplify } from './simplify.ts';

/** What is left of a line. */
function left(line: number[], tolerance: number): number[] {
  const keep = new Uint8Array(line.length / 2);
  simplify(line, 0, line.length / 2, tolerance, keep);
  return line.filter((_, i) => keep[i >> 1] === 1);
}

describe('simplify', () => {
  it('keeps the ends, and what bends more than it may', () => {
    expect(left([0, 0, 5, 1, 10, 0, 15, 9, 20, 0], 2)).toEqual([0, 0, 10, 0, 15, 9, 20, 0]);
    expect(left([0, 0, 5, 1, 10, 0], 0)).toEqual([0, 0, 5, 1, 10, 0]);
    expect(left([7, 7, 9, 9], 50)).toEqual([7, 7, 9, 9]);
  });
  it('looks at a stretch of a longer list only', () => {
    const keep = new Uint8Array(4);
    simplify([99, 99, 0, 0, 5, 1, 10, 0, 70, 70], 1, 4, 2, keep);
    expect([...keep]).toEqual([1, 0, 1, 0]);
  });
  it('says up to which tolerance a line is plain', () => {
    const keep = new Uint8Array(8);
    const line = [0, 0, 5, 3, 10, 0, 15, 9, 20, 0];
    expect(simplify(line, 0, 5, 1, keep)).toBe(9);
    expect(simplify(line, 0, 5, 3, keep)).toBe(0);
    expect(simplify(line, 0, 2, 3, keep)).toBe(Infinity);
  });
  it('keeps a ring a ring', () => {
    const ring = [0, 0, 50, 1, 100, 0, 100, 100, 0, 100, 0, 0];
    expect(left(ring, 3)).toEqual([0, 0, 100, 0, 100, 100, 0, 100, 0, 0]);
  });
  it('leaves no vertex farther from the line than it may be', () => {
    const line = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 4, maxLength: 60 });
    fc.assert(
      fc.property(line, (numbers) => {
        const all = numbers.slice(0, 2 * Math.floor(numbers.length / 2));
        const kept = left(all, 8);
        for (let i = 0; i < all.length; i += 2) {
          let nearest = Infinity;
          for (let k = 0; k + 3 < kept.length; k += 2)
            nearest = Math.min(nearest, distance([all[i]!, all[i + 1]!], kept.slice(k, k + 4)));
          if (nearest > 8 + 1e-9) return false;
        }
        return true;
      }),
    );
  });
});

function distance([x, y]: [number, number], segment: number[]): number {
  const [ax, ay, bx, by] = segment as [number, number, number, number];
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}
