import { toDegrees } from '#data/geo/lattice.ts';
import type { PackedBuildings } from '#data/wire/packed.ts';

import type { Place } from '../desk/desk.ts';

let last: { packed: PackedBuildings; ids: readonly number[]; rings: Place[][] } | null = null;

/** The rings of some buildings, by their ids. The same value for the same buildings. */
export function footprintsOf(packed: PackedBuildings, ids: readonly number[]): Place[][] {
  if (last?.packed === packed && last.ids === ids) return last.rings;
  const rings: Place[][] = [];
  if (ids.length > 0) {
    const wanted = new Set(ids);
    const { ringStarts, ringBuilding, positions } = packed;
    for (let r = 0; r < ringBuilding.length; r++) {
      if (!wanted.has(packed.ids[ringBuilding[r]!]!)) continue;
      const ring: Place[] = [];
      for (let v = ringStarts[r]!; v < ringStarts[r + 1]!; v++)
        ring.push([toDegrees(positions[2 * v]!), toDegrees(positions[2 * v + 1]!)]);
      rings.push(ring[0] ? [...ring, ring[0]] : ring);
    }
  }
  last = { packed, ids, rings };
  return rings;
}
