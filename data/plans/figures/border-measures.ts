import type { Edge } from '#data/coverage/edge-set.ts';
import type { BorderLines } from '#data/features/border-lines.ts';
import { landBelowM2 } from '#data/geo/area-m2.ts';
import { distanceM } from '#data/geo/distance-m.ts';
import { toDegrees } from '#data/geo/lattice.ts';

import type { EdgeSums } from './sums.ts';

/** An edge is looked at in pieces no longer than this. */
const PIECE_M = 20;

/**
 * Measures edges of a coverage of an origin (lattice integers), each once as long as it is there, in whole mm and cm²: sums
 * are the same in whatever order they are made, and what is taken away again leaves nothing behind.
 */
export function createEdgeMeasures(
  originX: number,
  originY: number,
  lines: BorderLines,
): (edge: Edge) => EdgeSums {
  const measured = new WeakMap<Edge, EdgeSums>();
  const baseLat = toDegrees(originY);
  return (edge) => {
    const there = measured.get(edge);
    if (there) return there;
    const a: [number, number] = [toDegrees(edge.ax + originX), toDegrees(edge.ay + originY)];
    const b: [number, number] = [toDegrees(edge.bx + originX), toDegrees(edge.by + originY)];
    const mm = Math.round(distanceM(a, b) * 1000);
    const along = { road: 0, water: 0, wall: 0 };
    const [dx, dy] = [(b[0] - a[0]) * lines.perLng, (b[1] - a[1]) * lines.perLat];
    const pieces = Math.max(1, Math.ceil(mm / 1000 / PIECE_M));
    for (let i = 0; i < pieces; i++) {
      const t = (i + 0.5) / pieces;
      const line = lines.along(a[0] * lines.perLng + t * dx, a[1] * lines.perLat + t * dy, dx, dy);
      const pieceMm = Math.floor(((i + 1) * mm) / pieces) - Math.floor((i * mm) / pieces);
      if (line) along[line] += pieceMm;
    }
    const measure: EdgeSums = {
      // Land between the edge and the latitude of the origin: what lies to its left gains it, to its right loses it.
      cm2: Math.round(-landBelowM2(a, b, baseLat) * 1e4),
      mm,
      roadMm: along.road,
      waterMm: along.water,
      wallMm: along.wall,
    };
    measured.set(edge, measure);
    return measure;
  };
}
