import type { Position } from '#data/geo/geometry.ts';
import { toDegrees, toLattice } from '#data/geo/lattice.ts';

import { between, type Draw } from './draw.ts';
import type { Figures } from './figures.ts';

/** A point in metres, east and north. */
export type Point = [x: number, y: number];

/**
 * The ground before anything is built on it. A district is laid out on a *plan* where streets are straight and faces
 * convex; `bend` makes one smooth map of it, in metres east and north of `centre`. So roads curve, neighbours bend
 * alike, and whatever fits on the plan fits on the map.
 */
export interface Ground {
  /** Lattice integers. */
  centre: [number, number];
  /** Metres from the middle to the outline, about. */
  radius: number;
  /** Convex, counter-clockwise, on the plan. */
  outline: Point[];
  /** The river runs along this v of the plan; half its width; and how far off its axis the bank road runs. */
  riverV: number;
  riverHalfM: number;
  bankM: number;
  /** The railway runs along this v, the ring road and the old town lie as these say; a small district has none of them. */
  hasRail: boolean;
  railV: number;
  ring: { west: number; east: number; south: number };
  /** The old town, of whose wall the north and the east still stand: from the ring's west to here, from the river to here. */
  oldTown: { east: number; north: number };
  bend: (u: number, v: number) => Point;
  /** How closely built a place of the plan is, 1 ordinary. */
  density: (u: number, v: number) => number;
}

/** Near Nanjing's latitude, where no district is called Qinglan. */
const CENTRE: Position = [118.92, 32.08];
/** WGS84 at 32.08° north. */
const M_PER_DEGREE: Point = [94_384, 110_884];

/** Metres east and north → degrees on the lattice. */
export function toPosition(ground: Ground, [x, y]: Point): Position {
  return [
    toDegrees(ground.centre[0] + Math.round((x / M_PER_DEGREE[0]) * 1e7)),
    toDegrees(ground.centre[1] + Math.round((y / M_PER_DEGREE[1]) * 1e7)),
  ];
}

/** The same the other way. */
export function toMetres(ground: Ground, [lng, lat]: Position): Point {
  return [
    ((toLattice(lng) - ground.centre[0]) / 1e7) * M_PER_DEGREE[0],
    ((toLattice(lat) - ground.centre[1]) / 1e7) * M_PER_DEGREE[1],
  ];
}

/** The first stage: where the district lies, its outline, its river and how densely it is built. */
export function layGround(figures: Figures, draw: Draw): Ground {
  const wave = Array.from({ length: 8 }, () => between(draw, 0, 2 * Math.PI));
  const reach = (angle: number): number =>
    1 + 0.05 * Math.cos(2 * angle + 0.5) + 0.025 * Math.cos(3 * angle + wave[0]!);
  const make = (radius: number): Ground => {
    const riverV = -0.16 * radius;
    const outline: Point[] = [];
    for (let i = 0; i < 120; i++) {
      const angle = (i / 120) * 2 * Math.PI;
      const r = radius * reach(angle);
      outline.push([r * Math.cos(angle) * 1.08, (r * Math.sin(angle)) / 1.08]);
    }
    const riverHalfM = Math.min(75, 0.02 * radius + 12);
    return {
      centre: [toLattice(CENTRE[0]), toLattice(CENTRE[1])],
      radius,
      outline,
      riverV,
      riverHalfM,
      bankM: riverHalfM + 50,
      hasRail: figures.streets >= 6,
      railV: 0.52 * radius,
      ring: { west: -0.44 * radius, east: 0.42 * radius, south: -0.62 * radius },
      oldTown: { east: -0.02 * radius, north: riverV + 0.4 * radius },
      bend: createBend(radius, riverV, reach, wave),
      density: createDensity(radius, riverV),
    };
  };
  // The bend changes the area a little; scale until it is what was asked for.
  let radius = Math.sqrt((figures.km2 * 1e6) / Math.PI);
  for (let i = 0; i < 4; i++) radius *= Math.sqrt((figures.km2 * 1e6) / bentArea(make(radius)));
  return make(radius);
}

/** A part of the district turned about its middle, radians, less and less away from it: its area stays the same. */
interface Turn {
  at: Point;
  by: number;
  reach: number;
}

