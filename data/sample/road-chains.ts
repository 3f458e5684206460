import type { EdgeLines } from './edge-lines.ts';
import type { Point } from './ground.ts';
import type { Stroke } from './roads.ts';

/** Roads that one would take for one: each goes straight on where another ends. From the north or the east. */
export interface Chain {
  strokes: Stroke[];
  isEastWest: boolean;
}

/** So far two ends may lie off each other's direction, radians, and so many roads go by one word. */
const TURN = 0.35;
const MOST = 3;

interface End {
  stroke: Stroke;
  at: Point;
  /** Out of the road. */
  angle: number;
}

/** Chains of roads whose ends look at each other over a gap of at most so many metres, the longest first. */
export function joinChains(strokes: readonly Stroke[], lines: EdgeLines, gapM: number): Chain[] {
  const ends = strokes.flatMap((stroke) => endsOf(stroke, lines));
  const squares = new Map<string, End[]>();
  const key = (x: number, y: number): string => `${Math.floor(x / gapM)},${Math.floor(y / gapM)}`;
  for (const end of ends) {
    const square = key(...end.at);
    squares.set(square, [...(squares.get(square) ?? []), end]);
  }
  const chainOf = new Map(strokes.map((stroke): [Stroke, Stroke[]] => [stroke, [stroke]]));
  const pairs: { a: End; b: End; m: number }[] = [];
  for (const a of ends)
    for (const dx of [-gapM, 0, gapM])
      for (const dy of [-gapM, 0, gapM])
        for (const b of squares.get(key(a.at[0] + dx, a.at[1] + dy)) ?? []) {
          const m = Math.hypot(b.at[0] - a.at[0], b.at[1] - a.at[1]);
          if (a.stroke.id < b.stroke.id && m <= gapM && goesOn(a, b, m)) pairs.push({ a, b, m });
        }
  pairs.sort((p, q) => p.m - q.m || p.a.stroke.id - q.a.stroke.id || p.b.stroke.id - q.b.stroke.id);
  const used = new Set<End>();
  for (const { a, b } of pairs) {
    const [one, other] = [chainOf.get(a.stroke)!, chainOf.get(b.stroke)!];
    if (used.has(a) || used.has(b) || one === other || one.length + other.length > MOST) continue;
    used.add(a).add(b);
    one.push(...other);
    for (const stroke of other) chainOf.set(stroke, one);
  }
  const length = (list: Stroke[]): number => list.reduce((m, { lengthM }) => m + lengthM, 0);
  return [...new Set(chainOf.values())]
    .sort((a, b) => length(b) - length(a) || a[0]!.id - b[0]!.id)
    .map((list) => inOrder(list, lines));
}

function endsOf(stroke: Stroke, lines: EdgeLines): End[] {
  const { vertices } = stroke;
  const out = (a: number, b: number): End => {
    const line = lines.metres(a, b);
    const [at, before] = [line.at(-1)!, line.at(-2)!];
    return { stroke, at, angle: Math.atan2(at[1] - before[1], at[0] - before[0]) };
  };
  if (vertices[0] === vertices.at(-1)) return [];
  return [out(vertices[1]!, vertices[0]!), out(vertices.at(-2)!, vertices.at(-1)!)];
}

function goesOn(a: End, b: End, m: number): boolean {
  if (apart(a.angle, b.angle + Math.PI) > TURN) return false;
  if (m < 5) return true;
  return apart(a.angle, Math.atan2(b.at[1] - a.at[1], b.at[0] - a.at[0])) < TURN;
}

function apart(a: number, b: number): number {
  const turn = Math.abs(a - b) % (2 * Math.PI);
  return Math.min(turn, 2 * Math.PI - turn);
}

function inOrder(list: Stroke[], lines: EdgeLines): Chain {
  const middles = new Map(
    list.map((stroke): [Stroke, Point] => {
      const [p, q] = [stroke.vertices[0]!, stroke.vertices.at(-1)!];
      const from = lines.metres(p, stroke.vertices[1]!)[0]!;
      const to = lines.metres(stroke.vertices.at(-2)!, q).at(-1)!;
      return [stroke, [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]];
    }),
  );
  const span = (axis: 0 | 1): number => {
    const values = [...middles.values()].map((p) => p[axis]);
    return Math.max(...values) - Math.min(...values);
  };
  const isEastWest = list.length > 1 ? span(0) > span(1) : list[0]!.isEastWest;
  const axis = isEastWest ? 0 : 1;
  const strokes = list.toSorted((a, b) => middles.get(b)![axis] - middles.get(a)![axis] || a.id - b.id); // prettier-ignore
  return { strokes, isEastWest };
}
