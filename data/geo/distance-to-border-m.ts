import type { MultiPolygonCoordinates, Position } from './geometry.ts';
import { metresPerDegree } from './metres-per-degree.ts';

/**
 * Metres from a position to the nearest point of a shape's border, holes included; Infinity for an
 * empty shape. Planar on the ellipsoid's tangent at the position: within a thousandth up to 15 km below 65°.
 * Whether the position lies inside is not asked here.
 */
export function distanceToBorderM(at: Position, coordinates: MultiPolygonCoordinates): number {
  const [lng, lat] = at;
  const { perLng, perLat } = metresPerDegree(lat);
  let nearest2 = Infinity;
  for (const polygon of coordinates)
    for (const ring of polygon) {
      let ax = 0;
      let ay = 0;
      for (let i = 0; i < ring.length; i++) {
        const bx = (ring[i]![0] - lng) * perLng;
        const by = (ring[i]![1] - lat) * perLat;
        const dx = i === 0 ? 0 : bx - ax;
        const dy = i === 0 ? 0 : by - ay;
        const length2 = dx * dx + dy * dy;
        // How far back from b the foot of the perpendicular lies, as a share of the edge.
        const back = length2 === 0 ? 0 : Math.max(0, Math.min(1, (bx * dx + by * dy) / length2));
        nearest2 = Math.min(nearest2, (bx - back * dx) ** 2 + (by - back * dy) ** 2);
        ax = bx;
        ay = by;
      }
    }
  return Math.sqrt(nearest2);
}
