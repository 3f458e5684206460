import type { Feature } from '#data/features/feature.ts';
import type { Position } from '#data/geo/geometry.ts';

/** Metres east and north of the middle of the district. */
export type Spot = readonly [x: number, y: number];
/** A straight piece of a line, and what it is a piece of. */
export interface Piece<T> {
  a: Spot;
  b: Spot;
  of: T;
}

/** A flat picture of a district: good to centimetres over its few kilometres. */
export function flatten(line: readonly Position[]): Spot[] {
  return line.map(([lng, lat]) => [(lng - 118.92) * 94_384, (lat - 32.08) * 110_884]);
}

/** The lines of a feature, or the rings of its polygons. */
export function linesOf({ geometry }: Pick<Feature, 'geometry'>): Spot[][] {
  switch (geometry.type) {
    case 'Point':
      return [];
    case 'LineString':
      return [flatten(geometry.coordinates)];
    case 'MultiLineString':
    case 'Polygon':
      return geometry.coordinates.map(flatten);
    case 'MultiPolygon':
      return geometry.coordinates.flat().map(flatten);
  }
}

export function piecesOf<T>(lines: readonly (readonly Spot[])[], of: T): Piece<T>[] {
  return lines.flatMap((line) => line.slice(1).map((b, i) => ({ a: line[i]!, b, of })));
}

export function lengthM({ a, b }: { a: Spot; b: Spot }): number {
  return Math.hypot(b[0] - a[0], b[1] - a[1]);
}

/** The place on a piece that is nearest to a spot. */
export function nearestOn(a: Spot, b: Spot, [x, y]: Spot): Spot {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const whole = dx * dx + dy * dy;
  const t = whole === 0 ? 0 : ((x - a[0]) * dx + (y - a[1]) * dy) / whole;
  const share = Math.max(0, Math.min(1, t));
  return [a[0] + share * dx, a[1] + share * dy];
}

export function isCrossing(a: Spot, b: Spot, c: Spot, d: Spot): boolean {
  const side = (p: Spot, q: Spot, r: Spot): number =>
    (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/** Metres between two pieces, 0 where they cross. */
export function apartM(a: Spot, b: Spot, c: Spot, d: Spot): number {
  if (isCrossing(a, b, c, d)) return 0;
  return Math.min(
    lengthM({ a, b: nearestOn(c, d, a) }),
    lengthM({ a: b, b: nearestOn(c, d, b) }),
    lengthM({ a: c, b: nearestOn(a, b, c) }),
    lengthM({ a: d, b: nearestOn(a, b, d) }),
  );
}

/** Whether a spot lies within rings taken together: a hole is out. */
export function isWithinRings([x, y]: Spot, rings: readonly (readonly Spot[])[]): boolean {
  let isIn = false;
  for (const ring of rings)
    for (let i = 1; i < ring.length; i++) {
      const [a, b] = [ring[i - 1]!, ring[i]!];
      if (a[1] > y !== b[1] > y && x < a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0]))
        isIn = !isIn;
    }
  return isIn;
}

/** Finds what lies near: items by the squares that their boxes touch. */
export interface Near<T> {
  /** Items whose box comes within `reachM` of a box; each once. */
  within: (box: readonly Spot[], reachM: number) => Set<T>;
}

export function hashBySquare<T>(
  items: readonly T[],
  boxOf: (item: T) => readonly Spot[],
  sideM = 80,
): Near<T> {
  const squares = new Map<number, T[]>();
  const visit = (box: readonly Spot[], reachM: number, see: (key: number) => void): void => {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const [x, y] of box) {
      west = Math.min(west, x);
      east = Math.max(east, x);
      south = Math.min(south, y);
      north = Math.max(north, y);
    }
    const at = (m: number): number => Math.floor(m / sideM);
    for (let x = at(west - reachM); x <= at(east + reachM); x++)
      for (let y = at(south - reachM); y <= at(north + reachM); y++) see(x * 65_536 + y);
  };
  for (const item of items)
    visit(boxOf(item), 0, (key) => {
      const list = squares.get(key);
      if (list) list.push(item);
      else squares.set(key, [item]);
    });
  return {
    within(box, reachM) {
      const found = new Set<T>();
      visit(box, reachM, (key) => {
        for (const item of squares.get(key) ?? []) found.add(item);
      });
      return found;
    },
  };
}

/** Pieces by the squares that they touch. */
export function hashPieces<T>(pieces: readonly Piece<T>[]): Near<Piece<T>> {
  return hashBySquare(pieces, ({ a, b }) => [a, b]);
}
