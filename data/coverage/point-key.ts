import { MAX_REACH } from '#data/geo/orientation.ts';

/** Of a lattice point within `MAX_REACH`: a distinct integer below 2⁵³. */
export function pointKey(x: number, y: number): number {
  return (x + MAX_REACH) * (2 * MAX_REACH + 1) + y + MAX_REACH;
}
