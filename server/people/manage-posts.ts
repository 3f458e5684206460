import type { NewPost, PostEnd, Substitution } from '#data/people/managing.ts';
import { DISTRICT_ROLES } from '#data/people/person.ts';
import { refuse } from '#server/errors.ts';

import { heldFor, lasts, manage, mustStayManaged, seePerson, type ManageMeans, type Manager, type Managing } from './manage.ts'; // prettier-ignore
import {
  deleteLinksOf,
  deletePost,
  selectAreaOfBuilding,
  selectHasArea,
  selectLasting,
  selectPost,
  updatePostEnd,
  updateSubstitute,
  type NamedPost,
} from './managed.sql.ts';
import { selectOrganisation } from './organisations.sql.ts';
import { insertPost } from './people.sql.ts';

/** What a post names. */
type Place = Partial<Pick<NamedPost, 'areaId' | 'organisationId' | 'buildingId'>>;

/** Nobody holds more at once. */
const LASTING_MAX = 50;

/**
 * Give somebody a post; answers its id.
 *
 * @throws Refusal 404 unknown-person, unknown-area, unknown-organisation, unknown-building; 422 place-missing,
 * times-upside-down, too-many-posts; 409 organisation-closed; 403 beyond-scope
 */
export function givePost(
  manager: Manager,
  means: ManageMeans,
  personId: number,
  { role, fromAt, toAt, ...place }: NewPost,
): Promise<number> {
  return manage(means, manager, async (managing) => {
    const { db, at, must } = managing;
    const { areaId = null, organisationId = null, buildingId = null } = place as Place;
    const from = fromAt === undefined ? at : new Date(fromAt);
    const to = toAt === undefined ? null : new Date(toAt);
    await seePerson(managing, personId);
    const isOfDistrict = (areaId ?? organisationId ?? buildingId) === null;
    if (isOfDistrict && !(DISTRICT_ROLES as readonly string[]).includes(role))
      throw refuse(422, 'place-missing', 'body areaId: this role is held for a place');
    if (to && to <= from) throw refuse(422, 'times-upside-down', 'body toAt: not after fromAt');
    if (to && to <= at) throw refuse(422, 'time-past', 'body toAt: it would be over already');
    const buildingAreaId = await placeOf({ db }, areaId, organisationId, buildingId);
    must('manage-people', heldFor({ areaId, organisationId, buildingId, buildingAreaId }));
    await mayHoldMore({ db, at }, personId);
    const id = await insertPost(db, { personId, role, areaId, organisationId, buildingId, at: from, to }); // prettier-ignore
    const said = { personId, own: isOwn(manager, personId), role, areaId, organisationId, buildingId, fromAt: from.toISOString(), toAt: to?.toISOString() ?? null }; // prettier-ignore
    return { answer: id, act: 'give-post', noun: 'posts', thing: String(id), said }; // prettier-ignore
  });
}

/** Looks that what a post names is there; answers the area of its building. */
async function placeOf(
  { db }: Pick<Managing, 'db'>,
  areaId: number | null,
  organisationId: number | null,
  buildingId: number | null,
): Promise<number | null> {
  if (areaId !== null && !(await selectHasArea(db, areaId)))
    throw refuse(404, 'unknown-area', `body areaId: ${areaId}`);
  if (organisationId !== null) {
    const organisation = await selectOrganisation(db, organisationId);
    if (!organisation) throw refuse(404, 'unknown-organisation', `body organisationId: ${organisationId}`); // prettier-ignore
    if (organisation.closed) throw refuse(409, 'organisation-closed', `body organisationId: ${organisationId}`); // prettier-ignore
  }
  if (buildingId === null) return null;
  const inArea = await selectAreaOfBuilding(db, buildingId);
  if (inArea === undefined) throw refuse(404, 'unknown-building', `body buildingId: ${buildingId}`);
  return inArea;
}

/**
 * Looks that somebody may hold another post, or stand in for one; the links made for whoever held less are over.
 *
 * @throws Refusal 422 too-many-posts
 */
