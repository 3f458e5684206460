import { orientation } from './orientation.ts';

const SAFE = 2 ** 52;

/**
 * Twice the signed area of a ring of integers (x, y interleaved, closed or not), counter-clockwise
 * positive, exact: plain numbers where every partial sum stays below 2⁵², else BigInt.
 * Returns a number where it is safe, which is always so within `MAX_REACH`'s box.
 */
export function ringArea2(ring: ArrayLike<number>): number {
  const n = ring.length;
  if (n < 6) return 0;
  const x0 = ring[0]!;
  const y0 = ring[1]!;
  let sum = 0;
  for (let i = 2; i + 3 < n; i += 2) {
    sum += (ring[i]! - x0) * (ring[i + 3]! - y0) - (ring[i + 1]! - y0) * (ring[i + 2]! - x0);
    if (sum > SAFE || sum < -SAFE) return Number(ringArea2Big(ring));
  }
  return sum;
}

/** The same, for any integers. */
export function ringArea2Big(ring: ArrayLike<number>): bigint {
  const x0 = BigInt(ring[0] ?? 0);
  const y0 = BigInt(ring[1] ?? 0);
  let sum = 0n;
  for (let i = 2; i + 3 < ring.length; i += 2) {
    const ax = BigInt(ring[i]!) - x0;
    const ay = BigInt(ring[i + 1]!) - y0;
    sum += ax * (BigInt(ring[i + 3]!) - y0) - ay * (BigInt(ring[i + 2]!) - x0);
  }
  return sum;
}

/**
 * Where a lattice point lies to a ring of integers (x, y interleaved, closed or not): 1 inside,
 * 0 exactly on its border, −1 outside. Even–odd, so the way the ring runs does not matter. Exact
 * within `MAX_REACH`.
 */
export function pointInRing(x: number, y: number, ring: ArrayLike<number>): -1 | 0 | 1 {
  const n = ring.length;
  let inside = false;
  let ax = ring[n - 2]!;
  let ay = ring[n - 1]!;
  for (let i = 0; i < n; i += 2) {
    const bx = ring[i]!;
    const by = ring[i + 1]!;
    if (x === bx && y === by) return 0;
    if (ay > y !== by > y) {
      const side = orientation(ax, ay, bx, by, x, y);
      if (side === 0) return 0;
      if (side > 0 === by > ay) inside = !inside;
    } else if (ay === y && by === y && ax < x !== bx < x) return 0;
    ax = bx;
    ay = by;
  }
  return inside ? 1 : -1;
}
