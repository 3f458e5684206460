import type { Position } from '#data/geo/geometry.ts';
import { metresPerDegree } from '#data/geo/metres-per-degree.ts';

import type { Feature } from './feature.ts';

/** What a border may run along: natural and built lines that people know. */
export const BORDER_LINES = ['road', 'water', 'wall'] as const;
export type BorderLine = (typeof BORDER_LINES)[number];

/**
 * How far off its line a border still runs along it, metres: half of what a road of its class is wide, and of a wall what
 * its line may be off. A path is none: it leads through a compound, not round it. Water is its bank, and all within.
 */
const REACH_M: Record<BorderLine, Readonly<Record<string, number>>> = {
  road: { lane: 6, minor: 9, secondary: 14, arterial: 20, motorway: 24 },
  water: { pond: 4, canal: 6, moat: 6, river: 8, lake: 8 },
  wall: { compound: 4, city: 10 },
};
/** A border that runs at a wider angle to a line crosses it: the sine of 30°. */
const WIDEST_SINE = 0.5;
/** Side of a square of the index, metres; no reach is longer. */
const SQUARE_M = 32;

/** A line or bank as a planner may follow it. */
export interface LinePart {
  line: BorderLine;
  featureId: number;
  reachM: number;
  /** Whether it is the bank of water, a closed ring. */
  isBank: boolean;
  points: Position[];
}

/** Roads, water and walls as lines; of other features, and of classes no border follows, nothing. */
export function linePartsOf(features: Iterable<Feature>): LinePart[] {
  const parts: LinePart[] = [];
  for (const { id, kind, class: of, geometry } of features) {
    if (kind !== 'road' && kind !== 'water' && kind !== 'wall') continue;
    const reachM = REACH_M[kind][of];
    if (reachM === undefined) continue;
    const add = (points: Position[], isBank: boolean): number =>
      parts.push({ line: kind, featureId: id, reachM, isBank, points });
    switch (geometry.type) {
      case 'LineString':
        add(geometry.coordinates, false);
        break;
      case 'MultiLineString':
        for (const line of geometry.coordinates) add(line, false);
        break;
      case 'Polygon':
        for (const ring of geometry.coordinates) add(ring, kind === 'water');
        break;
      case 'MultiPolygon':
        for (const ring of geometry.coordinates.flat()) add(ring, kind === 'water');
        break;
      case 'Point':
    }
  }
  return parts;
}

/** Finds the line that a piece of border runs along. Planar about one latitude: for a district, not a province. */
export class BorderLines {
  readonly parts: readonly LinePart[];
  /** A degree in metres where the lines are. */
  readonly perLng: number;
  readonly perLat: number;
  /** Of each segment its ends, metres from 0°, 0°, and its part. */
  readonly #segments: number[] = [];
  readonly #squares = new Map<number, number[]>();
  /** By row of squares: the segments of banks that reach it. */
  readonly #banks = new Map<number, number[]>();

  constructor(parts: readonly LinePart[], lat: number) {
    this.parts = parts;
    const { perLng, perLat } = metresPerDegree(lat);
    this.perLng = perLng;
    this.perLat = perLat;
    parts.forEach(({ points, isBank }, part) => {
      for (let i = 1; i < points.length; i++) {
        const [a, b] = [points[i - 1]!, points[i]!];
        this.#add(a[0] * perLng, a[1] * perLat, b[0] * perLng, b[1] * perLat, part, isBank);
      }
    });
  }

  #add(ax: number, ay: number, bx: number, by: number, part: number, isBank: boolean): void {
    const at = this.#segments.push(ax, ay, bx, by, part) - 5;
    const row = (y: number): number => Math.floor(y / SQUARE_M);
    const put = (lists: Map<number, number[]>, key: number): void => {
      const list = lists.get(key);
      if (list) list.push(at);
      else lists.set(key, [at]);
    };
    for (let j = row(Math.min(ay, by)); j <= row(Math.max(ay, by)); j++) {
      if (isBank) put(this.#banks, j);
      // Where the segment is within this row.
      let [west, east] = [Math.min(ax, bx), Math.max(ax, bx)];
      if (ay !== by) {
        const x = (y: number): number => ax + ((Math.max(Math.min(ay, by), Math.min(Math.max(ay, by), y)) - ay) / (by - ay)) * (bx - ax); // prettier-ignore
        const [x0, x1] = [x(j * SQUARE_M), x((j + 1) * SQUARE_M)];
        [west, east] = [Math.min(x0, x1), Math.max(x0, x1)];
      }
      for (let i = Math.floor(west / SQUARE_M); i <= Math.floor(east / SQUARE_M); i++)
        put(this.#squares, key(i, j));
    }
  }

  /**
   * Along which line a straight piece of border runs, by its middle and its direction, metres; null where along none. Of
   * several the nearest for its width.
   */
  along(x: number, y: number, dx: number, dy: number): BorderLine | null {
    const length = Math.hypot(dx, dy);
    let best: BorderLine | null = null;
    let nearest = 1;
    const [i, j] = [Math.floor(x / SQUARE_M), Math.floor(y / SQUARE_M)];
    for (let column = i - 1; column <= i + 1; column++)
      for (let row = j - 1; row <= j + 1; row++)
        for (const at of this.#squares.get(key(column, row)) ?? []) {
          const [ax, ay, bx, by] = this.#ends(at);
          const { line, reachM } = this.parts[this.#segments[at + 4]!]!;
          const [sx, sy] = [bx - ax, by - ay];
          const s2 = sx * sx + sy * sy;
          if (s2 === 0 || Math.abs(dx * sy - dy * sx) > WIDEST_SINE * length * Math.sqrt(s2)) continue; // prettier-ignore
          const t = Math.max(0, Math.min(1, ((x - ax) * sx + (y - ay) * sy) / s2));
          const far = Math.hypot(x - ax - t * sx, y - ay - t * sy) / reachM;
          // Of two as near each other the first word wins, whatever their order.
          if (far < nearest || (far === nearest && best !== null && line < best)) [nearest, best] = [far, line]; // prettier-ignore
        }
    return best ?? (this.isInWater(x, y) ? 'water' : null);
  }

  /** Whether a place lies in water: even–odd over the banks. */
  isInWater(x: number, y: number): boolean {
    let inside = false;
    for (const at of this.#banks.get(Math.floor(y / SQUARE_M)) ?? []) {
      const [ax, ay, bx, by] = this.#ends(at);
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
    }
    return inside;
  }

  #ends(at: number): [ax: number, ay: number, bx: number, by: number] {
    const s = this.#segments;
    return [s[at]!, s[at + 1]!, s[at + 2]!, s[at + 3]!];
  }
}

const key = (i: number, j: number): number => i * 2 ** 24 + j;
