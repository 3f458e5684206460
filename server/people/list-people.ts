import type { Db } from '#server/db/database.ts';
import type { Ask } from '#server/session/session.ts';

import { selectPeople, type FoundPerson, type NameQuery } from './people.sql.ts';

/** Those who may be put in charge of something, by a part of their name or by id, with the posts that they hold now. */
export function listPeople(ask: Ask, db: Db, asked: NameQuery): Promise<FoundPerson[]> {
  return selectPeople(db, asked, ask.at, ask.session.scopeOf('see-staff'));
}
