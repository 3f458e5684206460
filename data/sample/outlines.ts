import { between, pick, type Draw } from './draw.ts';
import type { Point } from './ground.ts';

/**
 * The outline of a building within its box of width and depth, metres from the box's south-west corner,
 * counter-clockwise. Every side of the box has a part of the outline on it.
 */
export type Shape = (width: number, depth: number, stairs: number, draw: Draw) => Point[];

const plain: Shape = (w, d) => [[0, 0], [w, 0], [w, d], [0, d]]; // prettier-ignore

/** Stairwells that stand out to the north. */
const bays: Shape = (w, d, stairs) => {
  const back = d - 1.5;
  const north = Array.from({ length: stairs }, (_, i): Point[] => {
    const x = (w * (stairs - i - 0.5)) / stairs;
    return [[x + 1.7, back], [x + 1.7, d], [x - 1.7, d], [x - 1.7, back]]; // prettier-ignore
  }).flat();
  return [[0, 0], [w, 0], [w, back], ...north, [0, back]];
};

/** Two halves, one a step farther north. */
const stepped: Shape = (w, d, stairs, draw) => {
  const [x, s] = [w * (stairs > 2 ? Math.ceil(stairs / 2) / stairs : 0.5), between(draw, 1.4, 2.4)];
  return draw() < 0.5
    ? [[0, s], [x, s], [x, 0], [w, 0], [w, d - s], [x, d - s], [x, d], [0, d]]
    : [[0, 0], [x, 0], [x, s], [w, s], [w, d], [x, d], [x, d - s], [0, d - s]]; // prettier-ignore
};

/** A corner cut out: which one, and how much of it. */
const angled =
  (along: [number, number], across: [number, number]): Shape =>
  (w, d, _, draw) => {
    const [x, y] = [w * between(draw, ...along), d * between(draw, ...across)];
    return pick(draw, [
      [[0, 0], [w, 0], [w, d], [w - x, d], [w - x, d - y], [0, d - y]],
      [[0, 0], [w, 0], [w, d - y], [x, d - y], [x, d], [0, d]],
      [[0, 0], [w - x, 0], [w - x, y], [w, y], [w, d], [0, d]],
    ] as Point[][]); // prettier-ignore
  };

/** Two wings to the south, or to the north, with a court between. */
const winged =
  (wing: [number, number], deep: [number, number]): Shape =>
  (w, d, _, draw) => {
    const [a, b] = [w * between(draw, ...wing), w - w * between(draw, ...wing)];
    const y = d * between(draw, ...deep);
    return draw() < 0.6
      ? [[0, 0], [a, 0], [a, y], [b, y], [b, 0], [w, 0], [w, d], [0, d]]
      : [[0, 0], [w, 0], [w, d], [b, d], [b, d - y], [a, d - y], [a, d], [0, d]]; // prettier-ignore
  };

/** Classrooms as a comb: a corridor in the north, three wings to the south. */
const comb: Shape = (w, d) => {
  const [k, y] = [w / 5, 0.58 * d];
  return [[0, 0], [k, 0], [k, y], [2 * k, y], [2 * k, 0], [3 * k, 0], [3 * k, y], [4 * k, y], [4 * k, 0], [w, 0], [w, d], [0, d]]; // prettier-ignore
};

