import type { MultiPolygonCoordinates } from '#data/geo/geometry.ts';

/** A cell as it comes in and goes out: a positive id below 2³² and its shape in degrees. */
export interface CellShape {
  id: number;
  coordinates: MultiPolygonCoordinates;
}

/**
 * Seamless cells as arcs. Every border is held once, with the cell on either side, so there can be
 * neither gap nor overlap. Arcs end where three or more borders meet; one without such an end is a
 * loop, its first vertex again its last. The order is canonical: the same cells give the same bytes.
 */
export interface Coverage {
  /** Lattice coordinates that `vertices` are relative to: the middle of the box. */
  originX: number;
  originY: number;
  /** x, y interleaved, lattice steps from the origin, within ±2²⁵. */
  vertices: Int32Array;
  /** Arc i has vertices starts[i] … starts[i+1]−1; length arcs + 1. */
  starts: Uint32Array;
  /** Cell to the left and to the right of each arc, walking it; 0 = outside. */
  left: Uint32Array;
  right: Uint32Array;
}

export const FAULT_KINDS = ['gap', 'overlap', 'unmatched', 'invalid-ring', 'off-lattice'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** Why cells are not seamless. */
export interface Fault {
  kind: FaultKind;
  /** Where: a point inside the gap or overlap, or the vertex that is at fault. */
  at: [lng: number, lat: number];
  /** Of the gap or overlap; 0 for the other kinds. */
  areaM2: number;
  /** The cells it lies between or in, ascending. */
  cells: number[];
}

/** The cells of a coverage, ascending. */
export function cellIds(c: Coverage): number[] {
  const ids = new Set<number>();
  for (const id of c.left) ids.add(id);
  for (const id of c.right) ids.add(id);
  ids.delete(0);
  return [...ids].sort((a, b) => a - b);
}
