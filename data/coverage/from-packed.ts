import { toLattice } from '#data/geo/lattice.ts';
import { MAX_REACH } from '#data/geo/orientation.ts';
import type { Coverage } from './coverage.ts';

/** Arcs as the wire has them (PackedAreas fits): positions in degrees on the lattice. */
export interface ArcsInDegrees {
  /** [lng, lat] interleaved. */
  positions: Float64Array;
  starts: Uint32Array;
  left: Uint32Array;
  right: Uint32Array;
}

/**
 * The coverage of arcs that `packAreas` packed from one: no geometry is checked again. `starts`,
 * `left` and `right` are shared, not copied. Throws RangeError where the arcs reach farther than a
 * coverage can.
 */
export function fromPacked({ positions, starts, left, right }: ArcsInDegrees): Coverage {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < positions.length; i += 2) {
    west = Math.min(west, positions[i]!);
    east = Math.max(east, positions[i]!);
    south = Math.min(south, positions[i + 1]!);
    north = Math.max(north, positions[i + 1]!);
  }
  const empty = positions.length === 0;
  const originX = empty ? 0 : Math.round((toLattice(west) + toLattice(east)) / 2);
  const originY = empty ? 0 : Math.round((toLattice(south) + toLattice(north)) / 2);
  if (
    !empty &&
    !(toLattice(east) - originX <= MAX_REACH && toLattice(north) - originY <= MAX_REACH)
  )
    throw new RangeError(`arcs reach from ${west}, ${south} to ${east}, ${north}: too wide`);
  const vertices = new Int32Array(positions.length);
  for (let i = 0; i < positions.length; i += 2) {
    vertices[i] = toLattice(positions[i]!) - originX;
    vertices[i + 1] = toLattice(positions[i + 1]!) - originY;
  }
  return { originX, originY, vertices, starts, left, right };
}
