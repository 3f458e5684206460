import { otherEnd, same } from './border-path.ts';
import { compareEdges, endsOf, type Edge, type EdgeSet, type LatticePoint } from './edge-set.ts';
import { refuse, type Edit, type EditRefusal } from './edit.ts';
import { crossingOf, passes } from './node-edges.ts';
import { pointKey } from './point-key.ts';
import { replaceBorder } from './replace-border.ts';

export interface ReshapeInput {
  /** The cells whose common border is to run otherwise; 0 = outside. */
  between: readonly [number, number];
  /** As it is to run, lattice steps from the origin; it meets that border at least twice. */
  line: readonly LatticePoint[];
  over: 'refuse' | 'take';
}

/** Where a line meets a border: at which point, on which edge, and how far along the line. */
interface Meeting {
  at: LatticePoint;
  edge: number;
  along: number;
}

/**
 * Lets the border of two cells run along a line from where the line first meets it to where it last does. Between these
 * two places the shorter way along the border is replaced.
 */
export function reshapeBorder(
  set: EdgeSet,
  { between, line, over }: ReshapeInput,
): Edit | EditRefusal {
  const unknown = between.filter((cell) => cell !== 0 && !set.has(cell));
  if (unknown.length > 0) return refuse('no-such-cell', unknown);
  const meetings = meetingsWith(set, line, between);
  const [first, last] = [meetings[0], meetings.at(-1)];
  if (!first || !last || same(first.at, last.at)) return refuse('line-must-cross-twice', between);
  const ways = [between, between.toReversed()].map((sides) =>
    wayAlong(set, first, last, sides as [number, number]),
  );
  const way = ways[0] && ways[1] ? (ways[0].length <= ways[1].length ? ways[0] : ways[1]) : (ways[0] ?? ways[1]); // prettier-ignore
  if (!way) return refuse('line-must-cross-twice', between);
  const inner = line.filter((_, i) => i > first.along && i < last.along);
  return replaceBorder(set, {
    path: way.path,
    line: [first.at, ...inner, last.at],
    left: way.left,
    right: way.right,
    over,
  });
}

const isBetween = ({ left, right }: Edge, [a, b]: readonly [number, number]): boolean =>
  (left === a && right === b) || (left === b && right === a);

/** Where a line meets the border of two cells, in order along it. */
function meetingsWith(
  set: EdgeSet,
  line: readonly LatticePoint[],
  between: readonly [number, number],
): Meeting[] {
  const meetings: Meeting[] = [];
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!];
    const length2 = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
    if (length2 === 0) continue;
    const forward = a.x < b.x || (a.x === b.x && a.y < b.y);
    const [low, high] = forward ? [a, b] : [b, a];
    const segment = { ax: low.x, ay: low.y, bx: high.x, by: high.y, left: 0, right: 0 };
    const meet = (at: LatticePoint, edge: number): void => {
      const share = ((at.x - a.x) * (b.x - a.x) + (at.y - a.y) * (b.y - a.y)) / length2;
      meetings.push({ at, edge, along: i - 1 + Math.max(0, Math.min(1, share)) });
    };
    const box = [low.x - 1, Math.min(a.y, b.y) - 1, high.x + 1, Math.max(a.y, b.y) + 1] as const;
    set.near(...box, (id) => {
      const edge = set.edge(id);
      if (!isBetween(edge, between)) return;
      const touched = endsOf(edge).filter(
        (end) => same(end, a) || same(end, b) || passes(segment, end),
      );
      for (const end of touched) meet(end, id);
      if (touched.length > 0) return;
      const crossing = crossingOf(segment, edge);
      if (crossing) meet(crossing, id);
      else for (const end of [a, b]) if (passes(edge, end)) meet(end, id);
    });
  }
  const order = (m: Meeting, n: Meeting): number =>
    m.along - n.along || compareEdges(set.edge(m.edge), set.edge(n.edge));
  return meetings.sort(order);
}

interface Way {
  path: LatticePoint[];
  left: number;
  right: number;
  length: number;
}

/** The shortest way along a border with one of its cells always to the left (Dijkstra's). */
function wayAlong(
  set: EdgeSet,
  first: Meeting,
  last: Meeting,
  [left, right]: readonly [number, number],
): Way | null {
  const far = (a: LatticePoint, b: LatticePoint): number => Math.hypot(a.x - b.x, a.y - b.y);
  /** Whether walking an edge from one of its ends has `left` to the left. */
  const runs = (edge: Edge, from: LatticePoint): boolean =>
    edge.ax === from.x && edge.ay === from.y
      ? edge.left === left && edge.right === right
      : edge.left === right && edge.right === left;
  /** Of a meeting's edge, its end where the walk with `left` to the left comes from. */
  const tailOf = (meeting: Meeting): LatticePoint => {
    const [a, b] = endsOf(set.edge(meeting.edge));
    return runs(set.edge(meeting.edge), a) ? a : b;
  };
  const finish = (meeting: Meeting): Way => ({ path: [meeting.at], left, right, length: 0 });
  if (first.edge === last.edge && far(tailOf(first), first.at) < far(tailOf(last), last.at))
    return { ...finish(first), path: [first.at, last.at], length: far(first.at, last.at) };

  const firstHead = otherEnd(set.edge(first.edge), tailOf(first));
  const lastTail = tailOf(last);
  const reached = new Map<number, { at: LatticePoint; length: number; from: number | null }>();
  const open = new Map<number, { at: LatticePoint; length: number; from: number | null }>();
  open.set(pointKey(firstHead.x, firstHead.y), { at: firstHead, length: far(first.at, firstHead), from: null }); // prettier-ignore
  while (open.size > 0) {
    let [key, best] = [...open][0]!;
    for (const [k, entry] of open) if (entry.length < best.length) [key, best] = [k, entry];
    open.delete(key);
    reached.set(key, best);
    if (same(best.at, lastTail)) {
      const path: LatticePoint[] = same(best.at, last.at) ? [] : [last.at];
      for (let k: number | null = key; k !== null; k = reached.get(k)!.from)
        path.push(reached.get(k)!.at);
      if (!same(path.at(-1)!, first.at)) path.push(first.at);
      return { path: path.reverse(), left, right, length: best.length + far(best.at, last.at) };
    }
    const onward = set.at(best.at.x, best.at.y).map((id) => set.edge(id));
    for (const edge of onward.sort(compareEdges)) {
      if (!runs(edge, best.at)) continue;
      const next = otherEnd(edge, best.at);
      const nextKey = pointKey(next.x, next.y);
      const length = best.length + far(best.at, next);
      if (reached.has(nextKey) || (open.get(nextKey)?.length ?? Infinity) <= length) continue;
      open.set(nextKey, { at: next, length, from: key });
    }
  }
  return null;
}
