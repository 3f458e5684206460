import type { NewOrganisation, OrganisationTree, OrganisationWords } from '#data/people/managing.ts'; // prettier-ignore
import { compareOrganisations } from '#data/people/organisation-order.ts';
import { may } from '#data/access/may.ts';
import { isWithin, type Thing } from '#data/access/relation.ts';
import { selectTrees } from '#server/access/scope.sql.ts';
import { refuse } from '#server/errors.ts';

import { manage, type ManageMeans, type Manager, type Managing } from './manage.ts';
import {
  insertOrganisation,
  selectHanging,
  selectOrganisation,
  selectTree,
  updateClosed,
  updateOrganisation,
  updateParent,
  type StoredOrganisation,
} from './organisations.sql.ts';

const thingOf = (organisationId: number | null): Thing => ({ areaId: null, organisationId, buildingId: null, personIds: [] }); // prettier-ignore

/** All organisations in their order, and which of them whoever asks may change; `mayAdd`: also one on top. */
export async function readOrganisations(
  { ask, holder }: Manager,
  { pool }: Pick<ManageMeans, 'pool'>,
): Promise<OrganisationTree> {
  const trees = await selectTrees(pool);
  const mayChange = (id: number | null): boolean =>
    may(holder, 'manage-people', thingOf(id), trees).allowed;
  const organisations = (await selectTree(pool, ask.at)).sort(compareOrganisations).map((one) => ({
    ...one,
    mayChange: mayChange(one.id),
  }));
  return { organisations, mayAdd: mayChange(null) };
}

/** The one that something is hung on; null on top. */
async function parentOf({ db, must }: Managing, parentId: number | null): Promise<void> {
  must('manage-people', thingOf(parentId));
  if (parentId === null) return;
  const parent = await selectOrganisation(db, parentId);
  if (!parent) throw refuse(404, 'unknown-organisation', `body parentId: ${parentId}`);
  if (parent.closed) throw refuse(409, 'organisation-closed', `body parentId: ${parentId}`);
}

async function openOne({ db, must }: Managing, id: number): Promise<StoredOrganisation> {
  const organisation = await selectOrganisation(db, id);
  if (!organisation) throw refuse(404, 'unknown-organisation', String(id));
  must('manage-people', thingOf(id));
  if (organisation.closed) throw refuse(409, 'organisation-closed', String(id));
  return organisation;
}

const wordsOf = ({ name, nameEn, kind }: OrganisationWords): Required<OrganisationWords> => ({
  name: name.trim(),
  nameEn: nameEn?.trim() || null,
  kind,
});

/** @throws Refusal 404 unknown-organisation; 409 organisation-closed; 403 beyond-scope */
export function addOrganisation(
  manager: Manager,
  means: ManageMeans,
  { parentId, ...said }: NewOrganisation,
): Promise<number> {
  return manage(means, manager, async (managing) => {
    await parentOf(managing, parentId);
    const words = wordsOf(said);
    const id = await insertOrganisation(managing.db, words, parentId);
    return { answer: id, act: 'make-organisation', noun: 'organisations', thing: String(id), said: { ...words, parentId } }; // prettier-ignore
  });
}

/** Its names and kind. @throws Refusal 404 unknown-organisation; 409 organisation-closed; 403 beyond-scope */
export function changeOrganisation(
  manager: Manager,
  means: ManageMeans,
  id: number,
  said: OrganisationWords,
): Promise<number> {
  return manage(means, manager, async (managing) => {
    const { name, nameEn, kind } = await openOne(managing, id);
    const after = wordsOf(said);
    await updateOrganisation(managing.db, id, after);
    return { answer: id, act: 'change-organisation', noun: 'organisations', thing: String(id), said: { before: { name, nameEn, kind }, after } }; // prettier-ignore
  });
}

/**
 * Hang it on another one, with all below it.
 *
 * @throws Refusal 404 unknown-organisation; 409 organisation-closed; 422 organisation-ring; 403 beyond-scope
 */
export function moveOrganisation(
  manager: Manager,
  means: ManageMeans,
  id: number,
  parentId: number | null,
): Promise<number> {
  return manage(means, manager, async (managing) => {
    const before = await openOne(managing, id);
    await parentOf(managing, parentId);
    const { organisations } = await selectTrees(managing.db);
    if (parentId !== null && isWithin(organisations, parentId, id))
      throw refuse(422, 'organisation-ring', 'body parentId: lies below it');
    await updateParent(managing.db, id, parentId);
    return { answer: id, act: 'move-organisation', noun: 'organisations', thing: String(id), said: { before: { parentId: before.parentId }, after: { parentId } } }; // prettier-ignore
  });
}

/**
 * Close one on which nothing hangs any more. It stays for what hung on it.
 *
 * @throws Refusal 404 unknown-organisation; 409 organisation-closed, organisation-in-use; 403 beyond-scope
 */
export function closeOrganisation(
  manager: Manager,
  means: ManageMeans,
  id: number,
): Promise<number> {
  return manage(means, manager, async (managing) => {
    const { db, at } = managing;
    await openOne(managing, id);
    const { below, posts } = await selectHanging(db, id, at);
    if (below + posts > 0) throw refuse(409, 'organisation-in-use', `${below} below it, ${posts} posts`); // prettier-ignore
    await updateClosed(db, id, at);
    return { answer: id, act: 'close-organisation', noun: 'organisations', thing: String(id) };
  });
}
