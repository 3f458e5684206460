import type { LatticePoint } from './edge-set.ts';
import { findRingFaults } from './ring-faults.ts';

/**
 * Whether a ring (lattice steps, closed by itself) goes round one piece of land: at least three corners, and it neither
 * crosses nor touches itself, not at a corner either, nor walks any way there and back. A corner said twice in a row
 * counts once. Exact within `MAX_REACH`.
 */
export function isSimpleRing(ring: readonly LatticePoint[]): boolean {
  const way = ring.filter(({ x, y }, i) => {
    const before = ring.at(i - 1)!;
    return x !== before.x || y !== before.y;
  });
  if (way.length < 3) return false;
  if (new Set(way.map(({ x, y }) => `${x} ${y}`)).size < way.length) return false;
  const faults = findRingFaults({
    originX: 0,
    originY: 0,
    ids: Uint32Array.of(1),
    cellRings: Uint32Array.of(0, 1),
    ringStarts: Uint32Array.of(0, way.length),
    corners: Uint32Array.from(way.keys()),
    xs: Int32Array.from(way, ({ x }) => x),
    ys: Int32Array.from(way, ({ y }) => y),
    points: way.length,
  });
  return faults.length === 0;
}
