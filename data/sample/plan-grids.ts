import type { CommunityPlan, EstatePlan, Purpose, Zone } from './divide.ts';
import { between, pick, type Draw } from './draw.ts';
import type { Landmark } from './great-lines.ts';

/** Lowest areas of a purpose, and how much ground it takes where an ordinary micro-grid takes 1. */
const NEEDS: Record<Purpose, { cells: number; weight: number }> = {
  riverside: { cells: 2, weight: 0 },
  park: { cells: 1, weight: 2.6 },
  lake: { cells: 6, weight: 34 },
  hill: { cells: 8, weight: 48 },
  campus: { cells: 3, weight: 12 },
  school: { cells: 1, weight: 1.7 },
  hospital: { cells: 1, weight: 2.4 },
  market: { cells: 1, weight: 1.6 },
  mall: { cells: 2, weight: 2.8 },
  works: { cells: 2, weight: 6 },
  station: { cells: 2, weight: 5 },
};
/** Which share of a zone's grids is dedicated, and to what. */
const DEDICATED: Record<Zone, { share: number; purposes: Purpose[] }> = {
  old: { share: 0.1, purposes: ['market', 'park', 'hospital', 'mall', 'school'] },
  centre: { share: 0.2, purposes: ['mall', 'mall', 'hospital', 'park', 'school'] },
  homes: { share: 0.1, purposes: ['park', 'park', 'school', 'market', 'school', 'hospital'] },
  works: { share: 0.36, purposes: ['works', 'works', 'works', 'works', 'market', 'park'] },
  campus: { share: 0.26, purposes: ['campus', 'campus', 'park', 'school'] },
};
/** How often a housing grid of a zone lies in a walled estate. */
const ESTATES: Record<Zone, number> = {
  old: 0.07,
  centre: 0.45,
  homes: 0.72,
  works: 0.4,
  campus: 0.6,
};

/** A community's grids: its landmarks, what else its zone has of purposes, and housing in estates and open blocks. */
export function planGrids(
  community: CommunityPlan,
  count: number,
  landmarks: readonly Landmark[],
  draw: Draw,
): void {
  const { share, purposes } = DEDICATED[community.zone];
  const wanted = Math.floor(count * share + draw());
  const own = [...landmarks];
  while (own.length < Math.min(wanted, count - 3))
    own.push({ purpose: pick(draw, purposes), strip: null });
  for (const { purpose, strip } of own)
    community.grids.push({
      community,
      purpose,
      strip,
      estate: null,
      count: NEEDS[purpose].cells,
      weight: strip ? 0 : NEEDS[purpose].weight * between(draw, 0.85, 1.2),
      cells: [],
    });
  while (community.grids.length < count)
    community.grids.push({ community, purpose: null, strip: null, estate: null, count: 0, weight: 0, cells: [] }); // prettier-ignore
  // Estates of one to three grids side by side; what is left is open blocks.
  const homes = community.grids.filter((grid) => grid.purpose === null);
  for (let i = 0; i < homes.length;) {
    const size = Math.min(homes.length - i, pick(draw, [1, 1, 2, 2, 3]));
    if (draw() < ESTATES[community.zone]) {
      const estate: EstatePlan = { grids: homes.slice(i, i + size) };
      for (const grid of estate.grids) grid.estate = estate;
      i += size;
    } else i++;
  }
}
