/** The size that an area of a level shall have: within either range is within the band, both ends included. */
export interface Band {
  households: BandRange;
  residents: BandRange;
}
export interface BandRange {
  from: number;
  to: number;
  /** Falling: too small by one step down to the first, by two down to the second, by three below it. */
  below: readonly [number, number];
  /** Rising: too large by one step up to the first, by two up to the second, by three beyond it. */
  above: readonly [number, number];
}

/** The rule of division, by key of the level: grids alone have one. */
export const BANDS: Readonly<Record<string, Band>> = {
  grid: {
    households: { from: 300, to: 500, below: [250, 200], above: [560, 640] },
    residents: { from: 1000, to: 1500, below: [830, 670], above: [1680, 1920] },
  },
};

/** How far out of the band: negative too small, positive too large, 0 within. */
export type BandStep = -3 | -2 | -1 | 0 | 1 | 2 | 3;

/**
 * Where an area stands to its band. One within either range is within; one outside both is told by its
 * households, or by its residents where households are not known. null where neither is.
 */
export function bandStep(
  band: Band,
  of: { households: number | null; residents: number | null },
): BandStep | null {
  const byHouseholds = stepIn(band.households, of.households);
  const byResidents = stepIn(band.residents, of.residents);
  if (byHouseholds === 0 || byResidents === 0) return 0;
  return byHouseholds ?? byResidents;
}

function stepIn({ from, to, below, above }: BandRange, n: number | null): BandStep | null {
  if (n === null) return null;
  if (n > to) return n <= above[0] ? 1 : n <= above[1] ? 2 : 3;
  if (n < from) return n >= below[0] ? -1 : n >= below[1] ? -2 : -3;
  return 0;
}
