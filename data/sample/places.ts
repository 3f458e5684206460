import type { Block } from './blocks.ts';
import { below } from './cut-by-share.ts';
import type { Point } from './ground.ts';
import { isWithin, middleOfRing } from './lots.ts';

/** Open ground within a block, metres: a sports ground, a square, or the lawns between towers and on a campus. */
export interface Place {
  kind: 'pitch' | 'square' | 'lawn';
  ring: Point[];
}

/** Running tracks and fields by length and width, the largest first. */
const PITCHES: [number, number][] = [[176, 94], [140, 74], [104, 58], [78, 44], [58, 34], [44, 26], [30, 17]]; // prettier-ignore
/** Which share of the ground a form keeps open for it. */
const SHARES: Partial<Record<Block['form'], [Place['kind'], number]>> = {
  school: ['pitch', 0.58],
  campus: ['pitch', 0.42],
  mall: ['square', 0.3],
  station: ['square', 0.36],
};

/** What is left for buildings when a school has its sports ground, and a mall or the station its square. */
export function setAside(block: Block, yards: Point[][]): { rest: Point[][]; places: Place[] } {
  const first = block.cell.grid.cells[0] === block.cell;
  if ((block.form === 'towers' && block.style > 0.45) || (block.form === 'campus' && !first)) {
    const lawns = yards.map((yard) => inset(yard)).filter((ring) => ring.length > 2);
    return { rest: yards, places: lawns.map((ring) => ({ kind: 'lawn', ring })) };
  }
  const due = SHARES[block.form];
  // One for a whole campus or mall; the station has one before each of its halls.
  if (!due || yards.length === 0 || (block.form !== 'station' && !first)) return { rest: yards, places: [] }; // prettier-ignore
  const [kind, share] = due;
  const largest = yards.toSorted((p, q) => areaOf(q) - areaOf(p))[0]!;
  const others = yards.filter((yard) => yard !== largest);
  if (kind === 'square') {
    // The station's lies away from the tracks, a mall's along its longest street.
    const direction = block.form === 'station' ? ([0, 1] as Point) : towardStreet(block);
    return part(block.form === 'station' ? yards : [largest], block.form === 'station' ? [] : others); // prettier-ignore

    function part(of: Point[][], kept: Point[][]) {
      const split = of.map((yard) => splitToward(yard, direction, share));
      const squares = split.map(({ toward }) => inset(toward));
      return {
        rest: [...split.map(({ rest }) => rest), ...kept].filter((yard) => yard.length > 2),
        places: squares.filter((ring) => ring.length > 2).map((ring) => ({ kind, ring })),
      };
    }
  }
  const [long, angle] = longAxis(largest);
  const { toward, rest } = splitToward(largest, long, share);
  const pitch = fitPitch(toward, angle);
  if (!pitch) return { rest: yards, places: [] };
  const left = [rest, ...others].filter((yard) => yard.length > 2);
  const lawns = block.form === 'campus' ? left.map(inset).filter((ring) => ring.length > 2) : [];
  return { rest: left, places: [{ kind, ring: pitch }, ...lawns.map((ring) => ({ kind: 'lawn' as const, ring }))] }; // prettier-ignore
}

function areaOf(ring: readonly Point[]): number {
  let sum = 0;
  for (let i = 0; i < ring.length; i++) {
    const [a, b] = [ring[i]!, ring[(i + 1) % ring.length]!];
    sum += a[0] * b[1] - b[0] * a[1];
  }
  return sum / 2;
}

/** The direction in which a ring is longest, and its angle. */
function longAxis(ring: readonly Point[]): [Point, number] {
  let [best, bestM] = [0, 0];
  for (let i = 0; i < ring.length; i++) {
    const [a, b] = [ring[i]!, ring[(i + 1) % ring.length]!];
    const m = Math.hypot(b[0] - a[0], b[1] - a[1]);
    if (m > bestM) [best, bestM] = [Math.atan2(b[1] - a[1], b[0] - a[0]), m];
  }
  return [[Math.cos(best), Math.sin(best)], best];
}

function towardStreet(block: Block): Point {
  let [best, bestM]: [Point, number] = [[0, -1], 0];
  for (const { from, to, way } of block.sides) {
    if (way !== 'arterial' && way !== 'secondary' && way !== 'minor') continue;
    const m = Math.hypot(to[0] - from[0], to[1] - from[1]);
    if (m > bestM) [best, bestM] = [[(to[1] - from[1]) / m, (from[0] - to[0]) / m], m];
  }
  return best;
}

/** A convex ring cut across a direction: the share of it that lies farthest that way, and the rest. */
function splitToward(
  ring: readonly Point[],
  n: Point,
  share: number,
): { toward: Point[]; rest: Point[] } {
  const along = ring.map((p) => n[0] * p[0] + n[1] * p[1]);
  let [low, high] = [Math.min(...along), Math.max(...along)];
  const whole = areaOf(ring);
  for (let i = 0; i < 24; i++) {
    const c = (low + high) / 2;
    if (areaOf(below(ring, n, c)) < (1 - share) * whole) low = c;
    else high = c;
  }
  return { rest: below(ring, n, low - 4), toward: below(ring, [-n[0], -n[1]], -low) };
}

function inset(ring: readonly Point[]): Point[] {
  if (ring.length < 3 || areaOf(ring) < 300) return [];
  const [x, y] = middleOfRing(ring);
  return ring.map(([px, py]): Point => [x + 0.96 * (px - x), y + 0.96 * (py - y)]);
}

/** The largest sports ground that a convex ring holds: straight sides and round ends. */
function fitPitch(ring: readonly Point[], angle: number): Point[] | null {
  if (ring.length < 3) return null;
  const [x, y] = middleOfRing(ring);
  for (const [long, wide] of PITCHES)
    for (const turned of [angle + Math.PI / 2, angle]) {
      const [cos, sin] = [Math.cos(turned), Math.sin(turned)];
      const at = (a: number, b: number): Point => [x + a * cos - b * sin, y + a * sin + b * cos];
      const box = [at(-long / 2, -wide / 2), at(long / 2, -wide / 2), at(long / 2, wide / 2), at(-long / 2, wide / 2)]; // prettier-ignore
      if (!box.every((corner) => isWithin(ring, corner))) continue;
      const r = wide / 2;
      const half = long / 2 - r;
      return [-1, 1].flatMap((side) =>
        Array.from({ length: 11 }, (_, i) => {
          const t = (i / 10) * Math.PI - Math.PI / 2 + (side < 0 ? Math.PI : 0);
          return at(side * half + r * Math.cos(t), r * Math.sin(t));
        }),
      );
    }
  return null;
}
