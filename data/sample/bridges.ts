import type { Point } from './ground.ts';
import { meetShare, partOfLine } from './offset.ts';
import { lengthOf } from './roads.ts';

/** A bridge begins and ends so far from the shore. */
const ABUTMENT_M = 5;

/** Finds the pieces of lines over what has to be crossed: rings in metres, by the squares that they touch. */
export function createSpans(
  rings: readonly (readonly Point[])[],
): (line: readonly Point[]) => Point[][] {
  const sideM = 150;
  const squares = new Map<number, Set<number>>();
  const key = (x: number, y: number): number => Math.floor(x / sideM) * 65_536 + Math.floor(y / sideM); // prettier-ignore
  const squaresOf = (a: Point, b: Point): number[] => {
    const count = Math.ceil(lengthOf([a, b]) / (sideM / 3));
    return Array.from({ length: count + 1 }, (_, i) => {
      const t = count === 0 ? 0 : i / count;
      return key(a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]));
    });
  };
  /** Sides of rings by the squares that they pass. */
  const sides: { a: Point; b: Point; ring: number }[] = [];
  rings.forEach((ring, r) =>
    ring.forEach((a, i) => {
      const b = ring[(i + 1) % ring.length]!;
      for (const square of squaresOf(a, b)) {
        const list = squares.get(square);
        if (list) list.add(sides.length);
        else squares.set(square, new Set([sides.length]));
      }
      sides.push({ a, b, ring: r });
    }),
  );
  return (line) => {
    const meets = new Map<number, number[]>();
    let m = 0;
    for (let i = 1; i < line.length; i++) {
      const [a, b] = [line[i - 1]!, line[i]!];
      const length = lengthOf([a, b]);
      const near = new Set<number>();
      for (const square of squaresOf(a, b))
        for (let dx = -1; dx <= 1; dx++)
          for (let dy = -1; dy <= 1; dy++)
            for (const side of squares.get(square + dx * 65_536 + dy) ?? []) near.add(side);
      for (const n of near) {
        const side = sides[n]!;
        const share = meetShare(a, b, side.a, side.b);
        if (share === null) continue;
        const list = meets.get(side.ring);
        if (list) list.push(m + share * length);
        else meets.set(side.ring, [m + share * length]);
      }
      m += length;
    }
    const spans: [number, number][] = [];
    for (const places of meets.values()) {
      places.sort((p, q) => p - q);
      for (let i = 0; i + 1 < places.length; i += 2)
        spans.push([places[i]! - ABUTMENT_M, places[i + 1]! + ABUTMENT_M]);
    }
    spans.sort((p, q) => p[0] - q[0]);
    // What lies near to another is carried by one bridge.
    const joined: [number, number][] = [];
    for (const span of spans) {
      const last = joined.at(-1);
      if (last && span[0] < last[1] + 12) last[1] = Math.max(last[1], span[1]);
      else joined.push(span);
    }
    return joined
      .map(([from, to]) => partOfLine(line, Math.max(0, from), Math.min(m, to)))
      .filter((piece) => piece.length > 1);
  };
}
