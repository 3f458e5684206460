import type { Organisation } from '#data/people/person.ts';
import type { Db } from '#server/db/database.ts';
import type { Ask } from '#server/session/session.ts';

import { selectOrganisations, type NameQuery } from './people.sql.ts';

/** Those to whom something may belong, by a part of their name in either language or by id, with the one above each. */
export function listOrganisations(
  _ask: Ask,
  db: Db,
  asked: NameQuery,
): Promise<(Omit<Organisation, 'parentId'> & { parent: string | null })[]> {
  return selectOrganisations(db, asked);
}
