/** A box on the screen: its middle and its size, px. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A box that may stand aside of its place, in steps of so many px. */
export interface Block extends Box {
  stepPx: number;
}

/** Between two blocks, px. */
const GAP_PX = 4;
/** So many steps a block may stand from its place. */
const STEPS = 3;
/** Which ways it goes, each as far as a step: down and up first, so that it stays over its place. */
const WAYS = [90, 270, 45, 135, 225, 315, 0, 180].map((degrees) => {
  const turn = (degrees * Math.PI) / 180;
  return [Math.cos(turn), Math.sin(turn)] as const;
});

const touch = (a: Box, b: Box): boolean =>
  Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2;

/** How many square px two boxes share. */
function shared(a: Box, b: Box): number {
  const wide = (a.width + b.width) / 2 - Math.abs(a.x - b.x);
  const high = (a.height + b.height) / 2 - Math.abs(a.y - b.y);
  return wide > 0 && high > 0 ? wide * high : 0;
}

/**
 * Gives blocks room, first come first served: each at its place or the nearest way aside where it lies on
 * no other and on nothing in `full`; else where it lies on no other and least on what is full, for that
 * is drawn over it. One that can stand nowhere clear of the others is left out.
 *
 * @returns who has room, and how far from its place, px
 */
export function placeBlocks<T extends Block>(
  blocks: readonly T[],
  full: readonly Box[],
): [block: T, aside: [dx: number, dy: number]][] {
  const placed: [T, [number, number]][] = [];
  const taken: Box[] = [];
  for (const block of blocks) {
    const near = full.filter((box) => touch(box, grown(block, 2 * STEPS * block.stepPx)));
    let best: { box: Box; aside: [number, number]; covered: number } | null = null;
    for (const aside of triesOf(block.stepPx)) {
      const box = { ...block, x: block.x + aside[0], y: block.y + aside[1] };
      const wide = grown(box, GAP_PX);
      if (taken.some((other) => touch(other, wide))) continue;
      const covered = near.reduce((sum, other) => sum + shared(other, box), 0);
      if (!best || covered < best.covered) best = { box, aside, covered };
      if (covered === 0) break;
    }
    if (!best) continue;
    taken.push(best.box);
    placed.push([block, best.aside]);
  }
  return placed;
}

function grown(box: Box, by: number): Box {
  return { ...box, width: box.width + 2 * by, height: box.height + 2 * by };
}

function triesOf(stepPx: number): [number, number][] {
  const tries: [number, number][] = [[0, 0]];
  for (let far = 1; far <= STEPS; far++)
    for (const [x, y] of WAYS) tries.push([far * stepPx * x, far * stepPx * y]);
  return tries;
}
