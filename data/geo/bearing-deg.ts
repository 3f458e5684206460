import type { Position } from './geometry.ts';

const RADIANS = Math.PI / 180;

/**
 * Which way one position lies from another, clockwise from north, 0 ≤ bearing < 360. On a plane that touches the ground
 * between them: a hundredth of a degree over a kilometre, at any latitude that has streets.
 */
export function bearingDeg(from: Position, to: Position): number {
  const east = (to[0] - from[0]) * Math.cos(((from[1] + to[1]) / 2) * RADIANS);
  const north = to[1] - from[1];
  const bearing = Math.atan2(east, north) / RADIANS;
  return bearing < 0 ? bearing + 360 : bearing;
}
