import { pointInRing } from '#data/geo/ring.ts';

import type { Block } from './blocks.ts';
import { createDraw } from './draw.ts';
import type { Point } from './ground.ts';
import { layOut, type Footprint, type Form } from './layouts.ts';
import { offLine } from './lots.ts';
import { lengthOf } from './roads.ts';

/** A building is reached from a road that is at most so far from its walls, metres. */
const REACH_M = 57;

/** The buildings of a block as it is now: none where no road leads. */
export function layOutBlock(block: Block, keepOut?: (at: Point) => boolean): Footprint[] {
  const { form, style, yards, angle, seed } = block;
  const isKept = isOpenLand(form) && form !== 'pocket' ? () => true : createIsKept(block);
  return yards.flatMap((yard, i) =>
    layOut(form, style, yard, angle, createDraw(seed, `rows ${i}`), keepOut).filter(isKept),
  );
}

/** Whether a building is reached from a road and stands within the wall that is around. */
function createIsKept({ sides, alley, isWalled, wall, within }: Block) {
  const open: [Point, Point][] = sides.flatMap(({ from, to, isOpen }) => isOpen ? [[from, to]] : []); // prettier-ignore
  // Of a path only what lies within the wall.
  const own = alley && (isWalled ? withinWall(alley.line, wall) : alley.line);
  if (own) open.push(own);
  // A wall beside the path's end may hide it.
  const reachM = isWalled || within ? REACH_M - 7 : REACH_M;
  const isNear = (at: Point): boolean => open.some((line) => offLine(at, line) < reachM);
  const ring = within?.flat();
  return ({ corners, outline }: Footprint): boolean =>
    (!ring || corners.every(([x, y]) => pointInRing(x, y, ring) > 0)) &&
    outline.some((a, i) => {
      const b = outline[(i + 1) % outline.length]!;
      return isNear(a) || isNear([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]);
    });
}

/** The part of a path within a wall, from its middle both ways; null where it passes by. */
function withinWall([a, b]: [Point, Point], wall: readonly Point[]): [Point, Point] | null {
  const length = lengthOf([a, b]);
  const ring = wall.flat();
  const at = (m: number): Point => [a[0] + (m / length) * (b[0] - a[0]), a[1] + (m / length) * (b[1] - a[1])]; // prettier-ignore
  const isIn = (m: number): boolean => pointInRing(...at(m), ring) > 0;
  if (!isIn(length / 2)) return null;
  let [from, to] = [length / 2, length / 2];
  while (from > 2 && isIn(from - 2)) from -= 2;
  while (to < length - 2 && isIn(to + 2)) to += 2;
  return [at(from), at(to)];
}

export function isOpenLand(form: Form): boolean {
  return form === 'pocket' || form === 'park' || form === 'lake' || form === 'hill' || form === 'riverside'; // prettier-ignore
}
