import type { Area } from '#data/areas/area.ts';
import { changedCells, crosswalk, type CrosswalkRow, type Living } from '#data/plans/crosswalk.ts';
import type { PlanState } from '#data/plans/plan-state.ts';
import { readHomes, readPeopleByCell } from '#server/buildings/read-people.ts';
import type { Db } from '#server/db/database.ts';
import type { Ask } from '#server/session/session.ts';

/**
 * What becomes of areas from a state to a later one, with the households and residents that live there now.
 *
 * @param areas of the earlier state, which is the one in force: where no building carries anybody, its own count holds
 */
export async function makeCrosswalk(
  ask: Ask,
  db: Db,
  before: PlanState,
  after: PlanState,
  areas: readonly Pick<Area, 'id' | 'ownHouseholds' | 'ownResidents'>[],
): Promise<CrosswalkRow[]> {
  const own = new Map(areas.map((area) => [area.id, area]));
  const people = await readPeopleByCell(ask, db);
  const homes = await readHomes(ask, db, [...changedCells(before.set, after.set)]);
  const living = new Map(
    before.set.cells().map((cell): [number, Living] => {
      const [sums, area] = [people.get(cell), own.get(cell)];
      const households = sums?.households ?? area?.ownHouseholds ?? 0;
      return [cell, { households, residents: sums?.residents ?? area?.ownResidents ?? 0 }];
    }),
  );
  return crosswalk(before, after, living, homes);
}
