import { orientation } from '#data/geo/orientation.ts';

import { otherEnd, same } from './border-path.ts';
import { endsOf, orient, type EdgeSet, type LatticePoint } from './edge-set.ts';
import { refuse, type Edit, type EditRefusal } from './edit.ts';
import { replaceBorder } from './replace-border.ts';
import { replaceEdges } from './replace-edges.ts';

export interface MoveInput {
  /** Lattice steps from the origin: a vertex that is there. */
  from: LatticePoint;
  to: LatticePoint;
}

/**
 * Moves a vertex, and with it every border that meets there. One within a border may cross that border; a node, where
 * three or more meet, may not be moved over anything: which of them would sweep it up is not said by a move.
 */
export function moveVertex(set: EdgeSet, { from, to }: MoveInput): Edit | EditRefusal {
  const ids = set.at(from.x, from.y);
  if (ids.length === 0) return refuse('no-such-cell');
  const around = new Set(ids.flatMap((id) => [set.edge(id).left, set.edge(id).right]));
  around.delete(0);
  if (same(from, to)) return refuse('changes-nothing', around);
  if (ids.length === 2) {
    const [first, last] = ids.map((id) => otherEnd(set.edge(id), from));
    const { ax, ay, left, right } = set.edge(ids[1]!);
    const onward = ax === from.x && ay === from.y;
    return replaceBorder(set, {
      path: [first!, from, last!],
      line: [first!, to, last!],
      left: onward ? left : right,
      right: onward ? right : left,
      over: 'refuse',
    });
  }
  for (const id of ids) {
    const end = otherEnd(set.edge(id), from);
    const met = verticesIn(set, [from, end, to]);
    if (met.length > 0) return refuse('sweeps-over-others', met);
  }
  const edges = ids.map((id) => {
    const { ax, ay, bx, by, left, right } = set.edge(id);
    return ax === from.x && ay === from.y
      ? orient(to.x, to.y, bx, by, left, right)
      : orient(ax, ay, to.x, to.y, left, right);
  });
  return replaceEdges(set, ids, edges, around);
}

/** Cells at the vertices within a triangle or on its sides, other than its corners. */
function verticesIn(set: EdgeSet, corners: readonly LatticePoint[]): number[] {
  const [a, b, c] = corners as [LatticePoint, LatticePoint, LatticePoint];
  const turn = Math.sign(orientation(a.x, a.y, b.x, b.y, c.x, c.y));
  const found = new Set<number>();
  const look = (id: number, p: LatticePoint): void => {
    if (same(p, a) || same(p, b) || same(p, c)) return;
    const sides = [
      orientation(a.x, a.y, b.x, b.y, p.x, p.y),
      orientation(b.x, b.y, c.x, c.y, p.x, p.y),
      orientation(c.x, c.y, a.x, a.y, p.x, p.y),
    ];
    const within = turn === 0 ? onSide(corners, p, sides) : sides.every((side) => side * turn >= 0);
    if (!within) return;
    for (const cell of [set.edge(id).left, set.edge(id).right]) found.add(cell);
  };
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  set.near(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys), (id) => {
    for (const end of endsOf(set.edge(id))) look(id, end);
  });
  found.delete(0);
  return [...found];
}

/** Of a triangle without land: whether a point lies on it. */
function onSide(
  corners: readonly LatticePoint[],
  p: LatticePoint,
  sides: readonly number[],
): boolean {
  const between = (u: number, v: number, w: number): boolean =>
    Math.min(u, v) <= w && w <= Math.max(u, v);
  return corners.some((a, i) => {
    const b = corners[(i + 1) % 3]!;
    return sides[i] === 0 && between(a.x, b.x, p.x) && between(a.y, b.y, p.y);
  });
}
