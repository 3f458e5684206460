/** A locked edge by its ends, the lesser first: lattice steps from the origin. */
export type LockedEdge = [ax: number, ay: number, bx: number, by: number];

/** What a locked edge is found by. */
export const lockKey = (edge: LockedEdge): string => edge.join(' ');
