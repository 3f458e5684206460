/** The lattice: coordinates are integers of 1e-7 degrees (about 1 cm) wherever borders are computed. */
export const LATTICE_PER_DEGREE = 1e7;

/** Degrees → the nearest lattice integer. */
export function toLattice(degrees: number): number {
  return Math.round(degrees * LATTICE_PER_DEGREE);
}

/** Lattice integer → degrees. The one function that does so: equal integers give equal doubles everywhere. */
export function toDegrees(lattice: number): number {
  return lattice / LATTICE_PER_DEGREE;
}
