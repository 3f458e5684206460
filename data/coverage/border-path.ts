import type { Edge, EdgeSet, LatticePoint } from './edge-set.ts';

/** A border between two points where three or more meet; a loop begins and ends at one of its own. */
export interface BorderPath {
  points: LatticePoint[];
  /** Cells left and right, walking it. */
  left: number;
  right: number;
}

/** The whole border that an edge is part of. */
export function borderThrough(set: EdgeSet, id: number): BorderPath {
  const edge = set.edge(id);
  const [a, b] = [
    { x: edge.ax, y: edge.ay },
    { x: edge.bx, y: edge.by },
  ];
  const onward = walk(set, id, a, b);
  if (same(onward.at(-1)!, a))
    return { points: [a, ...onward], left: edge.left, right: edge.right };
  const back = walk(set, id, b, a);
  return { points: [...back.toReversed(), ...onward], left: edge.left, right: edge.right };
}

/** Points from `to` on, until borders part or the walk comes to `from`. */
function walk(set: EdgeSet, id: number, from: LatticePoint, to: LatticePoint): LatticePoint[] {
  const points = [to];
  for (let [edge, at] = [id, to]; !same(at, from);) {
    const meeting: readonly number[] = set.at(at.x, at.y);
    if (meeting.length !== 2) break;
    edge = meeting[0] === edge ? meeting[1]! : meeting[0]!;
    at = otherEnd(set.edge(edge), at);
    points.push(at);
  }
  return points;
}

export function otherEnd(edge: Edge, { x, y }: LatticePoint): LatticePoint {
  return edge.ax === x && edge.ay === y ? { x: edge.bx, y: edge.by } : { x: edge.ax, y: edge.ay };
}

export function same(a: LatticePoint, b: LatticePoint): boolean {
  return a.x === b.x && a.y === b.y;
}
