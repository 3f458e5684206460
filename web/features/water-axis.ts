import type { MultiPolygonCoordinates, Ring } from '#data/geo/geometry.ts';

/** A water this many times longer than it is wide has a name along it, others at a point. */
const LONG = 5;
const SLICES = 28;

/**
 * A line along the middle of a long water, [lng, lat], west end first, so that its name reads from
 * left to right; null where the water is not long. The widest stretch of each of 28 cuts across its
 * main direction is taken, which follows bends but no loops.
 */
export function waterAxis(polygons: MultiPolygonCoordinates): [number, number][] | null {
  const ring = polygons.map((p) => p[0]!).sort((a, b) => length(b) - length(a))[0];
  if (!ring || ring.length < 4) return null;
  const [lng0, lat0] = ring[0]!;
  const east = Math.cos((lat0 * Math.PI) / 180);
  const points = ring.map(([lng, lat]): [number, number] => [(lng - lng0) * east, lat - lat0]);
  const direction = mainDirection(points);
  if (!direction) return null;
  const [ux, uy] = direction;
  // Along and across the main direction.
  const turned = points.map(([x, y]): [number, number] => [x * ux + y * uy, y * ux - x * uy]);
  const along = turned.map((p) => p[0]);
  const from = Math.min(...along);
  const until = Math.max(...along);
  const area = Math.abs(turned.reduce((sum, [x, y], i) => { const [nx, ny] = turned[(i + 1) % turned.length]!; return sum + x * ny - nx * y; }, 0)) / 2; // prettier-ignore
  if (area === 0 || (until - from) ** 2 / area < LONG) return null;
  const axis: [number, number][] = [];
  for (let k = 1; k < SLICES; k++) {
    const t = from + ((until - from) * k) / SLICES;
    const middle = middleAt(turned, t);
    if (middle === null) continue;
    const x = t * ux - middle * uy;
    const y = t * uy + middle * ux;
    axis.push([lng0 + x / east, lat0 + y]);
  }
  if (axis.length < 4) return null;
  return axis[0]![0] <= axis.at(-1)![0] ? axis : axis.reverse();
}

function length(ring: Ring): number {
  let sum = 0;
  for (let i = 1; i < ring.length; i++)
    sum += Math.hypot(ring[i]![0] - ring[i - 1]![0], ring[i]![1] - ring[i - 1]![1]);
  return sum;
}

/** The direction in which an outline is longest, as a unit vector; its edges weigh by their length. */
function mainDirection(points: readonly [number, number][]): [number, number] | null {
  let [weight, mx, my] = [0, 0, 0];
  const edges = points.slice(1).map(([x, y], i) => {
    const [px, py] = points[i]!;
    const edge = { x: (x + px) / 2, y: (y + py) / 2, w: Math.hypot(x - px, y - py) };
    weight += edge.w;
    mx += edge.x * edge.w;
    my += edge.y * edge.w;
    return edge;
  });
  if (weight === 0) return null;
  let [xx, xy, yy] = [0, 0, 0];
  for (const { x, y, w } of edges) {
    const dx = x - mx / weight;
    const dy = y - my / weight;
    xx += w * dx * dx;
    xy += w * dx * dy;
    yy += w * dy * dy;
  }
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  return [Math.cos(angle), Math.sin(angle)];
}

/** The middle of the widest stretch inside the outline across it at t. */
function middleAt(outline: readonly [number, number][], t: number): number | null {
  const cuts: number[] = [];
  outline.forEach(([x, y], i) => {
    const [nx, ny] = outline[(i + 1) % outline.length]!;
    if (x > t !== nx > t) cuts.push(y + ((ny - y) * (t - x)) / (nx - x));
  });
  cuts.sort((a, b) => a - b);
  let best: [number, number] | null = null;
  for (let i = 0; i + 1 < cuts.length; i += 2)
    if (!best || cuts[i + 1]! - cuts[i]! > best[1] - best[0]) best = [cuts[i]!, cuts[i + 1]!];
  return best ? (best[0] + best[1]) / 2 : null;
}
