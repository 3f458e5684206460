import { orientation } from '#data/geo/orientation.ts';

import { orient, type Edge, type EdgeSet, type LatticePoint } from './edge-set.ts';

/**
 * Whether a line crosses borders and itself more often than that. Laying it over the borders costs time by its
 * crossings, so this is asked first; it stops when it knows. Touching is not crossing.
 */
export function crossesMoreThan(
  set: EdgeSet,
  line: readonly LatticePoint[],
  most: number,
): boolean {
  let count = 0;
  const drawn: Edge[] = [];
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!];
    const segment = orient(a.x, a.y, b.x, b.y, 0, 0);
    const south = Math.min(a.y, b.y);
    set.near(segment.ax, south, segment.bx, Math.max(a.y, b.y), (id) => {
      if (doCross(segment, set.edge(id))) count++;
    });
    for (const before of drawn) if (doCross(segment, before)) count++;
    if (count > most) return true;
    drawn.push(segment);
  }
  return false;
}

function doCross(e: Edge, f: Edge): boolean {
  if (e.bx <= f.ax || f.bx <= e.ax) return false;
  if (Math.max(e.ay, e.by) < Math.min(f.ay, f.by) || Math.max(f.ay, f.by) < Math.min(e.ay, e.by))
    return false;
  const parts = (g: Edge, h: Edge): boolean => {
    const a = Math.sign(orientation(g.ax, g.ay, g.bx, g.by, h.ax, h.ay));
    return a !== 0 && a === -Math.sign(orientation(g.ax, g.ay, g.bx, g.by, h.bx, h.by));
  };
  return parts(e, f) && parts(f, e);
}
