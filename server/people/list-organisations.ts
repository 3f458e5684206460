import { compareOrganisations } from '#data/people/organisation-order.ts';
import type { Db } from '#server/db/database.ts';
import type { Ask } from '#server/session/session.ts';

import { selectOrganisations, type FoundOrganisation, type NameQuery } from './people.sql.ts';

/**
 * Those to whom something may belong, by a part of their name in either language or by id, with the one above each: whose
 * name begins with it first, then in the order of organisations.
 */
export async function listOrganisations(
  _ask: Ask,
  db: Db,
  asked: NameQuery,
): Promise<Omit<FoundOrganisation, 'begins'>[]> {
  const found = await selectOrganisations(db, asked);
  return found
    .sort((a, b) => Number(b.begins) - Number(a.begins) || compareOrganisations(a, b))
    .slice(0, asked.limit);
}
