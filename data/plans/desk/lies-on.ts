import type { Edge, EdgeSet } from '#data/coverage/edge-set.ts';
import { orientation } from '#data/geo/orientation.ts';

/** A line that ends on a border bends it to a lattice point: no farther than this from where it was. */
const BENT = 1;

export const lengthOf = ({ ax, ay, bx, by }: Edge): number => Math.hypot(bx - ax, by - ay);

/** Whether an edge is a piece of another, but for where that was bent to a lattice point. */
export function liesOn(piece: Edge, edge: Edge): boolean {
  return isNear(piece.ax, piece.ay, edge) && isNear(piece.bx, piece.by, edge);
}

function isNear(x: number, y: number, edge: Edge): boolean {
  const { ax, ay, bx, by } = edge;
  const length = lengthOf(edge);
  const along = (x - ax) * (bx - ax) + (y - ay) * (by - ay);
  return (
    along >= -BENT * length &&
    along <= (length + BENT) * length &&
    Math.abs(orientation(ax, ay, bx, by, x, y)) <= BENT * length
  );
}

/** Visits edges of a set whose box comes near that of an edge. */
export function forNear(set: EdgeSet, edge: Edge, visit: (near: Edge) => void): void {
  const { ax, bx } = edge;
  const [low, high] = edge.ay < edge.by ? [edge.ay, edge.by] : [edge.by, edge.ay];
  set.near(ax - BENT, low - BENT, bx + BENT, high + BENT, (id) => {
    const near = set.edge(id);
    if (near.ax > bx + BENT || near.bx < ax - BENT) return;
    if (Math.min(near.ay, near.by) > high + BENT || Math.max(near.ay, near.by) < low - BENT) return;
    visit(near);
  });
}

/** Whether pieces among edges make up an edge, from end to end. */
export function isMadeUp(edge: Edge, pieces: readonly Edge[]): boolean {
  const lying = pieces.filter((piece) => liesOn(piece, edge));
  const length = lying.reduce((sum, piece) => sum + lengthOf(piece), 0);
  return lying.length > 0 && length >= lengthOf(edge) - 2 * BENT * lying.length;
}
