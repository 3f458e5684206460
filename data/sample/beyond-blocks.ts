import { pointInRing } from '#data/geo/ring.ts';

import { isNearOutline, type BeyondGround } from './beyond-ground.ts';
import { between, createDraw } from './draw.ts';
import type { Ground, Point } from './ground.ts';

/** Land that is built on beyond the outline, metres: what a map shows of the neighbours. */
export interface BeyondBlock {
  class: 'residential' | 'industrial' | 'park';
  ring: Point[];
}

/** Blocks by the radius: how large, and how far out there are any. */
const SIZE: [number, number] = [0.05, 0.085];
const FARTHEST = 1.9;
/** Half of a street between them, metres. */
const HALF_STREET_M = 8;
/** A block at the outline is made smaller until it fits, down to so many metres. */
const LEAST_M = 40;

/** Blocks around the district, thinner the farther out: roads and water are drawn over them. */
export function layBeyondBlocks(
  ground: Ground,
  beyond: BeyondGround,
  river: readonly Point[],
  seed: number,
): BeyondBlock[] {
  const draw = createDraw(seed, 'beyond blocks');
  const { radius } = ground;
  const steps = (): number[] => {
    const out: number[] = [];
    for (let at = -FARTHEST * radius; at < FARTHEST * radius; at += between(draw, ...SIZE) * radius)
      out.push(at);
    return out;
  };
  const [us, vs] = [steps(), steps()];
  const wet = river.flat();
  const blocks: BeyondBlock[] = [];
  for (let i = 1; i < us.length; i++)
    for (let j = 1; j < vs.length; j++) {
      const middle: Point = [(us[i - 1]! + us[i]!) / 2, (vs[j - 1]! + vs[j]!) / 2];
      const out = beyond.outOf(middle);
      if (out < 0.85 || draw() > 1.55 - (out - 1) / 0.55) continue;
      const kind = draw();
      const cls = kind < 0.07 ? 'park' : kind < (middle[0] > 0 && middle[1] < 0 ? 0.5 : 0.16) ? 'industrial' : 'residential'; // prettier-ignore
      place([us[i - 1]!, vs[j - 1]!], [us[i]!, vs[j]!], cls);
    }
  return blocks;

  function place([west, south]: Point, [east, north]: Point, cls: BeyondBlock['class']): void {
    if (east - west < LEAST_M || north - south < LEAST_M) return;
    const corners: Point[] = [
      [west + HALF_STREET_M, south + HALF_STREET_M],
      [east - HALF_STREET_M, south + HALF_STREET_M],
      [east - HALF_STREET_M, north - HALF_STREET_M],
      [west + HALF_STREET_M, north - HALF_STREET_M],
    ];
    const within = corners.filter((at) => isNearOutline(ground, at, HALF_STREET_M)).length;
    if (within === 4) return;
    if (within > 0) {
      const [u, v] = [(west + east) / 2, (south + north) / 2];
      place([west, south], [u, v], cls);
      place([u, south], [east, v], cls);
      place([west, v], [u, north], cls);
      place([u, v], [east, north], cls);
      return;
    }
    const ring = corners.map((at) => beyond.bend(...at));
    const isFree = ring.every((at) => beyond.isOpen(at) && pointInRing(...at, wet) < 0); // prettier-ignore
    if (isFree) blocks.push({ class: cls, ring });
  }
}
