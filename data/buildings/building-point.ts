import { labelPoint } from '#data/geo/label-point.ts';
import type { MultiPolygonCoordinates, Ring } from '#data/geo/geometry.ts';

function contains(ring: Ring, x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i]!;
    const [bx, by] = ring[j]!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/**
 * The one point, [lng, lat], that decides in which cell a building stands: the centroid of a simple
 * footprint that holds it, else (a courtyard, an L, several parts) the innermost point of its largest part.
 */
export function buildingPoint(coordinates: MultiPolygonCoordinates): [number, number] {
  if (coordinates.length === 1 && coordinates[0]!.length === 1) {
    const ring = coordinates[0]![0]!;
    const [x0, y0] = ring[0]!;
    let area = 0;
    let x = 0;
    let y = 0;
    for (let i = 1; i < ring.length; i++) {
      const ax = ring[i - 1]![0] - x0;
      const ay = ring[i - 1]![1] - y0;
      const bx = ring[i]![0] - x0;
      const by = ring[i]![1] - y0;
      const cross = ax * by - bx * ay;
      area += 3 * cross;
      x += (ax + bx) * cross;
      y += (ay + by) * cross;
    }
    if (area !== 0) {
      const at: [number, number] = [x0 + x / area, y0 + y / area];
      if (contains(ring, at[0], at[1])) return at;
    }
  }
  return labelPoint(coordinates);
}
