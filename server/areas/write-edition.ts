import type { Edition } from '#data/areas/edition.ts';
import type { Db } from '#server/db/database.ts';
import type { Ask } from '#server/session/session.ts';

import {
  endAreas,
  insertEdition,
  insertLineage,
  insertVersions,
  selectEdition,
  selectFreeIds,
  selectStanding,
  type LineageRow,
  type StoredVersion,
} from './editions.sql.ts';

/** Ids for an edition and for areas from it on that none has ever had. */
export function readFreeIds(_ask: Ask, db: Db): Promise<{ editionId: number; areaId: number }> {
  return selectFreeIds(db);
}

/** Which edition is in force, which one waits for its time (null for none), and which are past. */
export async function readStanding(
  _ask: Ask,
  db: Db,
): Promise<{ inForce: number | null; waiting: number | null; past: number[] }> {
  return selectStanding(db);
}

/** An edition by its id; null where there is none. */
export async function readEdition(_ask: Ask, db: Db, id: number): Promise<Edition | null> {
  const edition = await selectEdition(db, { id });
  return edition && { ...edition, validFrom: edition.validFrom.toISOString() };
}

/**
 * Write an edition that waits for its time: areas that are no more end with it, those that are other begin anew, all
 * others are carried.
 */
export async function writeEdition(
  _ask: Ask,
  db: Db,
  edition: {
    id: number;
    validFrom: Date;
    name: string;
    follows: number;
    planId: string;
    /** Edges whose course stays as it is, as `AreasInForce` has them. */
    lockedBorders: readonly number[];
    retired: readonly number[];
    versions: readonly StoredVersion[];
    crosswalk: readonly LineageRow[];
    /** What an area that is new is found by in its source. */
    sourceKeyOf: (id: number) => string;
  },
): Promise<void> {
  const { id, retired, versions } = edition;
  await insertEdition(db, { ...edition, waits: true });
  await endAreas(db, [...retired, ...versions.map((area) => area.id)], id);
  await insertVersions(db, versions, id, edition.sourceKeyOf);
  await insertLineage(db, id, edition.crosswalk);
}
