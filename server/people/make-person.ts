import type { PostRole } from '#data/people/person.ts';
import type { Db } from '#server/db/database.ts';

import { lockManaging } from './managed.sql.ts';
import { insertPerson, insertPost } from './people.sql.ts';

/** Somebody new with a post from a time on, for the whole district or a place in it; answers the person's id. */
export async function makePerson(
  db: Db,
  made: {
    name: string;
    role: PostRole;
    areaId?: number | null;
    organisationId?: number | null;
    at: Date;
  },
): Promise<number> {
  const { name, role, areaId = null, organisationId = null, at } = made;
  await lockManaging(db);
  const personId = await insertPerson(db, name);
  await insertPost(db, { personId, role, areaId, organisationId, at });
  return personId;
}
