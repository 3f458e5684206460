import { buildingPoint } from '#data/buildings/building-point.ts';
import type { Db } from '#server/db/database.ts';
import type { Ask } from '#server/session/session.ts';

import { selectHomes, selectPeopleByCell } from './buildings.sql.ts';

/** What the buildings of a cell carry together; null where none of them carries any. */
export interface CellPeople {
  households: number | null;
  residents: number | null;
}

/** A building with people in it: the cell it is of, and the point by which it stands in one. */
export interface Home {
  cell: number;
  at: [lng: number, lat: number];
  households: number;
  residents: number;
}

/** Households and residents of the buildings, by cell. */
export async function readPeopleByCell(_ask: Ask, db: Db): Promise<Map<number, CellPeople>> {
  const rows = await selectPeopleByCell(db);
  return new Map(rows.map(({ cell, ...people }) => [cell, people]));
}

/** The buildings of some cells with people in them. */
export async function readHomes(_ask: Ask, db: Db, cells: readonly number[]): Promise<Home[]> {
  const homes = await selectHomes(db, cells);
  return homes.map(({ coordinates, ...home }) => ({ ...home, at: buildingPoint(coordinates) }));
}
