import type { EdgeLines } from './edge-lines.ts';
import type { Point } from './ground.ts';
import type { Stroke } from './roads.ts';

/** Where on a named road a place is: metres along it, metres off it, and on which side. */
export interface RoadPlace {
  stroke: Stroke;
  alongM: number;
  offM: number;
  isLeft: boolean;
}
/** The nearest road of some; those that `suits` leaves out are passed by. Null where none is near. */
export type NearestRoad = (at: Point, suits?: (stroke: Stroke) => boolean) => RoadPlace | null;

const SQUARE_M = 90;
/** No door is farther from its road. */
const MOST_M = 1800;

interface Piece {
  stroke: Stroke;
  a: Point;
  b: Point;
  fromM: number;
}

/** Finds the nearest of some roads: their pieces by squares, looked through from the middle outwards. */
export function createNearestRoad(strokes: Iterable<Stroke>, lines: EdgeLines): NearestRoad {
  const squares = new Map<number, Piece[]>();
  const key = (x: number, y: number): number => (x + 4096) * 8192 + y + 4096;
  for (const stroke of strokes) {
    let fromM = 0;
    for (let i = 1; i < stroke.vertices.length; i++) {
      const line = lines.metres(stroke.vertices[i - 1]!, stroke.vertices[i]!);
      for (let k = 1; k < line.length; k++) {
        const [a, b] = [line[k - 1]!, line[k]!];
        const m = Math.hypot(b[0] - a[0], b[1] - a[1]);
        if (m === 0) continue;
        const piece: Piece = { stroke, a, b, fromM };
        fromM += m;
        const [west, east] = [Math.min(a[0], b[0]), Math.max(a[0], b[0])];
        const [south, north] = [Math.min(a[1], b[1]), Math.max(a[1], b[1])];
        for (let x = Math.floor(west / SQUARE_M); x <= Math.floor(east / SQUARE_M); x++)
          for (let y = Math.floor(south / SQUARE_M); y <= Math.floor(north / SQUARE_M); y++) {
            const list = squares.get(key(x, y));
            if (list) list.push(piece);
            else squares.set(key(x, y), [piece]);
          }
      }
    }
  }
  return (at, suits) => {
    let best: RoadPlace | null = null;
    const [cx, cy] = [Math.floor(at[0] / SQUARE_M), Math.floor(at[1] / SQUARE_M)];
    for (let ring = 0; ring * SQUARE_M <= MOST_M; ring++) {
      if (best && best.offM < (ring - 1) * SQUARE_M) break;
      for (let x = cx - ring; x <= cx + ring; x++) {
        const isEnd = Math.abs(x - cx) === ring;
        for (let y = cy - ring; y <= cy + ring; y += isEnd || ring === 0 ? 1 : 2 * ring)
          for (const piece of squares.get(key(x, y)) ?? []) {
            if (suits && !suits(piece.stroke)) continue;
            const place = placeBy(piece, at);
            if (!best || place.offM < best.offM) best = place;
          }
      }
    }
    return best;
  };
}

function placeBy({ stroke, a, b, fromM }: Piece, at: Point): RoadPlace {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = Math.hypot(dx, dy);
  const [px, py] = [at[0] - a[0], at[1] - a[1]];
  const t = Math.max(0, Math.min(1, (px * dx + py * dy) / length ** 2));
  return {
    stroke,
    alongM: fromM + t * length,
    offM: Math.hypot(px - t * dx, py - t * dy),
    isLeft: dx * py - dy * px > 0,
  };
}
