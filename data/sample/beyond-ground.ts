import { pointInRing } from '#data/geo/ring.ts';

import { between, createDraw } from './draw.ts';
import type { Ground, Point } from './ground.ts';
import type { PlaceName } from './lexicon.ts';
import { offsetLine, smoothLine } from './offset.ts';

/** What lies around the district, as far as a map shows it: metres, and named where one would know the name. */
export interface BeyondGround {
  /** The plan goes on beyond the outline, bent as the ground is and swaying more the farther it is. */
  bend: Ground['bend'];
  /** How far out a place of the plan is: 1 about at the outline. */
  outOf: (at: Point) => number;
  /** The river that the district's own flows into. */
  greatRiver: Landscape;
  lake: Landscape;
  hills: Landscape[];
  towns: Point[][];
  /** Whether a place in metres is neither water nor hill. */
  isOpen: (at: Point) => boolean;
}
export interface Landscape {
  ring: Point[];
  islands: Point[][];
  name: PlaceName | null;
}

/** Places and sizes by the district's radius, east and north of its middle. */
const GREAT_RIVER: Point[] = [[-8, -7.4], [-5.6, -4.9], [-3.9, -3.3], [-2.9, -1.7], [-2.42, -0.1], [-1.75, 1.3], [-0.5, 2.12], [1.1, 2.32], [2.7, 2.75], [4.6, 2.9], [6.6, 3.9], [9, 5.2]]; // prettier-ignore
const GREAT_RIVER_HALF = 0.125;
const LAKE = { at: [0.72, 1.5] as Point, size: [0.27, 0.17] as Point, turn: 0.5 };
const HILLS: { at: Point; size: Point; turn: number; name: PlaceName | null }[] = [
  { at: [2.05, -0.92], size: [0.66, 0.36], turn: 0.35, name: { zh: '栖云山', en: 'Qiyun Hill' } },
  { at: [-0.75, -2.15], size: [0.5, 0.24], turn: -0.3, name: { zh: '牛首岭', en: 'Niushou Ridge' } }, // prettier-ignore
  { at: [3.4, 0.75], size: [0.7, 0.26], turn: 0.5, name: null },
  { at: [-4.3, 1.5], size: [0.9, 0.4], turn: 0.7, name: { zh: '老鹰山', en: 'Laoying Hill' } },
  { at: [0.9, -3.7], size: [0.8, 0.4], turn: -0.2, name: null },
];
const TOWNS: [x: number, y: number, size: number][] = [[-3.4, 0.5, 0.34], [-2.7, 2.4, 0.4], [0.2, 3.3, 0.3], [3.1, 1.75, 0.32], [4.4, -0.5, 0.36], [2.5, -2.7, 0.4], [-1.9, -2.9, 0.34], [-0.4, -4.3, 0.26], [5.4, 2.1, 0.22], [-4.9, -1.3, 0.3], [1.9, 4.4, 0.24], [-4.6, 3.6, 0.3]]; // prettier-ignore

