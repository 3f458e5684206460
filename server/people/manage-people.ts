import type { Directory, DirectoryQuery, ManagedPost, PersonPage } from '#data/people/managing.ts';
import type { Holder } from '#data/access/may.ts';
import { scopeOf } from '#data/access/scope.ts';
import { selectTrees } from '#server/access/scope.sql.ts';
import { transact, type Db } from '#server/db/database.ts';

import { createAllows, heldFor, manage, mustManagePerson, seePerson, type ManageMeans, type Manager } from './manage.ts'; // prettier-ignore
import { selectDirectory, selectPostsOf, updatePersonName, type NamedPost } from './managed.sql.ts'; // prettier-ignore
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
 * Somebody with all posts, own and stood in for, that lie in the scope of whoever asks.
 *
 * @throws Refusal 404 unknown-person, also where all that they hold lies beyond it
 */
export async function readPerson(
  { ask, holder }: Manager,
  { pool }: Pick<ManageMeans, 'pool'>,
  id: number,
): Promise<PersonPage> {
  return transact(pool, async (db) => readPersonIn(db, holder, ask.at, id));
}

async function readPersonIn(db: Db, holder: Holder, at: Date, id: number): Promise<PersonPage> {
  const allows = createAllows(holder, await selectTrees(db));
  const { person, lasting } = await seePerson({ db, at, allows }, id);
  const isMine = (post: NamedPost): boolean => allows('manage-people', heldFor(post));
  const all = await selectPostsOf(db, id);
  const posts = all.filter(isMine).map(({ buildingAreaId: _, ...shown }): ManagedPost => shown);
  return { person, posts, others: posts.length < all.length, mayChange: lasting.every(isMine) };
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
