import { toDegrees, toLattice } from '#data/geo/lattice.ts';
import { MAX_REACH } from '#data/geo/orientation.ts';
import { ringArea2 } from '#data/geo/ring.ts';
import type { CellShape, Fault } from './coverage.ts';

/** More vertices than this in one call are refused: 16 times the largest city asked for. */
export const MAX_VERTICES = 8_000_000;

/** Cells as integers. Rings run with their cell on the left and carry no repeated end. */
export interface LatticeCells {
  originX: number;
  originY: number;
  /** Cell i has id ids[i] and rings ringStarts-index cellRings[i] … cellRings[i+1]−1. */
  ids: Uint32Array;
  cellRings: Uint32Array;
  /** Ring r has edges (and vertices) ringStarts[r] … ringStarts[r+1]−1. */
  ringStarts: Uint32Array;
  /** Index into points of each ring vertex. */
  corners: Uint32Array;
  /** Distinct points, x and y relative to the origin. */
  xs: Int32Array;
  ys: Int32Array;
  points: number;
}

/**
 * Reads polygons onto the lattice. Repeated neighbours within a ring count once, and a
 * spike (an edge walked there and back) is left out, for neither bounds anything. Faults:
 * `off-lattice` where a coordinate is not a multiple of 1e-7° (one a cell; it is then rounded), is
 * not a number, or lies farther than 2²⁵ steps (3.35°) from the middle; `invalid-ring` where a ring
 * has no area. `cells` is null where nothing can be computed. Throws RangeError on ids that are not
 * distinct integers in 1 … 2³²−1 and on more than `MAX_VERTICES`.
 */
export function readCells(shapes: readonly CellShape[]): {
  cells: LatticeCells | null;
  faults: Fault[];
} {
  const { count, rings, faults, bounds } = measure(shapes);
  if (faults.length > 0) return { cells: null, faults };
  const originX = Math.round((bounds[0] + bounds[2]) / 2);
  const originY = Math.round((bounds[1] + bounds[3]) / 2);
  if (bounds[2] - originX > MAX_REACH || bounds[3] - originY > MAX_REACH) {
    for (const shape of shapes) {
      const far = firstPosition(
        shape,
        (lng, lat) =>
          Math.abs(toLattice(lng) - originX) > MAX_REACH ||
          Math.abs(toLattice(lat) - originY) > MAX_REACH,
      );
      if (far) faults.push({ kind: 'off-lattice', at: far, areaM2: 0, cells: [shape.id] });
    }
    return { cells: null, faults };
  }

  const ids = new Uint32Array(shapes.length);
  const cellRings = new Uint32Array(shapes.length + 1);
  const ringStarts = new Uint32Array(rings + 1);
  const corners = new Uint32Array(count);
  const points = new PointTable(count);
  const flat: number[] = [];
  let ring = 0;
  let corner = 0;
  shapes.forEach((shape, cell) => {
    ids[cell] = shape.id;
    let off: [number, number] | null = null;
    for (const polygon of shape.coordinates)
      for (let r = 0; r < polygon.length; r++) {
        const positions = polygon[r]!;
        flat.length = 0;
        for (const position of positions) {
          const qx = toLattice(position[0]);
          const qy = toLattice(position[1]);
          if (toDegrees(qx) !== position[0] || toDegrees(qy) !== position[1])
            off ??= [position[0], position[1]];
          pushCorner(flat, qx - originX, qy - originY);
        }
        closeCorners(flat);
        const area = ringArea2(flat);
        if (area === 0) {
          const at = positions[0] ?? [0, 0];
          faults.push({ kind: 'invalid-ring', at: [at[0], at[1]], areaM2: 0, cells: [shape.id] });
          continue;
        }
        // The cell lies left of every edge: outer rings counter-clockwise, holes clockwise.
        if (area > 0 === (r === 0))
          for (let i = 0; i < flat.length; i += 2)
            corners[corner++] = points.idOf(flat[i]!, flat[i + 1]!);
        else
          for (let i = flat.length - 2; i >= 0; i -= 2)
            corners[corner++] = points.idOf(flat[i]!, flat[i + 1]!);
        ringStarts[++ring] = corner;
      }
    if (off) faults.push({ kind: 'off-lattice', at: off, areaM2: 0, cells: [shape.id] });
    cellRings[cell + 1] = ring;
  });
  const cells: LatticeCells = {
    originX,
    originY,
    ids,
    cellRings,
    ringStarts: ringStarts.subarray(0, ring + 1),
    corners: corners.subarray(0, corner),
    xs: points.xs.subarray(0, points.count),
    ys: points.ys.subarray(0, points.count),
    points: points.count,
  };
  return { cells, faults };
}

