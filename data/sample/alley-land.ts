import type { Alley } from './alleys.ts';
import { below } from './cut-by-share.ts';
import type { Point } from './ground.ts';

/** From the middle of an alley to where buildings may stand. */
const ALLEY_M: Record<Alley['way'], number> = { path: 2.8, inner: 4.4 };
/** The ground on either side of an alley. */
export function partByAlley(ring: readonly Point[], alley: Alley | null): Point[][] {
  if (ring.length < 3) return [];
  if (!alley) return [[...ring]];
  const [[ax, ay], [bx, by]] = alley.line;
  const length = Math.hypot(bx - ax, by - ay);
  const n: Point = [(by - ay) / length, (ax - bx) / length];
  const c = n[0] * ax + n[1] * ay;
  const off = ALLEY_M[alley.way];
  return [below(ring, n, c - off), below(ring, [-n[0], -n[1]], -c - off)].filter((part) => part.length > 2); // prettier-ignore
}
