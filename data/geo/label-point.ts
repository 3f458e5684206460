import { ringAreaM2 } from './area-m2.ts';
import { boundsOf } from './bounds.ts';
import type { MultiPolygonCoordinates, Position, Ring } from './geometry.ts';

interface Cell {
  x: number;
  y: number;
  half: number;
  /** Distance from the centre to the border, negative outside. */
  distance: number;
  /** The most that any point of the square can reach. */
  most: number;
}

/**
 * Where a label sits: the pole of inaccessibility of the largest polygon, the inner point farthest
 * from every border, within a hundredth of its width. [lng, lat]. After mapbox/polylabel (ISC), with
 * longitude shortened by the cosine of latitude. Throws RangeError on an empty shape.
 */
export function labelPoint(coordinates: MultiPolygonCoordinates): Position {
  let polygon: Ring[] | undefined;
  let largest = -1;
  for (const candidate of coordinates) {
    const area = Math.abs(ringAreaM2(candidate[0] ?? []));
    if (area > largest) {
      largest = area;
      polygon = candidate;
    }
  }
  if (!polygon?.[0]?.length) throw new RangeError('labelPoint of an empty shape');
  const [west, south, east, north] = boundsOf([polygon]);
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const rings = polygon.map((ring) =>
    ring.map(([lng, lat]): Position => [(lng - west) * squeeze, lat - south]),
  );
  const width = (east - west) * squeeze;
  const height = north - south;
  const size = Math.min(width, height);
  if (size === 0) return [west, south];
  const precision = size / 100;
  const measured = (x: number, y: number, half: number): Cell => {
    const distance = signedDistance(x, y, rings);
    return { x, y, half, distance, most: distance + half * Math.SQRT2 };
  };
  const queue: Cell[] = [];
  for (let x = 0; x < width; x += size)
    for (let y = 0; y < height; y += size)
      queue.push(measured(x + size / 2, y + size / 2, size / 2));
  let best = measured(...centroid(rings[0]!), 0);
  for (let tried = 0; queue.length > 0 && tried < 2000; tried++) {
    let at = 0;
    for (let i = 1; i < queue.length; i++) if (queue[i]!.most > queue[at]!.most) at = i;
    const cell = queue[at]!;
    queue[at] = queue[queue.length - 1]!;
    queue.pop();
    if (cell.distance > best.distance) best = cell;
    if (cell.most - best.distance <= precision) continue;
    const half = cell.half / 2;
    for (const dx of [-half, half])
      for (const dy of [-half, half]) {
        const child = measured(cell.x + dx, cell.y + dy, half);
        if (child.most - best.distance > precision) queue.push(child);
      }
  }
  return [west + best.x / squeeze, south + best.y];
}

function signedDistance(x: number, y: number, rings: Ring[]): number {
  let inside = false;
  let nearest = Infinity;
  for (const ring of rings)
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [ax, ay] = ring[i]!;
      const [bx, by] = ring[j]!;
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
      const dx = bx - ax;
      const dy = by - ay;
      const length2 = dx * dx + dy * dy;
      const t =
        length2 === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length2));
      nearest = Math.min(nearest, (x - ax - t * dx) ** 2 + (y - ay - t * dy) ** 2);
    }
  return (inside ? 1 : -1) * Math.sqrt(nearest);
}

function centroid(ring: Ring): Position {
  let area = 0;
  let x = 0;
  let y = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i]!;
    const [bx, by] = ring[j]!;
    const cross = ax * by - bx * ay;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
    area += cross * 3;
  }
  return area === 0 ? ring[0]! : [x / area, y / area];
}
