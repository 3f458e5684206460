import { toDegrees, toLattice } from '#data/geo/lattice.ts';
import type { MultiPolygonCoordinates, Position, Ring } from '#data/geo/geometry.ts';

/**
 * Moves every coordinate to the nearest lattice point (5.6 mm at most), for shapes from elsewhere
 * whose digits go on. Vertices that fall together become one; rings that keep no area in which to
 * turn (fewer than three distinct neighbours) are dropped, with their holes where it is the outer one.
 */
export function snapToLattice(coordinates: MultiPolygonCoordinates): MultiPolygonCoordinates {
  const polygons: MultiPolygonCoordinates = [];
  for (const polygon of coordinates) {
    const rings = polygon.map(snapRing);
    if ((rings[0]?.length ?? 0) < 4) continue;
    polygons.push(rings.filter((ring) => ring.length >= 4));
  }
  return polygons;
}

function snapRing(ring: Ring): Ring {
  const out: Ring = [];
  for (const [lng, lat] of ring) {
    const p: Position = [toDegrees(toLattice(lng)), toDegrees(toLattice(lat))];
    const last = out.at(-1);
    if (!last || last[0] !== p[0] || last[1] !== p[1]) out.push(p);
  }
  return out;
}
