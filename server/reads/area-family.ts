import type { Area } from '#data/areas/area.ts';
import { withParents } from '#data/areas/with-parents.ts';
import type { AreaStep } from '#data/wire/cards.ts';

/** An area as a step of a chain. */
export function areaStep(area: Area): AreaStep {
  const { id, code, level, name, nameEn } = area;
  return { id, code, level, name, nameEn };
}

/** From the district down to an area, itself included; empty for none. */
export function chainOf(areas: ReadonlyMap<number, Area>, id: number | null): AreaStep[] {
  return withParents(areas, id).map(areaStep);
}

/**
 * An area and all below it, the cells among them, and how many are right below.
 *
 * @param areas parents before children
 */
export function familyOf(
  areas: ReadonlyMap<number, Area>,
  id: number,
): { family: Set<number>; cells: number[]; children: number } {
  // Parents come before children, so one pass gathers all that is below.
  const family = new Set([id]);
  const parents = new Set<number>();
  let children = 0;
  for (const other of areas.values()) {
    if (other.parentId !== null && family.has(other.parentId)) {
      family.add(other.id);
      parents.add(other.parentId);
      if (other.parentId === id) children++;
    }
  }
  return { family, cells: [...family].filter((member) => !parents.has(member)), children };
}
