import type { EdgeLines } from './edge-lines.ts';
import { edgeKey, sideKey } from './mesh.ts';
import { lengthOf, RANK, type Stroke, type Way } from './roads.ts';

/** Two ways on at a crossing are one road when they turn less than this, radians. */
const STRAIGHT_ON = 0.5;

/** The roads that go straight on, the longest first. */
export function joinStrokes(
  neighbours: Map<number, number[]>,
  wayOf: (a: number, b: number) => Way,
  lines: EdgeLines,
): Stroke[] {
  /** By edgeKey(before, at): the vertex that the road goes on to. */
  const goesOn = new Map<number, number>();
  for (const [vertex, next] of neighbours) {
    const arms = next.map((to) => {
      const line = lines.metres(vertex, to);
      return { to, angle: Math.atan2(line[1]![1] - line[0]![1], line[1]![0] - line[0]![0]) };
    });
    const pairs: { a: number; b: number; turn: number }[] = [];
    for (let i = 0; i < arms.length; i++)
      for (let j = i + 1; j < arms.length; j++) {
        const step = Math.abs(RANK[wayOf(vertex, arms[i]!.to)] - RANK[wayOf(vertex, arms[j]!.to)]);
        if (step > 1) continue;
        let turn = Math.abs(arms[i]!.angle - arms[j]!.angle);
        turn = Math.abs(Math.PI - (turn > Math.PI ? 2 * Math.PI - turn : turn));
        if (turn < STRAIGHT_ON) pairs.push({ a: arms[i]!.to, b: arms[j]!.to, turn: turn + 0.3 * step }); // prettier-ignore
      }
    pairs.sort((p, q) => p.turn - q.turn || p.a - q.a || p.b - q.b);
    const used = new Set<number>();
    for (const { a, b } of pairs) {
      if (used.has(a) || used.has(b)) continue;
      used.add(a).add(b);
      goesOn.set(edgeKey(a, vertex), b);
      goesOn.set(edgeKey(b, vertex), a);
    }
  }
  const strokes: Stroke[] = [];
  const done = new Set<number>();
  for (const [first, next] of neighbours)
    for (const second of next) {
      if (done.has(sideKey(first, second))) continue;
      // Back to the beginning of the road, or once round a ring of it.
      let [a, b] = [first, second];
      for (let on = goesOn.get(edgeKey(b, a)); on !== undefined; on = goesOn.get(edgeKey(b, a))) {
        [a, b] = [on, a];
        if (sideKey(a, b) === sideKey(first, second)) break;
      }
      const vertices = [a, b];
      done.add(sideKey(a, b));
      for (let on = goesOn.get(edgeKey(a, b)); on !== undefined; on = goesOn.get(edgeKey(a, b))) {
        if (done.has(sideKey(b, on))) break;
        done.add(sideKey(b, on));
        vertices.push(on);
        [a, b] = [b, on];
      }
      strokes.push(toStroke(vertices, wayOf, lines));
    }
  strokes.sort((a, b) => b.lengthM - a.lengthM || a.vertices[0]! - b.vertices[0]!);
  strokes.forEach((stroke, i) => (stroke.id = i));
  return strokes;
}

function toStroke(
  vertices: number[],
  wayOf: (a: number, b: number) => Way,
  lines: EdgeLines,
): Stroke {
  const ways: Way[] = [];
  const lengths = new Map<Way, number>();
  let lengthM = 0;
  for (let i = 1; i < vertices.length; i++) {
    const way = wayOf(vertices[i - 1]!, vertices[i]!);
    const m = lengthOf(lines.metres(vertices[i - 1]!, vertices[i]!));
    ways.push(way);
    lengths.set(way, (lengths.get(way) ?? 0) + m);
    lengthM += m;
  }
  const [way] = [...lengths].reduce((best, one) => (one[1] > best[1] ? one : best));
  const begin = lines.metres(vertices[0]!, vertices[1]!)[0]!;
  const end = lines.metres(vertices.at(-2)!, vertices.at(-1)!).at(-1)!;
  const isEastWest = Math.abs(end[0] - begin[0]) > Math.abs(end[1] - begin[1]);
  return { id: 0, vertices, ways, lengthM, way, isEastWest };
}
