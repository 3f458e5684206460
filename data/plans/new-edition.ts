import type { Area, MultiPolygonCoordinates } from '#data/areas/area.ts';
import { withParents } from '#data/areas/with-parents.ts';

import { changedCells, type CrosswalkRow } from './crosswalk.ts';
import { FIRST_PLAN_AREA_ID } from './plan-act.ts';
import { areasOfState, type PlanArea, type PlanState } from './plan-state.ts';
import { shapesOf } from './shapes-of.ts';
import { shareCounts } from './share-counts.ts';

/** An area as an edition has it that begins. */
export type AreaVersion = PlanArea &
  Pick<Area, 'ownHouseholds' | 'ownResidents' | 'ownCountedOn'> & {
    coordinates: MultiPolygonCoordinates;
  };

/** What an edition changes: by ids that are for good. */
export interface NewEdition {
  /** Areas that are no more, ascending. */
  retired: number[];
  /** Areas that are new, or other than they were, parents before children. */
  versions: AreaVersion[];
  crosswalk: CrosswalkRow[];
  /** For areas that the plan made: the id that it had for each → the one for good. */
  idOf: ReadonlyMap<number, number>;
}

/**
 * The edition that makes the areas of one state those of another. Areas that the plan made get ids for good; an area that
 * stays as it is, its border to the last vertex, is carried and has no version.
 *
 * @param rows the crosswalk between the two
 * @param counted areas' own counts before; what is known of a new area is its share of them
 * @param firstId ids from this one on have never been an area's
 */
export function newEdition(
  before: PlanState,
  after: PlanState,
  rows: readonly CrosswalkRow[],
  counted: readonly Pick<Area, 'id' | 'ownHouseholds' | 'ownResidents' | 'ownCountedOn'>[],
  firstId: number,
): NewEdition {
  const made = [...after.areas.keys()].filter((id) => id >= FIRST_PLAN_AREA_ID && !before.areas.has(id)); // prettier-ignore
  const idOf = new Map(made.sort((a, b) => a - b).map((id, i) => [id, firstId + i]));
  const forGood = (id: number): number => idOf.get(id) ?? id;

  const touched = new Set<number>();
  for (const cell of changedCells(before.set, after.set))
    for (const { id } of withParents(before.areas, cell)) touched.add(id);
  for (const cell of changedCells(after.set, before.set))
    for (const { id } of withParents(after.areas, cell)) touched.add(id);
  // Land may change hands without any border of a cell moving.
  for (const [id, area] of after.areas) {
    if (before.areas.get(id)?.parentId === area.parentId) continue;
    for (const { id: above } of withParents(after.areas, id)) touched.add(above);
    for (const { id: above } of withParents(before.areas, id)) touched.add(above);
  }
  const words = (area: PlanArea | undefined): string => JSON.stringify(area && inOrder(area));
  const said = [...after.areas.values()].filter((area) => words(area) !== words(before.areas.get(area.id))).map(({ id }) => id); // prettier-ignore
  const concerned = new Set([...touched, ...said]);
  const [old, now] = [shapesOf(before, concerned), shapesOf(after, concerned)];
  const saidNow = new Set(said);
  const own = shareCounts(rows, counted, after.areas.keys());
  const versions = areasOfState(after)
    .filter(
      ({ id }) => concerned.has(id) && (saidNow.has(id) || !isSameShape(old.get(id), now.get(id))),
    ) // prettier-ignore
    .map((area): AreaVersion => ({
      ...area,
      ...own.get(area.id)!,
      id: forGood(area.id),
      parentId: area.parentId === null ? null : forGood(area.parentId),
      coordinates: now.get(area.id)!,
    }));
  return {
    retired: [...before.areas.keys()].filter((id) => !after.areas.has(id)).sort((a, b) => a - b),
    versions,
    crosswalk: rows.map((row) => ({ ...row, toId: forGood(row.toId) })),
    idOf,
  };
}

function isSameShape(a?: MultiPolygonCoordinates, b?: MultiPolygonCoordinates): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The same whatever order its words were said in. */
function inOrder(area: PlanArea): unknown[] {
  const { id, parentId, level, code, kind, name, nameEn, leaderId, ownerId, band, locked } = area;
  const ranges = band && [band.households.from, band.households.to, band.residents.from, band.residents.to]; // prettier-ignore
  return [id, parentId, level, code, kind, name, nameEn, leaderId, ownerId, ranges, locked];
}
