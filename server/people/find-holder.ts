import type { OrganisationKind, PostRole } from '#data/people/person.ts';
import type { Db } from '#server/db/database.ts';

import { selectFirstHolder, selectFirstOrganisation } from './people.sql.ts';

/** Somebody who holds a post of a role at a time and has no account; null for nobody. The same one each time. */
export function findHolder(db: Db, role: PostRole, at: Date): Promise<number | null> {
  return selectFirstHolder(db, role, at);
}

/** An organisation of a kind, one that is below another where there is one; null for none. */
export function findOrganisation(db: Db, kind: OrganisationKind): Promise<number | null> {
  return selectFirstOrganisation(db, kind);
}
