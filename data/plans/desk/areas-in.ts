import { withParents } from '#data/areas/with-parents.ts';
import { cellIn } from '#data/coverage/cell-in.ts';
import type { Position } from '#data/geo/geometry.ts';
import { toLattice } from '#data/geo/lattice.ts';
import { orientation } from '#data/geo/orientation.ts';
import { pointInRing } from '#data/geo/ring.ts';
import type { PlanState } from '#data/plans/plan-state.ts';

/** The areas that a place lies in, from the highest down to its cell; none outside. */
export function areasAt({ set, areas }: PlanState, [lng, lat]: Position): number[] {
  const cell = cellIn(set, toLattice(lng) - set.originX, toLattice(lat) - set.originY);
  return withParents(areas, cell).map(({ id }) => id);
}

/** Areas of a level that touch a ring, ascending; of a branch without that level the one above it. */
export function areasIn(
  { set, areas }: PlanState,
  ring: readonly Position[],
  level: number,
): number[] {
  const corners = ring.map(([lng, lat]): [number, number] => [toLattice(lng) - set.originX, toLattice(lat) - set.originY]); // prettier-ignore
  if (corners.length === 0) return [];
  const flat = corners.flat();
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const [west, east] = [Math.min(...xs), Math.max(...xs)];
  const [south, north] = [Math.min(...ys), Math.max(...ys)];
  // What lies around all of the ring has no edge near it.
  const cells = new Set([cellIn(set, ...corners[0]!)]);
  const crosses = (ax: number, ay: number, bx: number, by: number): boolean =>
    corners.some(([cx, cy], i) => {
      const [dx, dy] = corners[(i + 1) % corners.length]!;
      if (Math.max(cx, dx) < ax || Math.min(cx, dx) > bx) return false;
      const [p, q] = [orientation(ax, ay, bx, by, cx, cy), orientation(ax, ay, bx, by, dx, dy)];
      const [r, s] = [orientation(cx, cy, dx, dy, ax, ay), orientation(cx, cy, dx, dy, bx, by)];
      return p > 0 !== q > 0 && r > 0 !== s > 0;
    });
  set.near(west, south, east, north, (id) => {
    const { ax, ay, bx, by, left, right } = set.edge(id);
    if (cells.has(left) && cells.has(right)) return;
    if (bx < west || ax > east || Math.max(ay, by) < south || Math.min(ay, by) > north) return;
    if (pointInRing(ax, ay, flat) >= 0 || pointInRing(bx, by, flat) >= 0 || crosses(ax, ay, bx, by))
      cells.add(left).add(right);
  });
  const found = new Set<number>();
  for (const cell of cells) {
    const area = withParents(areas, cell).findLast((one) => one.level <= level);
    if (area) found.add(area.id);
  }
  return [...found].sort((a, b) => a - b);
}
