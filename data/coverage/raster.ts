/** Edges count for a pixel that they pass within this many lattice steps: more than any rounding. */
export const MARGIN = 1;

/** A raster over a coverage: pixels that no edge comes near know their cell, the others their edges. */
export interface Raster {
  /** South-west corner, lattice steps from the coverage's origin. */
  minX: number;
  minY: number;
  width: number;
  height: number;
  /** Pixels a lattice step. */
  perStep: number;
  /** Cell index, or the complement (~) of the number of its list. Row by row from the south. */
  pixels: Int32Array;
  /** List i holds edges listed[lists[i]] … listed[lists[i+1]−1]. */
  lists: Uint32Array;
  listed: Uint32Array;
}