/** The landscape beyond the outline: nothing of it is an area's, nothing is built of it but what a map of the region shows. */
export function layBeyond(ground: Ground, seed: number): BeyondGround {
  const draw = createDraw(seed, 'beyond');
  const { radius } = ground;
  const phases = Array.from({ length: 2 }, () => between(draw, 0, 2 * Math.PI));
  const outOf = ([u, v]: Point): number => Math.hypot(u / 1.08, v * 1.08) / radius;
  const bend: Ground['bend'] = (u, v) => {
    const [x, y] = ground.bend(u, v);
    const t = Math.max(0, Math.min(1, (outOf([u, v]) - 1.1) / 1.4));
    const sway = 0.075 * radius * t * t * (3 - 2 * t);
    return [x + sway * Math.sin((2.1 * v) / radius + phases[0]!), y + sway * Math.sin((1.8 * u) / radius + phases[1]!)]; // prettier-ignore
  };
  const blob = ([x, y]: Point, [long, wide]: Point, turn: number, swing: number, count = 48): Point[] => {
    const [p, q] = [between(draw, 0, 6), between(draw, 0, 6)];
    return Array.from({ length: count }, (_, i): Point => {
      const angle = (i / count) * 2 * Math.PI;
      const r = radius * (1 + swing * Math.sin(2 * angle + p) + 0.6 * swing * Math.sin(5 * angle + q) + 0.3 * swing * Math.sin(9 * angle)); // prettier-ignore
      const [a, b] = [long * r * Math.cos(angle), wide * r * Math.sin(angle)];
      return [x * radius + a * Math.cos(turn) - b * Math.sin(turn), y * radius + a * Math.sin(turn) + b * Math.cos(turn)]; // prettier-ignore
    });
  }; // prettier-ignore
  const greatRiver = layGreatRiver(radius);
  const lake: Landscape = { ring: blob(LAKE.at, LAKE.size, LAKE.turn, 0.16), islands: [], name: { zh: '雁湖', en: 'Yan Lake' } }; // prettier-ignore
  const hills = HILLS.map(({ at, size, turn, name }): Landscape => ({ ring: blob(at, size, turn, 0.13), islands: [], name })); // prettier-ignore
  const towns = TOWNS.map(([x, y, size]) => blob([x, y], [size, 0.7 * size], between(draw, 0, 3), 0.2, 28)); // prettier-ignore
  const barred = [greatRiver, lake, ...hills].map(({ ring }) => ring.flat());
  return { bend, outOf, greatRiver, lake, hills, towns, isOpen: ([x, y]) => barred.every((ring) => pointInRing(x, y, ring) < 0) }; // prettier-ignore
}

/** Whether a place of the plan is within the outline, or so many metres beyond it at most. */
export function isNearOutline({ outline }: Ground, [u, v]: Point, marginM: number): boolean {
  return outline.every(([au, av], i) => {
    const [bu, bv] = outline[(i + 1) % outline.length]!;
    return ((bu - au) * (v - av) - (bv - av) * (u - au)) / Math.hypot(bu - au, bv - av) > -marginM;
  });
}

function layGreatRiver(radius: number): Landscape {
  const axis = smoothLine(throughPoints(GREAT_RIVER.map(([x, y]): Point => [x * radius, y * radius])), 8); // prettier-ignore
  const half = (i: number): number => radius * GREAT_RIVER_HALF * (1 + 0.16 * Math.sin(0.37 * i) + 0.08 * Math.sin(0.9 * i)); // prettier-ignore
  const side = (sign: 1 | -1): Point[] => axis.map((_, i) => offsetLine(axis.slice(Math.max(0, i - 1), i + 2), sign * half(i))[i === 0 ? 0 : 1]!); // prettier-ignore
  /** A long island in midstream, from one point of the axis to another. */
  const island = (from: number, to: number, off: number, wide: number): Point[] => {
    const part = axis.slice(from, to);
    const edge = (sign: 1 | -1): Point[] => part.map((_, i) => offsetLine(part.slice(Math.max(0, i - 1), i + 2), radius * (off + sign * wide * Math.sin((Math.PI * i) / (part.length - 1))))[i === 0 ? 0 : 1]!); // prettier-ignore
    return [...edge(-1), ...edge(1).toReversed().slice(1, -1)];
  };
  return {
    ring: [...side(-1), ...side(1).toReversed()],
    islands: [island(27, 37, 0.015, 0.055), island(58, 66, -0.02, 0.04)],
    name: { zh: '长江', en: 'Yangtze River' },
  };
}

/** A curve through points (Catmull–Rom), eight pieces from one to the next. */
function throughPoints(points: readonly Point[]): Point[] {
  const out: Point[] = [];
  for (let i = 0; i + 1 < points.length; i++) {
    const [a, b, c, d] = [points[Math.max(0, i - 1)]!, points[i]!, points[i + 1]!, points[Math.min(points.length - 1, i + 2)]!]; // prettier-ignore
    for (let k = 0; k < 8; k++) {
      const t = k / 8;
      const at = (axis: 0 | 1): number =>
        0.5 * (2 * b[axis] + (c[axis] - a[axis]) * t + (2 * a[axis] - 5 * b[axis] + 4 * c[axis] - d[axis]) * t * t + (3 * b[axis] - a[axis] - 3 * c[axis] + d[axis]) * t * t * t); // prettier-ignore
      out.push([at(0), at(1)]);
    }
  }
  return [...out, points.at(-1)!];
}