async function mayHoldMore(
  { db, at }: Pick<Managing, 'db' | 'at'>,
  personId: number,
): Promise<void> {
  const lasting = await selectLasting(db, personId, at);
  if (lasting.length >= LASTING_MAX) throw refuse(422, 'too-many-posts', `at most ${LASTING_MAX} at once`); // prettier-ignore
  await deleteLinksOf(db, personId);
}

/** What one does to oneself is marked in the audit. */
function isOwn({ ask }: Manager, personId: number): boolean {
  return ask.who?.personId === personId;
}

/** One that lies beyond the scope is none, as one that there is not. */
async function postThatLasts({ db, at, allows }: Managing, id: number): Promise<NamedPost> {
  const post = await selectPost(db, id);
  if (!post || !allows('manage-people', heldFor(post))) throw refuse(404, 'unknown-post', String(id)); // prettier-ignore
  if (!lasts(post, at)) throw refuse(409, 'post-over', post.toAt!);
  return post;
}

/**
 * End a post, now or later; one that would not have begun by then is taken back.
 *
 * @throws Refusal 404 unknown-post; 409 post-over, last-administrator; 422 time-past
 */
export function endPost(
  manager: Manager,
  means: ManageMeans,
  id: number,
  { at: asked }: PostEnd,
): Promise<number> {
  return manage(means, manager, async (managing) => {
    const { db, at } = managing;
    const post = await postThatLasts(managing, id);
    const end = asked === undefined ? at : new Date(asked);
    if (end < at) throw refuse(422, 'time-past', 'body at: before now');
    const isTakenBack = end.getTime() <= Date.parse(post.fromAt);
    if (isTakenBack) await deletePost(db, id);
    else await updatePostEnd(db, id, end);
    if (post.role === 'administrator') await mustStayManaged(db, end, means);
    const { role, areaId, organisationId, buildingId } = post;
    const said = { personId: post.person.id, own: isOwn(manager, post.person.id), role, areaId, organisationId, buildingId, before: { toAt: post.toAt }, after: isTakenBack ? null : { toAt: end.toISOString() } }; // prettier-ignore
    return { answer: id, act: 'end-post', noun: 'posts', thing: String(id), said };
  });
}

/**
 * Say who stands in for a post from now on, or that nobody does.
 *
 * @throws Refusal 404 unknown-post, unknown-person; 409 post-over; 422 own-substitute, times-upside-down,
 * time-past, too-many-posts
 */
export function changeSubstitute(
  manager: Manager,
  means: ManageMeans,
  id: number,
  { personId, fromAt, toAt }: Substitution,
): Promise<number> {
  return manage(means, manager, async (managing) => {
    const { db, at } = managing;
    const post = await postThatLasts(managing, id);
    const before = post.substitute;
    let after: { personId: number; fromAt: Date; toAt: Date | null } | null = null;
    if (personId !== null) {
      await seePerson(
        managing,
        personId,
        refuse(404, 'unknown-person', `body personId: ${personId}`),
      );
      if (personId === post.person.id) throw refuse(422, 'own-substitute', 'body personId: holds it'); // prettier-ignore
      after = { personId, fromAt: fromAt === undefined ? at : new Date(fromAt), toAt: toAt === undefined ? null : new Date(toAt) }; // prettier-ignore
      if (after.toAt && after.toAt <= after.fromAt) throw refuse(422, 'times-upside-down', 'body toAt: not after fromAt'); // prettier-ignore
      if (after.toAt && after.toAt <= at) throw refuse(422, 'time-past', 'body toAt: it would be over already'); // prettier-ignore
    }
    if (personId !== null && personId !== before?.id) await mayHoldMore(managing, personId);
    await updateSubstitute(db, id, after);
    const said = { role: post.role, own: personId !== null && isOwn(manager, personId), before: before && { personId: before.id, fromAt: before.fromAt, toAt: before.toAt }, after: after && { personId, fromAt: after.fromAt.toISOString(), toAt: after.toAt?.toISOString() ?? null } }; // prettier-ignore
    return { answer: id, act: 'change-substitute', noun: 'posts', thing: String(id), said }; // prettier-ignore
  });
}
