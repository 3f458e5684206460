import type { Directory, DirectoryQuery, ManagedPost, PersonPage } from '#data/people/managing.ts';
import { may, type Holder } from '#data/access/may.ts';
import { scopeOf } from '#data/access/scope.ts';
import { selectTrees } from '#server/access/scope.sql.ts';
import { transact, type Db } from '#server/db/database.ts';
import { refuse } from '#server/errors.ts';

import { heldFor, lasts, manage, mustManagePerson, type ManageMeans, type Manager } from './manage.ts'; // prettier-ignore
import { selectDirectory, selectPerson, selectPostsOf, updatePersonName } from './managed.sql.ts';
import { insertPerson } from './people.sql.ts';

/** A page of those whom somebody manages, by name. */
export async function readDirectory(
  { ask, holder }: Manager,
  { pool }: Pick<ManageMeans, 'pool'>,
  query: DirectoryQuery,
): Promise<Directory> {
  const scope = scopeOf(holder, 'manage-people', await selectTrees(pool));
  return selectDirectory(pool, scope, ask.at, query);
}

/**
 * Somebody with all posts, own and stood in for.
 *
 * @throws Refusal 404 unknown-person; 403 beyond-scope where none of what they hold lies in it
 */
export async function readPerson(
  { ask, holder }: Manager,
  { pool }: Pick<ManageMeans, 'pool'>,
  id: number,
): Promise<PersonPage> {
  return transact(pool, async (db) => readPersonIn(db, holder, ask.at, id));
}

async function readPersonIn(db: Db, holder: Holder, at: Date, id: number): Promise<PersonPage> {
  const person = await selectPerson(db, id);
  if (!person) throw refuse(404, 'unknown-person', String(id));
  const trees = await selectTrees(db);
  const posts = (await selectPostsOf(db, id)).map((post): ManagedPost => {
    const { buildingAreaId: _, ...shown } = post;
    return { ...shown, mayChange: may(holder, 'manage-people', heldFor(post), trees).allowed };
  });
  const lasting = posts.filter((post) => lasts(post, at));
  if (lasting.length > 0 && !lasting.some(({ mayChange }) => mayChange))
    throw refuse(403, 'beyond-scope', 'manage-people');
  return { person, posts, mayChange: lasting.every(({ mayChange }) => mayChange) };
}

/** Somebody new, who holds nothing yet; answers the id. */
export function addPerson(manager: Manager, means: ManageMeans, name: string): Promise<number> {
  return manage(means, manager, async ({ db }) => {
    const id = await insertPerson(db, name.trim());
    return { answer: id, act: 'make-person', noun: 'people', thing: String(id) };
  });
}

/** @throws Refusal 404 unknown-person; 403 beyond-scope */
export function renamePerson(
  manager: Manager,
  means: ManageMeans,
  id: number,
  name: string,
): Promise<number> {
  return manage(means, manager, async (managing) => {
    await mustManagePerson(managing, 'manage-people', id);
    await updatePersonName(managing.db, id, name.trim());
    // What somebody is called is personal: that it was changed is kept.
    return { answer: id, act: 'rename-person', noun: 'people', thing: String(id) };
  });
}
