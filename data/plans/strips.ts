import type { Edge } from '#data/coverage/edge-set.ts';

export type Point = [x: number, y: number];

/** A strip less broad than what it begins at is no narrower than this, lattice steps: three metres. */
const NARROWEST = 300;
/** A strip goes on so far beyond the border that it leads to, lattice steps. */
const BEYOND = 300;

/**
 * A strip of land from a loop to the nearest place of a border, as a loop of its own that overlaps the first; none where
 * it would be too narrow.
 *
 * @param broad as a share of the loop's own breadth, seen from the border
 * @param place of what is less broad: 0 at its right end, 1 at its left
 */
export function strips(
  loop: readonly Point[],
  border: readonly Edge[],
  broad: number,
  place: number,
): Point[][] {
  const pair = nearestPair(loop, border);
  const [middleX, middleY] = [mean(loop, 0), mean(loop, 1)];
  // Where they touch, the way from the middle tells the direction.
  const from: Point = pair.far > 1 ? pair.from : [middleX, middleY];
  const [dx, dy] = [pair.to[0] - from[0], pair.to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  if (length < 1) return [];
  const [ux, uy] = [dx / length, dy / length];
  /** Along the direction to the border, and to its left; from the loop's nearest place. */
  const inFrame = ([x, y]: Point): Point => [(x - from[0]) * ux + (y - from[1]) * uy, (y - from[1]) * ux - (x - from[0]) * uy]; // prettier-ignore
  const outOf = (along: number, aside: number): Point => [
    Math.round(from[0] + along * ux - aside * uy),
    Math.round(from[1] + along * uy + aside * ux),
  ];
  const framed = loop.map(inFrame);
  const left = framed.reduce((a, b) => (b[1] > a[1] ? b : a));
  const right = framed.reduce((a, b) => (b[1] < a[1] ? b : a));
  const end = length + BEYOND + (broad * (left[1] - right[1])) / 2;
  if (broad === 1) return [[outOf(...right), outOf(end, right[1]), outOf(end, left[1]), outOf(...left)]]; // prettier-ignore
  if (broad * (left[1] - right[1]) < NARROWEST) return [];
  const [inside] = inFrame([middleX, middleY]);
  const low = right[1] + place * (1 - broad) * (left[1] - right[1]);
  const high = low + broad * (left[1] - right[1]);
  return [[outOf(inside, low), outOf(end, low), outOf(end, high), outOf(inside, high)]];
}

function nearestPair(
  loop: readonly Point[],
  border: readonly Edge[],
): { from: Point; to: Point; far: number } {
  let best = { from: loop[0]!, to: loop[0]!, far: Infinity };
  const consider = (from: Point, to: Point): void => {
    const far = Math.hypot(to[0] - from[0], to[1] - from[1]);
    if (far < best.far) best = { from, to, far };
  };
  for (const { ax, ay, bx, by } of border) {
    const [a, b]: [Point, Point] = [[ax, ay], [bx, by]]; // prettier-ignore
    loop.forEach((corner, i) => {
      consider(corner, footOn(corner, a, b));
      const next = loop[(i + 1) % loop.length]!;
      for (const end of [a, b]) consider(footOn(end, corner, next), end);
    });
  }
  return best;
}

/** The point of a segment nearest to a point. */
function footOn([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): Point {
  const [dx, dy] = [bx - ax, by - ay];
  const length2 = dx * dx + dy * dy;
  const t = length2 === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length2));
  return [ax + t * dx, ay + t * dy];
}

const mean = (loop: readonly Point[], axis: 0 | 1): number =>
  loop.reduce((sum, point) => sum + point[axis], 0) / loop.length;
