import type { EdgeSet } from '#data/coverage/edge-set.ts';
import { landOf, sharedArea2 } from '#data/coverage/shared-land.ts';

/** Less of a cell than this, and a border was bent to a lattice point. */
const LEAST_SHARE = 1e-6;

/** Land that two cells of different sets share. */
export interface Shared {
  cell: number;
  /** Of the land of the cell that was asked about, and of this one: shares to nine digits. */
  share: number;
  ofOther: number;
}

/** The cells of another set in which land of a cell lies; by id, rising. Sets of one origin. */
export function landIn(from: EdgeSet, cell: number, to: EdgeSet): Shared[] {
  const land = landOf(from, cell);
  const beside = new Set<number>();
  to.near(land.west, land.south, land.east, land.north, (id) => {
    const { left, right } = to.edge(id);
    beside.add(left).add(right);
  });
  // Of a cell that lies around all of it no edge need be near: the first one west of a corner has it beside it.
  const [x, y] = land.edges[0]!;
  let until = -Infinity;
  to.west(x, y, (id) => {
    const { ax, ay, bx, by, left, right } = to.edge(id);
    beside.add(left).add(right);
    if (ay > y !== by > y && Math.max(ax, bx) <= x) until = Math.max(until, Math.min(ax, bx));
    return until;
  });
  beside.delete(0);
  const shares: Shared[] = [];
  for (const other of [...beside].sort((a, b) => a - b)) {
    const theirs = landOf(to, other);
    const area2 = sharedArea2(land, theirs);
    if (area2 <= LEAST_SHARE * land.area2 && area2 <= LEAST_SHARE * theirs.area2) continue;
    shares.push({ cell: other, share: toNine(area2 / land.area2), ofOther: toNine(area2 / theirs.area2) }); // prettier-ignore
  }
  return shares;
}

const toNine = (share: number): number => Math.min(1, Number(share.toFixed(9)));

/** Whether a cell has the same border in both sets. */
export function isSameLand(set: EdgeSet, other: EdgeSet, cell: number): boolean {
  const edges = set.of(cell);
  if (edges.size !== other.of(cell).size) return false;
  for (const id of edges) {
    const { ax, ay, bx, by, left } = set.edge(id);
    const there = other.between(ax, ay, bx, by);
    if (there < 0) return false;
    const edge = other.edge(there);
    if (left === cell ? edge.left !== cell : edge.right !== cell) return false;
  }
  return true;
}
