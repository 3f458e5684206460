import type { Area } from './area.ts';

/** Households and residents of an area. null where nothing is known. */
export interface AreaFigures {
  households: number | null;
  residents: number | null;
  /** Made by sharing a count of a higher area: to be shown as such. */
  estimated: boolean;
  /** ISO date of the count that it rests on, where it is one area's own; null where buildings say it. */
  countedOn: string | null;
}

/** What the buildings of a cell carry together; null where none of them carries any. */
export interface CellSums {
  households: number | null;
  residents: number | null;
}

type Count = 'households' | 'residents';
const OWN = { households: 'ownHouseholds', residents: 'ownResidents' } as const;

/**
 * Figures of every area of an edition. Of each count apart: a cell has the sum of its buildings where they carry
 * it, else its own count, else none where it has no building and buildings elsewhere carry it; a higher area has the sum of its children where each of them has one, else its own
 * count. Where only a higher area has been counted, what its counted children leave is shared among the others by
 * m², rounded so that the shares add up, and those are estimated.
 *
 * @param areas parents before children
 * @param sums by cell id
 * @param m2 by area id
 */
export function areaFigures(
  areas: readonly Area[],
  sums: ReadonlyMap<number, CellSums>,
  m2: ReadonlyMap<number, number>,
): Map<number, AreaFigures> {
  const children = new Map<number, Area[]>();
  for (const area of areas) {
    if (area.parentId === null) continue;
    const list = children.get(area.parentId);
    if (list) list.push(area);
    else children.set(area.parentId, [area]);
  }
  const figures = new Map<number, AreaFigures>();
  for (const area of areas) {
    figures.set(area.id, { households: null, residents: null, estimated: false, countedOn: null });
  }

  for (const count of ['households', 'residents'] as Count[]) {
    // Where buildings say who lives in them, nobody lives in a cell without one.
    const carried = [...sums.values()].some((sum) => sum[count] !== null);
    // Upwards: what is known without sharing.
    for (let i = areas.length - 1; i >= 0; i--) {
      const area = areas[i]!;
      const figure = figures.get(area.id)!;
      const below = children.get(area.id);
      let known: number | null = null;
      if (below) {
        const parts = below.map((child) => figures.get(child.id)![count]);
        if (parts.every((part) => part !== null)) known = parts.reduce((a, b) => a + b, 0);
        const dates = new Set(below.map((child) => figures.get(child.id)!.countedOn));
        const [date] = dates;
        if (known !== null && dates.size === 1 && date) figure.countedOn = date;
      } else {
        known = sums.get(area.id)?.[count] ?? null;
      }
      if (known === null && area[OWN[count]] !== null) {
        known = area[OWN[count]];
        figure.countedOn = area.ownCountedOn;
      }
      if (known === null && !below && carried && !sums.has(area.id)) known = 0;
      figure[count] = known;
    }
    // Downwards: what a count leaves is shared among those who have none.
    for (const area of areas) {
      const below = children.get(area.id);
      const figure = figures.get(area.id)!;
      const total = figure[count];
      if (!below || total === null) continue;
      const open = below.filter((child) => figures.get(child.id)![count] === null);
      if (open.length === 0) continue;
      const counted = below.reduce((sum, child) => sum + (figures.get(child.id)![count] ?? 0), 0);
      const left = Math.max(0, total - counted);
      const ground = open.reduce((sum, child) => sum + (m2.get(child.id) ?? 0), 0);
      let groundSoFar = 0;
      let given = 0;
      for (const [i, child] of open.entries()) {
        groundSoFar += m2.get(child.id) ?? 0;
        const share = ground > 0 ? groundSoFar / ground : (i + 1) / open.length;
        const upTo = Math.round(left * share);
        const childFigure = figures.get(child.id)!;
        childFigure[count] = upTo - given;
        childFigure.estimated = true;
        childFigure.countedOn = figure.countedOn;
        given = upTo;
      }
    }
  }
  return figures;
}
