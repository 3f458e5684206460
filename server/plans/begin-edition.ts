import type { AreasInForce } from '#server/areas/areas-in-force.ts';
import { readEdition, readStanding } from '#server/areas/write-edition.ts';
import type { Db } from '#server/db/database.ts';
import { refuse } from '#server/errors.ts';
import type { Ask } from '#server/session/session.ts';

/**
 * Whether an edition that was drawn on another can be written now, and from when it holds. Asked with the ground locked, so
 * that nobody else writes one until the transaction ends.
 *
 * @param editionId what it was drawn on
 * @param validFrom null is now
 * @throws Refusal 409 edition-waits, edition-moved-on; 422 valid-from-past
 */
export async function beginEdition(
  ask: Ask,
  db: Db,
  areas: AreasInForce,
  { editionId, validFrom }: { editionId: number; validFrom: Date | null },
): Promise<Date> {
  if (validFrom !== null && validFrom < ask.at)
    throw refuse(422, 'valid-from-past', `it is ${ask.at.toISOString()}`);
  const { inForce, waiting } = await readStanding(ask, db);
  if (waiting !== null) throw refuse(409, 'edition-waits', `edition ${waiting} waits`);
  // What is held in memory may be behind by a moment: then it is not what would be followed.
  if (inForce !== editionId || areas.editionId !== editionId)
    throw refuse(409, 'edition-moved-on', `edition ${inForce} is in force`);
  const from = validFrom ?? ask.at;
  const current = await readEdition(ask, db, editionId);
  // Of two that begin in the same moment nobody could say which holds.
  if (current && from.getTime() <= Date.parse(current.validFrom))
    throw refuse(422, 'valid-from-past', `edition ${editionId} holds from ${current.validFrom}`);
  return from;
}
