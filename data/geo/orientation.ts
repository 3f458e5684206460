/**
 * The widest reach of exact plain arithmetic: with |x|, |y| ≤ 2²⁵ differences are ≤ 2²⁶, their
 * products ≤ 2⁵², and the difference of two products ≤ 2⁵³, which float64 holds exactly.
 */
export const MAX_REACH = 2 ** 25;

/**
 * Twice the signed area of the triangle a, b, c in lattice steps: > 0 where c lies left of a → b,
 * 0 where the three lie on one line. Exact for integers within `MAX_REACH`.
 */
export function orientation(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
): number {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

/**
 * Compares two directions by their angle counter-clockwise from due east, [0, 360°): < 0 where the
 * first comes first, 0 where they are the same. Exact for integers within 2 × `MAX_REACH`.
 */
export function compareDirections(ax: number, ay: number, bx: number, by: number): number {
  const halfA = ay > 0 || (ay === 0 && ax > 0) ? 0 : 1;
  const halfB = by > 0 || (by === 0 && bx > 0) ? 0 : 1;
  if (halfA !== halfB) return halfA - halfB;
  return ay * bx - ax * by;
}