/** Flats around a core: a notch in the middle of every side or in each corner. */
const crossed: Shape = (w, d, _, draw) => {
  const [x, y] = [w * between(draw, 0.2, 0.26), d * between(draw, 0.2, 0.28)];
  return [[x, 0], [w - x, 0], [w - x, y], [w, y], [w, d - y], [w - x, d - y], [w - x, d], [x, d], [x, d - y], [0, d - y], [0, y], [x, y]]; // prettier-ignore
};
const notched: Shape = (w, d, _, draw) => {
  const [a, b] = [w * 0.4, w * 0.6];
  const y = d * between(draw, 0.14, 0.2);
  return [[0, 0], [a, 0], [a, y], [b, y], [b, 0], [w, 0], [w, d], [b, d], [b, d - y], [a, d - y], [a, d], [0, d]]; // prettier-ignore
};
/** The core in the north, flats to the south. */
const stemmed: Shape = (w, d, _, draw) => {
  const [x, y] = [w * between(draw, 0.2, 0.28), d * between(draw, 0.25, 0.36)];
  return [
    [0, 0],
    [w, 0],
    [w, d - y],
    [w - x, d - y],
    [w - x, d],
    [x, d],
    [x, d - y],
    [0, d - y],
  ];
};
/** A great door stands out to the north, a concourse to the south. */
const fronted: Shape = (w, d) => {
  const [a, b, y] = [0.32 * w, 0.68 * w, 0.14 * d];
  return [[0, y], [a, y], [a, 0], [b, 0], [b, y], [w, y], [w, d - y], [b, d - y], [b, d], [a, d], [a, d - y], [0, d - y]]; // prettier-ignore
};
const bevelled: Shape = (w, d) => {
  const c = 0.2 * Math.min(w, d);
  return [[c, 0], [w - c, 0], [w, c], [w, d - c], [w - c, d], [c, d], [0, d - c], [0, c]]; // prettier-ignore
};
/** A tank or a chimney. */
const round: Shape = (w, d) =>
  Array.from({ length: 12 }, (_, i): Point => {
    const angle = ((i - 0.5) / 12) * 2 * Math.PI;
    const r = 0.5 / Math.cos(Math.PI / 12);
    return [w / 2 + r * w * Math.cos(angle), d / 2 + r * d * Math.sin(angle)];
  });

/** Shapes of a kind of building, as often as they are named: one a block where it is built as one, else one each. */
export const SHAPES = {
  plain: [plain],
  slab: [plain, plain, plain, bays, stepped, stepped],
  point: [crossed, notched, stemmed, plain, crossed],
  house: [plain, plain, plain, angled([0.35, 0.55], [0.35, 0.5]), winged([0.26, 0.34], [0.35, 0.5])], // prettier-ignore
  shop: [plain, plain, plain, angled([0.3, 0.5], [0.35, 0.5])],
  office: [plain, bevelled, crossed, angled([0.3, 0.4], [0.3, 0.4])],
  works: [plain, plain, angled([0.2, 0.35], [0.25, 0.4]), stepped],
  round: [round],
  teaching: [plain, winged([0.18, 0.24], [0.42, 0.55]), angled([0.6, 0.7], [0.45, 0.55]), comb],
  ward: [notched, winged([0.2, 0.28], [0.35, 0.5]), plain, stemmed],
  terminal: [fronted],
} as const satisfies Record<string, readonly Shape[]>;
export type ShapeKind = keyof typeof SHAPES;

/** What a door on a side of the box is on the outline: the first wall straight inwards, else the nearest corner. */
export function onOutline(outline: readonly Point[], [x, y]: Point, inward: Point): Point {
  let best: Point | null = null;
  let bestM = Infinity;
  outline.forEach((a, i) => {
    const b = outline[(i + 1) % outline.length]!;
    // A wall across the way in, with the way in as the first axis.
    const along = (p: Point): number => (p[0] - x) * inward[0] + (p[1] - y) * inward[1];
    const off = (p: Point): number => (p[0] - x) * -inward[1] + (p[1] - y) * inward[0];
    const [oa, ob] = [off(a), off(b)];
    if (oa > 0 === ob > 0) return;
    const t = oa / (oa - ob);
    const m = along(a) + t * (along(b) - along(a));
    if (m < -0.01 || m >= bestM) return;
    [best, bestM] = [[a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])], m];
  });
  return (
    best ??
    outline.reduce((near, p) =>
      Math.hypot(p[0] - x, p[1] - y) < Math.hypot(near[0] - x, near[1] - y) ? p : near,
    )
  );
}
