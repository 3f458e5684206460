/** A box on the screen: its middle and its size, px. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A box that may stand aside of its place, in steps of so many px. */
export interface Block extends Box {
  /** Its own among the blocks. */
  key: number;
  stepPx: number;
}

/** Between two blocks, px. */
const GAP_PX = 4;
/** So many steps a block may stand from its place. */
const STEPS = 4;
/** Which ways it goes, each as far as a step: down and up first, so that it stays over its place. */
const WAYS = [90, 270, 45, 135, 225, 315, 0, 180, 67, 113, 247, 293, 22, 158, 202, 338].map(
  (degrees) => {
    const turn = (degrees * Math.PI) / 180;
    return [Math.cos(turn), Math.sin(turn)] as const;
  },
);

/** Where it may stand, in steps from its place, the nearest first. */
const TRIES: (readonly [number, number])[] = [
  [0, 0],
  ...Array.from({ length: STEPS }, (_, i) =>
    WAYS.map(([x, y]) => [(i + 1) * x, (i + 1) * y] as const),
  ).flat(),
];

/** Whether two boxes share some of the screen. */
export const touch = (a: Box, b: Box): boolean =>
  Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2;

/** Which of the tries a block stands at, by its key. */
export type Held = Map<number, number>;

/**
 * Gives blocks room, first come first served: each where it stood the last time (`held`), else at its
 * place or the nearest way aside, where it lies on no other and on nothing in `full`. One that can stand
 * nowhere clear is left out: half a number reads as another one.
 *
 * @param held where blocks stood, so that none jumps to and fro while one zooms; it is brought up to date
 * @returns who has room, and how far from its place, px
 */
export function placeBlocks<T extends Block>(
  blocks: readonly T[],
  full: readonly Box[],
  held: Held,
): [block: T, aside: [dx: number, dy: number]][] {
  const placed: [T, [number, number]][] = [];
  const before = new Map(held);
  held.clear();
  const taken: Box[] = [];
  for (const block of blocks) {
    const near = full.filter((box) => touch(box, grown(block, 2 * STEPS * block.stepPx)));
    const last = before.get(block.key);
    const order = last === undefined ? TRIES.keys() : [last, ...TRIES.keys()];
    for (const at of order) {
      const [dx, dy] = TRIES[at]!;
      const aside: [number, number] = [dx * block.stepPx, dy * block.stepPx];
      const box = { ...block, x: block.x + aside[0], y: block.y + aside[1] };
      const wide = grown(box, GAP_PX);
      if (taken.some((other) => touch(other, wide)) || near.some((other) => touch(other, box)))
        continue;
      held.set(block.key, at);
      taken.push(box);
      placed.push([block, aside]);
      break;
    }
  }
  return placed;
}

function grown(box: Box, by: number): Box {
  return { ...box, width: box.width + 2 * by, height: box.height + 2 * by };
}