/** Adds a vertex: one repeated counts once, and an edge walked there and back bounds nothing. */
function pushCorner(flat: number[], x: number, y: number): void {
  const n = flat.length;
  if (n >= 2 && flat[n - 2] === x && flat[n - 1] === y) return;
  if (n >= 4 && flat[n - 4] === x && flat[n - 3] === y) flat.length -= 2;
  else flat.push(x, y);
}

/** The same across the ring's own end. */
function closeCorners(flat: number[]): void {
  for (;;) {
    const n = flat.length;
    if (n < 4) return;
    if (flat[0] === flat[n - 2] && flat[1] === flat[n - 1]) flat.length -= 2;
    else if (flat[0] === flat[n - 4] && flat[1] === flat[n - 3]) flat.length -= 2;
    else if (flat[2] === flat[n - 2] && flat[3] === flat[n - 1]) flat.splice(0, 2);
    else return;
  }
}

function measure(shapes: readonly CellShape[]): {
  count: number;
  rings: number;
  faults: Fault[];
  /** Lattice integers. */
  bounds: [number, number, number, number];
} {
  const seen = new Set<number>();
  const faults: Fault[] = [];
  const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  let count = 0;
  let rings = 0;
  for (const shape of shapes) {
    if (!Number.isInteger(shape.id) || shape.id < 1 || shape.id > 0xffffffff || seen.has(shape.id))
      throw new RangeError(`cell id ${shape.id} is not a distinct integer in 1 … 2³²−1`);
    seen.add(shape.id);
    let any = false;
    for (const polygon of shape.coordinates)
      for (const ring of polygon) {
        rings++;
        count += ring.length;
        for (const [lng, lat] of ring) {
          any = true;
          if (lng < bounds[0]) bounds[0] = lng;
          if (lat < bounds[1]) bounds[1] = lat;
          if (lng > bounds[2]) bounds[2] = lng;
          if (lat > bounds[3]) bounds[3] = lat;
        }
      }
    if (!any) faults.push({ kind: 'invalid-ring', at: [0, 0], areaM2: 0, cells: [shape.id] });
    const wild = firstPosition(shape, (lng, lat) => !(Math.abs(lng) <= 180 && Math.abs(lat) <= 90));
    if (wild) faults.push({ kind: 'off-lattice', at: wild, areaM2: 0, cells: [shape.id] });
  }
  if (count > MAX_VERTICES)
    throw new RangeError(`${count} vertices are more than the ${MAX_VERTICES} that are read`);
  return {
    count,
    rings,
    faults,
    bounds: count === 0 ? [0, 0, 0, 0] : (bounds.map(toLattice) as typeof bounds),
  };
}

function firstPosition(
  shape: CellShape,
  holds: (lng: number, lat: number) => boolean,
): [number, number] | null {
  for (const polygon of shape.coordinates)
    for (const ring of polygon) for (const p of ring) if (holds(p[0], p[1])) return [p[0], p[1]];
  return null;
}

/** Points by their coordinates: open addressing, so that a million cost no million objects. */
class PointTable {
  count = 0;
  readonly xs: Int32Array;
  readonly ys: Int32Array;
  readonly #slots: Int32Array;
  readonly #mask: number;

  constructor(capacity: number) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(16, capacity * 2)));
    this.#mask = size - 1;
    this.#slots = new Int32Array(size).fill(-1);
    this.xs = new Int32Array(capacity);
    this.ys = new Int32Array(capacity);
  }

  idOf(x: number, y: number): number {
    let slot = mix(x, y) & this.#mask;
    for (;;) {
      const id = this.#slots[slot]!;
      if (id < 0) {
        this.#slots[slot] = this.count;
        this.xs[this.count] = x;
        this.ys[this.count] = y;
        return this.count++;
      }
      if (this.xs[id] === x && this.ys[id] === y) return id;
      slot = (slot + 1) & this.#mask;
    }
  }
}

/** A hash of two integers (after the finaliser of MurmurHash3). */
export function mix(a: number, b: number): number {
  let h = Math.imul(a, 0x85ebca6b) ^ Math.imul(b, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 13), 0x297a2d39);
  return (h ^ (h >>> 16)) >>> 0;
}
