import type { BandRange } from './band.ts';

/** Of a band what says who is within it. */
export interface BandEnds {
  households: Pick<BandRange, 'from' | 'to'>;
  residents: Pick<BandRange, 'from' | 'to'>;
}

/**
 * How far an area is out of its band: 0 where its households or its residents are within, else by how many households it
 * has too many (or, negative, too few), or by residents where households are not known. null where nothing is known.
 */
export function deviationFrom(
  band: BandEnds,
  { households, residents }: { households: number | null; residents: number | null },
): number | null {
  const byHouseholds = beyond(band.households, households);
  const byResidents = beyond(band.residents, residents);
  if (byHouseholds === 0 || byResidents === 0) return 0;
  return byHouseholds ?? byResidents;
}

function beyond({ from, to }: Pick<BandRange, 'from' | 'to'>, n: number | null): number | null {
  if (n === null) return null;
  return n > to ? n - to : n < from ? n - from : 0;
}
