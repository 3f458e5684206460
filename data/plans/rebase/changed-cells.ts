import { EdgeSet, type Edge } from '#data/coverage/edge-set.ts';
import { isSameLand, landIn } from '#data/plans/figures/former-land.ts';

/** Steps that a point of a border lies beside it at most, as it goes to the nearest lattice point. */
const BENT = Math.SQRT1_2 + 1e-9;

/** The same borders, counted from another origin. */
export function setFrom(set: EdgeSet, originX: number, originY: number): EdgeSet {
  if (set.originX === originX && set.originY === originY) return set;
  const coverage = set.toCoverage();
  const [dx, dy] = [coverage.originX - originX, coverage.originY - originY];
  const vertices = coverage.vertices.map((v, i) => v + (i % 2 === 0 ? dx : dy));
  return EdgeSet.of({ ...coverage, vertices, originX, originY });
}

/**
 * The cells of one set that have other land in another, or are not in it, ascending: by land, not by vertices, for a
 * border that got a vertex more is where it was. Sets of one origin.
 */
export function changedCells(from: EdgeSet, to: EdgeSet): number[] {
  return from.cells().filter((cell) => !hasSameLand(from, to, cell)).sort((a, b) => a - b); // prettier-ignore
}

/**
 * Whether a cell has the same land in both sets, of one origin. Where a line ends on a border that gets a vertex, which lies
 * on the lattice and so beside the border by a part of a step: such a border is where it was.
 */
export function hasSameLand(from: EdgeSet, to: EdgeSet, cell: number): boolean {
  if (!from.has(cell) || !to.has(cell)) return false;
  return isSameLand(from, to, cell) || isAlong(from, to, cell, cell);
}

/** The cell of another set, of the same origin, that has the land of a cell; null where none has just that. */
export function cellOfLand(from: EdgeSet, to: EdgeSet, cell: number): number | null {
  const most = landIn(from, cell, to).find(({ share, ofOther }) => Math.min(share, ofOther) > 0.5);
  return most && isAlong(from, to, cell, most.cell) ? most.cell : null;
}

/** Whether two cells have their corners on the outlines of each other. */
function isAlong(from: EdgeSet, to: EdgeSet, cell: number, other: number): boolean {
  return liesAlong(from, to, cell, other) && liesAlong(to, from, other, cell);
}

/** Whether every corner of a cell lies on the outline of one in another set. */
function liesAlong(from: EdgeSet, to: EdgeSet, cell: number, other: number): boolean {
  const edges = [...to.of(other)].map((id) => to.edge(id));
  const isOn = (x: number, y: number): boolean => edges.some((edge) => offOf(x, y, edge) <= BENT);
  return [...from.of(cell)].every((id) => {
    const { ax, ay, bx, by } = from.edge(id);
    return isOn(ax, ay) && isOn(bx, by);
  });
}

/** How far a point is from an edge, steps. */
function offOf(x: number, y: number, { ax, ay, bx, by }: Edge): number {
  const [dx, dy] = [bx - ax, by - ay];
  const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}
