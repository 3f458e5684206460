import type { SearchThing } from '#data/search/thing.ts';
import type { Db } from '#server/db/database.ts';

import {
  selectSearchAreas,
  selectSearchBuildings,
  selectSearchCompounds,
  selectSearchPeople,
  selectSearchSites,
  selectSearchUnits,
  type SearchArea,
} from './search.sql.ts';

/** All that can be found but incidents, in the order of nouns, and the areas that say where it is. */
export async function readThings(
  db: Db,
  at: Date,
): Promise<{ things: SearchThing[]; areas: Map<number, SearchArea> }> {
  const areas = new Map((await selectSearchAreas(db)).map((area) => [area.id, area]));
  const things: SearchThing[] = [];
  for (const { id, code, name, nameEn, levelKey, parentId, bounds } of areas.values()) {
    things.push({
      noun: 'areas',
      id,
      code,
      name,
      nameEn,
      address: null,
      kind: levelKey,
      areaId: parentId,
      at: middle(bounds),
      bounds,
      select: { noun: 'areas', id },
    });
  }
  for (const { id, code, name, bounds, areaIds } of await selectSearchCompounds(db)) {
    const areaId = sharedArea(areas, areaIds);
    things.push({
      noun: 'compounds',
      id,
      code,
      name,
      nameEn: null,
      address: null,
      kind: '',
      areaId,
      at: middle(bounds),
      bounds,
      // It has no card of its own: the card is that of who is responsible.
      select: areaId === null ? null : { noun: 'areas', id: areaId },
    });
  }
  const plain = { nameEn: null, bounds: null };
  for (const row of await selectSearchBuildings(db))
    things.push({ noun: 'buildings', ...row, ...plain, select: { noun: 'buildings', id: row.id } });
  for (const { unitId, buildingId, ...row } of await selectSearchPeople(db, at)) {
    const select =
      unitId !== null
        ? ({ noun: 'units', id: unitId } as const)
        : buildingId !== null
          ? ({ noun: 'buildings', id: buildingId } as const)
          : row.areaId !== null
            ? ({ noun: 'areas', id: row.areaId } as const)
            : null;
    // A captain's address is where, not what, the person is: nobody is found by it.
    things.push({ noun: 'people', ...row, address: null, ...plain, select });
  }
  for (const row of await selectSearchUnits(db))
    things.push({ noun: 'units', ...row, ...plain, select: { noun: 'units', id: row.id } });
  for (const row of await selectSearchSites(db))
    things.push({ noun: 'sites', ...row, ...plain, select: { noun: 'sites', id: row.id } });
  return { things, areas };
}

/** The lowest area that holds all of these; null without any. */
function sharedArea(areas: ReadonlyMap<number, SearchArea>, ids: readonly number[]): number | null {
  let shared: number[] | null = null;
  for (const id of ids) {
    const chain: number[] = [];
    for (let area = areas.get(id); area; area = areas.get(area.parentId ?? -1)) chain.push(area.id);
    shared = shared === null ? chain : shared.filter((one) => chain.includes(one));
  }
  return shared?.[0] ?? null;
}

function middle([west, south, east, north]: [number, number, number, number]): [number, number] {
  return [(west + east) / 2, (south + north) / 2];
}
