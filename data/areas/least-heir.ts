/**
 * What hung on an area that is no more goes to those that have more than this share of its land: where a line ends on a
 * border that bends by a lattice step, the neighbour gets a speck of it, and nothing that hung on it.
 */
export const LEAST_HEIR = 1e-3;
