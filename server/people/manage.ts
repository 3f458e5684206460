import type { Act } from '#data/access/acts.ts';
import { may, type Holder } from '#data/access/may.ts';
import { NOWHERE, type Thing, type Trees } from '#data/access/relation.ts';
import type { AuditAct } from '#data/audit/audit-entry.ts';
import { selectTrees } from '#server/access/scope.sql.ts';
import { appendAudit } from '#server/audit/append-audit.ts';
import { transact, type Db } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { refuse, type Refusal } from '#server/errors.ts';
import type { Ask } from '#server/session/session.ts';

import { lockManaging, selectIsManaged, selectLasting, selectPerson, type NamedPost } from './managed.sql.ts'; // prettier-ignore

/** Who manages: the request, and what decides how far. */
export interface Manager {
  ask: Ask;
  holder: Holder;
}

/** Inside the transaction of an act of managing. */
export interface Managing {
  db: Db;
  at: Date;
  /** @throws Refusal 403 beyond-scope, or why else the act may not be done to the thing */
  must: (act: Act, thing: Thing) => void;
  allows: (act: Act, thing: Thing) => boolean;
}

/** What was done: its row of the audit, without anything personal. */
export interface Done<T> {
  answer: T;
  act: AuditAct;
  noun: string;
  thing: string;
  said?: Record<string, unknown>;
}

/** What managing is handed. */
export type ManageMeans = Pick<Deps, 'pool'> & {
  settings: { signIn: Pick<Deps['settings']['signIn'], 'demo'> };
};

/**
 * Do one act of managing people, posts, organisations or accounts: in one transaction, one after the other, with its row of
 * the audit. Whose access is another is told by the database at commit, whoever writes.
 */
export async function manage<T>(
  { pool }: Pick<ManageMeans, 'pool'>,
  { ask, holder }: Manager,
  work: (managing: Managing) => Promise<Done<T>>,
): Promise<T> {
  const { at, who } = ask;
  return transact(pool, async (db) => {
    await lockManaging(db);
    const trees = await selectTrees(db);
    const must = createMust(holder, trees);
    const allows = createAllows(holder, trees);
    const { answer, act, noun, thing, said } = await work({ db, at, must, allows });
    await appendAudit(db, at, who, { act, noun, thing, ...(said ? { said } : {}) });
    return answer;
  });
}

function createMust(holder: Holder, trees: Trees): Managing['must'] {
  return (act, thing) => {
    const verdict = may(holder, act, thing, trees);
    if (!verdict.allowed) throw refuse(403, verdict.reason, act);
  };
}

/** What a post is held for, as it is asked whether it may be given: the narrowest that it names, in the area of its building. */
export function heldFor(
  post: Pick<NamedPost, 'areaId' | 'organisationId' | 'buildingId' | 'buildingAreaId'>,
): Thing {
  const { areaId, organisationId, buildingId, buildingAreaId } = post;
  return {
    buildingId,
    areaId: buildingId !== null ? buildingAreaId : areaId,
    organisationId: buildingId === null && areaId === null ? organisationId : null,
    personIds: [],
  };
}

/** Whether somebody may do an act to a thing. */
export function createAllows(holder: Holder, trees: Trees): Managing['allows'] {
  return (act, thing) => may(holder, act, thing, trees).allowed;
}

/** Whether a post holds or will. */
export function lasts({ toAt }: Pick<NamedPost, 'toAt'>, at: Date): boolean {
  return toAt === null || Date.parse(toAt) > at.getTime();
}

/**
 * Somebody whom whoever asks may see: who holds something within the scope, or nothing at all yet. Of others it is not told
 * whether there is such a person.
 *
 * @param missing what is said of somebody who is not there
 * @throws missing
 */
export async function seePerson(
  { db, at, allows }: Pick<Managing, 'db' | 'at' | 'allows'>,
  personId: number,
  missing = refuse(404, 'unknown-person', String(personId)),
): Promise<{ person: { id: number; name: string }; lasting: NamedPost[] }> {
  const person = await selectPerson(db, personId);
  if (!person) throw missing;
  const lasting = await selectLasting(db, personId, at);
  const isSeen =
    lasting.length === 0 || lasting.some((post) => allows('manage-people', heldFor(post)));
  if (!isSeen) throw missing;
  return { person, lasting };
}

/**
 * Whoever manages somebody must manage all that they hold or will: else whoever gives out the posts of one street could take
 * the account of the district's leader. Who holds nothing is the whole district's: they may be given anything yet.
 *
 * @param missing as for seePerson
 * @throws Refusal 404 unknown-person; 403 beyond-scope
 */
export async function mustManagePerson(
  managing: Managing,
  act: Act,
  personId: number,
  missing?: Refusal,
): Promise<void> {
  const { lasting } = await seePerson(managing, personId, missing);
  if (lasting.length === 0) managing.must(act, NOWHERE);
  for (const post of lasting) managing.must(act, heldFor(post));
}

/**
 * After a change: somebody must be left who can sign in and manages the whole district.
 *
 * @throws Refusal 409 last-administrator
 */
export async function mustStayManaged(
  db: Db,
  at: Date,
  { settings }: Pick<ManageMeans, 'settings'>,
): Promise<void> {
  if (!(await selectIsManaged(db, at, settings.signIn.demo)))
    throw refuse(409, 'last-administrator', 'nobody who can sign in would manage the district');
}
