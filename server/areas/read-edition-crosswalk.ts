import type { NamedCrosswalkRow } from '#data/areas/crosswalk-row.ts';
import type { Edition } from '#data/areas/edition.ts';
import type { Db } from '#server/db/database.ts';
import { refuse } from '#server/errors.ts';
import type { Ask } from '#server/session/session.ts';

import { selectEdition, selectLineage } from './editions.sql.ts';

/**
 * What became of the areas before by an edition, as it was published; nothing for the first.
 *
 * @param of its id, or the plan that it comes from
 * @throws Refusal 404 unknown-edition
 */
export async function readEditionCrosswalk(
  _ask: Ask,
  db: Db,
  of: { id: number } | { planId: string },
): Promise<{ edition: Edition; rows: NamedCrosswalkRow[] }> {
  const row = await selectEdition(db, of);
  if (!row) throw refuse(404, 'unknown-edition', 'id' in of ? String(of.id) : of.planId);
  const edition = { ...row, validFrom: row.validFrom.toISOString() };
  return { edition, rows: await selectLineage(db, row.id) };
}
