import { toPolygons } from '#data/coverage/to-polygons.ts';
import { fromPacked } from '#data/coverage/from-packed.ts';
import { distanceM } from '#data/geo/distance-m.ts';
import type { MultiPolygonCoordinates, Position } from '#data/geo/geometry.ts';
import { labelPoint } from '#data/geo/label-point.ts';
import { pointInRing } from '#data/geo/ring.ts';
import { unpackAreas } from '#data/wire/areas-packed.ts';
import type { PackedAreas } from '#data/wire/packed.ts';

/** Where a plan is to be drawn at, found in the borders themselves. */
export interface PlanPlaces {
  packed: PackedAreas;
  shapes: ReadonlyMap<number, MultiPolygonCoordinates>;
}

export async function readPlaces(url: string): Promise<PlanPlaces> {
  const bytes = new Uint8Array(await (await fetch(`${url}/api/areas/packed`)).arrayBuffer());
  const packed = unpackAreas(bytes);
  return { packed, shapes: toPolygons(fromPacked(packed)) };
}

/** Cells of more than so many metres across, by id. */
export function broadCells({ shapes, packed }: PlanPlaces, leastM: number): number[] {
  const kinds = new Map(packed.areas.map((area) => [area.id, area.kind]));
  return [...shapes].flatMap(([id, [polygon, ...more]]) => {
    if (!polygon || more.length > 0 || polygon.length > 1 || kinds.get(id) !== 'comprehensive') return []; // prettier-ignore
    const line = acrossOf(polygon[0]!);
    return line && distanceM(line[0], line[1]) >= leastM ? [id] : [];
  });
}

/** Through the middle of a ring, from border to border, west to east; null where its middle is not within it. */
function acrossOf(ring: readonly Position[]): [Position, Position] | null {
  const [lng, lat] = labelPoint([[[...ring]]]);
  const xs: number[] = [];
  for (let i = 1; i < ring.length; i++) {
    const [[ax, ay], [bx, by]] = [ring[i - 1]!, ring[i]!];
    if (ay > lat !== by > lat) xs.push(ax + ((lat - ay) / (by - ay)) * (bx - ax));
  }
  const west = Math.max(...xs.filter((x) => x < lng));
  const east = Math.min(...xs.filter((x) => x > lng));
  return Number.isFinite(west) && Number.isFinite(east) ? [[west, lat], [east, lat]] : null; // prettier-ignore
}

/** A line across a cell, and a place on either side of it within the cell. */
export function splitOf({ shapes }: PlanPlaces, cell: number) {
  const ring = shapes.get(cell)![0]![0]!;
  const [from, to] = acrossOf(ring)!;
  const middle = (from[0] + to[0]) / 2;
  const beside = (way: 1 | -1): Position => {
    for (let step = 0.0004; step > 0.00005; step /= 1.3)
      if (pointInRing(middle, from[1] + way * step, ring.flat()) > 0) return [middle, from[1] + way * step]; // prettier-ignore
    throw new Error(`cell ${cell} is too flat`);
  };
  return {
    from,
    to,
    middle: [middle, from[1]] as Position,
    halves: [beside(1), beside(-1)] as const,
  };
}

/** A border between two cells, from where three meet to where three meet, at least so long. */
export function bordersOf({ packed }: PlanPlaces, leastM: number) {
  const { starts, left, right, positions } = packed;
  const out: { between: [number, number]; line: Position[]; lengthM: number }[] = [];
  for (let arc = 0; arc < left.length; arc++) {
    if (left[arc] === 0 || right[arc] === 0) continue;
    const line: Position[] = [];
    for (let v = starts[arc]!; v < starts[arc + 1]!; v++) line.push([positions[2 * v]!, positions[2 * v + 1]!]); // prettier-ignore
    const lengthM = line.slice(1).reduce((sum, at, i) => sum + distanceM(line[i]!, at), 0);
    const isLoop = line[0]![0] === line.at(-1)![0] && line[0]![1] === line.at(-1)![1];
    if (lengthM >= leastM && !isLoop)
      out.push({ between: [left[arc]!, right[arc]!], line, lengthM });
  }
  return out;
}

/** A place so far along a line, metres, and so far to its left. */
export function alongLine(line: readonly Position[], m: number, asideM = 0): Position {
  let rest = m;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!];
    const length = distanceM(a, b);
    if (rest > length && i < line.length - 1) {
      rest -= length;
      continue;
    }
    const t = Math.min(1, rest / length);
    const [perLng, perLat] = [distanceM(a, [a[0] + 1e-3, a[1]]) / 1e-3, distanceM(a, [a[0], a[1] + 1e-3]) / 1e-3]; // prettier-ignore
    const [dx, dy] = [((b[0] - a[0]) * perLng) / length, ((b[1] - a[1]) * perLat) / length];
    return [a[0] + t * (b[0] - a[0]) - (asideM * dy) / perLng, a[1] + t * (b[1] - a[1]) + (asideM * dx) / perLat]; // prettier-ignore
  }
  throw new Error('a line of no length');
}

/** A square about a place, its side in metres. */
export function squareAt([lng, lat]: Position, sideM: number): Position[] {
  const [dx, dy] = [sideM / 2 / (distanceM([lng, lat], [lng + 1e-3, lat]) / 1e-3), sideM / 2 / (distanceM([lng, lat], [lng, lat + 1e-3]) / 1e-3)]; // prettier-ignore
  return [[lng - dx, lat - dy], [lng + dx, lat - dy], [lng + dx, lat + dy], [lng - dx, lat + dy]]; // prettier-ignore
}