function createBend(
  radius: number,
  riverV: number,
  reach: (angle: number) => number,
  wave: number[],
): Ground['bend'] {
  const k = (2 * Math.PI) / radius;
  const r = (share: number): number => share * radius;
  const swing = 1 + 0.12 * Math.sin(wave[6]!);
  // Each quarter was laid out at a time of its own, square to its own first road.
  const turns: Turn[] = [
    { at: [r(-0.62), r(-0.55)], by: 0.24 * swing, reach: r(0.38) },
    { at: [r(0.6), r(-0.46)], by: -0.2 * swing, reach: r(0.36) },
    { at: [r(0.66), r(0.3)], by: 0.2 * swing, reach: r(0.34) },
    { at: [r(-0.24), r(0.86)], by: -0.22, reach: r(0.34) },
    { at: [r(0.42), r(0.86)], by: 0.16, reach: r(0.3) },
    { at: [r(-0.2), r(0.06)], by: -0.17, reach: r(0.3) },
    { at: [r(-0.78), r(0.28)], by: -0.2 * swing, reach: r(0.3) },
  ];
  // The river's axis: two great bends, the second the sharper.
  const axis = (u: number): number =>
    r(0.15) * Math.sin((k * u) / 2.05 + 0.5) + r(0.018) * Math.sin((k * u) / 0.92 + wave[0]!);
  const slope = (u: number): number => (axis(u + 1) - axis(u - 1)) / 2;
  return (u, v) => {
    // What lies by the river goes with it and stands square to it, farther away less and less.
    const off = v - riverV;
    const felt = Math.exp(-((off / r(0.66)) ** 2));
    const square = off * Math.exp(-((off / r(0.4)) ** 2));
    const steep = Math.atan(slope(u));
    let x = u - square * Math.sin(steep);
    let y = v + felt * axis(u) + square * (Math.cos(steep) - 1);
    for (const { at, by, reach: far } of turns) {
      const [dx, dy] = [x - at[0], y - at[1]];
      const angle = by * Math.exp(-(dx * dx + dy * dy) / far ** 2);
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      x = at[0] + dx * cos - dy * sin;
      y = at[1] + dx * sin + dy * cos;
    }
    x += r(0.02) * Math.sin(k * (0.31 * v + 0.16 * u) + wave[1]!);
    y += r(0.016) * Math.sin(k * (0.36 * u - 0.22 * v) + wave[2]!);
    // The outline alone runs in and out.
    const [pu, pv] = [u / 1.08, v * 1.08];
    const out = Math.hypot(pu, pv) / radius;
    const angle = Math.atan2(pv, pu);
    const t = Math.max(0, Math.min(1, (out / reach(angle) - 0.72) / 0.28));
    if (t > 0) {
      const swing =
        t * t * (3 - 2 * t) * (0.03 * Math.sin(5 * angle + wave[3]!) + 0.018 * Math.sin(9 * angle + wave[4]!) + 0.007 * Math.sin(16 * angle + wave[5]!)); // prettier-ignore
      x += swing * radius * Math.cos(angle);
      y += swing * radius * Math.sin(angle);
    }
    return [x, y];
  };
}

function createDensity(radius: number, riverV: number): Ground['density'] {
  const hill = (u: number, v: number, atU: number, atV: number, spread: number): number => {
    const d = Math.hypot(u - atU * radius, v - atV * radius) / (spread * radius);
    return Math.exp(-d * d);
  };
  const old = riverV / radius + 0.24;
  return (u, v) =>
    0.62 +
    1.1 * hill(u, v, -0.1, old, 0.36) +
    0.5 * hill(u, v, 0.5, -0.42, 0.22) +
    0.35 * hill(u, v, -0.55, -0.4, 0.22);
}

function bentArea(ground: Ground): number {
  const ring = ground.outline.map(([u, v]) => ground.bend(u, v));
  let sum = 0;
  for (let i = 0; i < ring.length; i++) {
    const [ax, ay] = ring[i]!;
    const [bx, by] = ring[(i + 1) % ring.length]!;
    sum += ax * by - bx * ay;
  }
  return sum / 2;
}
