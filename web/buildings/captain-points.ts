import { LATTICE_PER_DEGREE } from '#data/geo/lattice.ts';
import { toWorld } from '#data/tiles/project.ts';
import type { Shapes } from '#data/tiles/shapes.ts';
import type { PackedCaptains } from '#data/wire/captains-packed.ts';
import type { PackedBuildings } from '#data/wire/packed.ts';

/** Buildings that have a captain, a point each. */
export interface CaptainPoints {
  /** Of the buildings. */
  ids: Uint32Array;
  /** [lng, lat] interleaved, lattice integers: the middle of the first ring's corners. */
  positions: Int32Array;
  /** Place of each one's captain in `names`. */
  captain: Uint32Array;
  names: string[];
}

/** Where captains answer. A building that has no footprint here, as between two imports, is left out. */
export function captainPoints(
  b: Pick<PackedBuildings, 'ids' | 'positions' | 'ringStarts' | 'ringBuilding'>,
  { buildingIds, captain, names }: PackedCaptains,
): CaptainPoints {
  const placeOf = new Map<number, number>();
  buildingIds.forEach((id, place) => placeOf.set(id, place));
  const ids = new Uint32Array(buildingIds.length);
  const positions = new Int32Array(2 * buildingIds.length);
  const of = new Uint32Array(buildingIds.length);
  let n = 0;
  let last = -1;
  for (let r = 0; r < b.ringBuilding.length; r++) {
    const index = b.ringBuilding[r]!;
    if (index === last) continue;
    last = index;
    const place = placeOf.get(b.ids[index]!);
    if (place === undefined) continue;
    ids[n] = b.ids[index]!;
    of[n] = captain[place]!;
    // A ring is closed: its last corner is its first.
    const [from, to] = [b.ringStarts[r]!, b.ringStarts[r + 1]! - 1];
    for (let axis = 0; axis < 2; axis++) {
      let sum = 0;
      for (let v = from; v < to; v++) sum += b.positions[2 * v + axis]!;
      positions[2 * n + axis] = Math.round(sum / (to - from));
    }
    n++;
  }
  return {
    ids: ids.slice(0, n),
    positions: positions.slice(0, 2 * n),
    captain: of.slice(0, n),
    names,
  };
}

/** The same as tiles are cut from it: a point each, with the building's id and the captain's name `n`. */
export function captainShapes({ ids, positions, captain, names }: CaptainPoints): Shapes {
  const n = ids.length;
  const each = Uint32Array.from({ length: n + 1 }, (_, i) => i);
  return {
    layer: 'captain',
    kind: 'point',
    parts: {
      positions: toWorld(positions, LATTICE_PER_DEGREE),
      starts: each,
      of: each.subarray(0, n),
      isHole: new Uint8Array(n),
    },
    ids,
    from: new Uint8Array(n),
    properties: { n: { words: names, at: captain } },
  };
}
