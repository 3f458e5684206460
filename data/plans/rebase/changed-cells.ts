import { EdgeSet } from '#data/coverage/edge-set.ts';
import { isSameLand, landIn } from '#data/plans/figures/former-land.ts';

/** Less than this of its land, and a border was bent to a lattice point. */
const LEAST_SHARE = 1e-6;

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

/** Whether a cell has the same land in both sets, of one origin. */
export function hasSameLand(from: EdgeSet, to: EdgeSet, cell: number): boolean {
  if (!from.has(cell) || !to.has(cell)) return false;
  if (isSameLand(from, to, cell)) return true;
  const own = landIn(from, cell, to).find((shared) => shared.cell === cell);
  return own !== undefined && own.share > 1 - LEAST_SHARE && own.ofOther > 1 - LEAST_SHARE;
}
