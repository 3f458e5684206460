import type { AccountLink, AccountsQuery, ManagedAccount, NewAccount } from '#data/accounts/managing.ts'; // prettier-ignore
import { scopeOf } from '#data/access/scope.ts';
import type { AuditAct } from '#data/audit/audit-entry.ts';
import { selectTrees } from '#server/access/scope.sql.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import { manage, mustManagePerson, mustStayManaged, type Done, type Manager, type Managing } from '#server/people/manage.ts'; // prettier-ignore
import { hashSecret } from '#server/session/cookie.ts';
import { deleteSessions } from '#server/session/sessions.sql.ts';
import { holdsAfter } from '#server/session/signed-session.ts';

import { deleteLinks, insertAccount, insertLink } from './accounts.sql.ts';
import { deleteCode } from './codes.sql.ts';
import { deleteIdentity, insertIdentity, selectLinkedAt } from './identities.sql.ts';
import {
  selectHasAccount,
  selectManaged,
  selectStanding,
  updateDisabled,
  updateName,
  type AccountStanding,
} from './managed.sql.ts';
import { nameAccount } from './name-account.ts';

type Means = Pick<Deps, 'pool' | 'newId' | 'newSecret' | 'settings'>;

const PAGE = 50;
/** Until a link is used: it may be handed over on Friday. */
const LINK_MS = 3 * 24 * 3_600_000;

/** A page of the accounts of those whom somebody manages. */
export async function listAccounts(
  { ask, holder }: Manager,
  { pool, settings }: Pick<Means, 'pool' | 'settings'>,
  query: AccountsQuery,
): Promise<{ accounts: ManagedAccount[]; next: string | null }> {
  const scope = scopeOf(holder, 'manage-accounts', await selectTrees(pool));
  const holds = holdsAfter(settings.signIn.limits, ask.at);
  const rows = await selectManaged(
    pool,
    scope,
    ask.at,
    holds,
    query,
    PAGE,
    settings.signIn.provider?.issuer ?? null,
  );
  const accounts = rows.slice(0, PAGE);
  return { accounts, next: rows.length > PAGE ? accounts.at(-1)!.id : null };
}

/** A link that sets the account's password, in the place of those before it. */
async function makeLink({ db, at }: Managing, { newSecret }: Pick<Means, 'newSecret'>, accountId: string): Promise<AccountLink> {
  const secret = newSecret();
  const endsAt = new Date(at.getTime() + LINK_MS);
  await insertLink(db, { secretHash: hashSecret(secret), purpose: 'password', accountId, at, endsAt }); // prettier-ignore
  return { id: accountId, path: `/sign-in?reset#${secret}`, endsAt: endsAt.toISOString() };
} // prettier-ignore

/**
 * Make an account for somebody; whoever has the link sets its password.
 *
 * @throws Refusal 404 unknown-person; 400 account-name; 409 has-account, name-taken; 403 beyond-scope
 */
export function makeAccount(
  manager: Manager,
  means: Means,
  { personId, name }: NewAccount,
): Promise<AccountLink> {
  return manage(means, manager, async (managing) => {
    const { db, at } = managing;
    await mustManagePerson(managing, 'manage-accounts', personId);
    const named = nameAccount(name);
    if (await selectHasAccount(db, personId)) throw refuse(409, 'has-account', String(personId));
    const id = means.newId();
    const account = { id, ...named, personId, passwordHash: null, demo: false, at }; // prettier-ignore
    if (!(await insertAccount(db, account))) throw refuse(409, 'name-taken', name);
    const answer = await makeLink(managing, means, id);
    return { answer, act: 'make-account', noun: 'accounts', thing: id, said: { personId } };
  });
}

/** What one does to one's own account says its password or code: it is done on the account page. */
function refuseOwn({ ask }: Manager, id: string): void {
  if (ask.who?.accountId === id) throw refuse(409, 'own-account', 'on the account page, with its password'); // prettier-ignore
}

/** One act done to an account that is no demo one, of somebody whom one manages wholly. */
function toAccount<T>(
  manager: Manager,
  means: Means,
  id: string,
  act: AuditAct,
  work: (managing: Managing, account: AccountStanding) => Promise<Pick<Done<T>, 'answer' | 'said'>>, // prettier-ignore
): Promise<T> {
  return manage(means, manager, async (managing) => {
    const account = await selectStanding(managing.db, id);
    const missing = refuse(404, 'unknown-account', id);
    if (!account) throw missing;
    await mustManagePerson(managing, 'manage-accounts', account.personId, missing);
    if (account.demo) throw refuse(409, 'demo-account', 'a demo account is made at each start');
    const done = await work(managing, account);
    const own = manager.ask.who?.accountId === id;
    return { ...done, said: { personId: account.personId, own, ...done.said }, act, noun: 'accounts', thing: id }; // prettier-ignore
  });
}

/**
 * Another link, for whoever has lost the password. The password goes on until the link is used.
 *
 * @throws Refusal 404 unknown-account; 409 demo-account, account-disabled, own-account; 403 beyond-scope
 */
export function makeAccountLink(manager: Manager, means: Means, id: string): Promise<AccountLink> {
  return toAccount(manager, means, id, 'make-link', async (managing, { disabled }) => {
    refuseOwn(manager, id);
    if (disabled) throw refuse(409, 'account-disabled', id);
    return { answer: await makeLink(managing, means, id) };
  });
}

/**
 * Nobody signs in by it any more; its sessions end at once.
 *
 * @throws Refusal 404 unknown-account; 409 demo-account, account-disabled, last-administrator; 403 beyond-scope
 */
export function disableAccount(manager: Manager, means: Means, id: string): Promise<number> {
  return toAccount(manager, means, id, 'disable-account', async ({ db, at }, account) => {
    if (account.disabled) throw refuse(409, 'account-disabled', id);
    await updateDisabled(db, id, at);
    await deleteLinks(db, id);
    const answer = await deleteSessions(db, id, null);
    await mustStayManaged(db, at, means);
    return { answer, said: { ended: answer } };
  });
}

/** @throws Refusal 404 unknown-account; 409 demo-account, account-enabled; 403 beyond-scope */
export function enableAccount(manager: Manager, means: Means, id: string): Promise<number> {
  return toAccount(manager, means, id, 'enable-account', async ({ db }, { disabled }) => {
    if (!disabled) throw refuse(409, 'account-enabled', id);
    await updateDisabled(db, id, null);
    return { answer: 0 };
  });
}

/**
 * Another name to sign in by. What is signed in stays so.
 *
 * @throws Refusal 404 unknown-account; 400 account-name; 409 demo-account, name-taken; 403 beyond-scope
 */
export function renameAccount(
  manager: Manager,
  means: Means,
  id: string,
  name: string,
): Promise<string> {
  return toAccount(manager, means, id, 'rename-account', async ({ db }, before) => {
    const { name: after, key } = nameAccount(name);
    if (!(await updateName(db, id, after, key))) throw refuse(409, 'name-taken', `body name: ${name}`); // prettier-ignore
    return { answer: id, said: { before: { name: before.name }, after: { name: after } } };
  });
}

/**
 * Link it to whom the provider of an issuer knows by a subject; answers since when.
 *
 * @throws Refusal 404 unknown-account; 409 demo-account, own-account, oidc-taken where one of them is linked already;
 * 403 beyond-scope
 */
export function linkAccount(
  manager: Manager,
  means: Means,
  id: string,
  { issuer, subject }: { issuer: string; subject: string },
): Promise<Date | null> {
  return toAccount(manager, means, id, 'link-identity', async ({ db, at }) => {
    refuseOwn(manager, id);
    if (!(await insertIdentity(db, { issuer, subject, accountId: id, at }))) throw refuse(409, 'oidc-taken', 'one of them is linked already'); // prettier-ignore
    return { answer: await selectLinkedAt(db, issuer, id), said: { issuer } };
  });
}

/**
 * Unlink it from the provider. One that has no password stays linked: it would have no way in.
 *
 * @throws Refusal 404 unknown-account; 409 demo-account, oidc-not-linked, last-way-in; 403 beyond-scope
 */
export function unlinkAccount(
  manager: Manager,
  means: Means,
  id: string,
  issuer: string,
): Promise<null> {
  return toAccount(manager, means, id, 'unlink-identity', async ({ db }, { hasPassword }) => {
    if (!hasPassword) throw refuse(409, 'last-way-in', 'it has no password');
    if (!(await deleteIdentity(db, issuer, id))) throw refuse(409, 'oidc-not-linked', id);
    return { answer: null, said: { issuer } };
  });
}

/** Sign it out everywhere; answers of how many sessions. @throws Refusal 404 unknown-account; 409 demo-account; 403 beyond-scope */
export function endAccountSessions(manager: Manager, means: Means, id: string): Promise<number> {
  return toAccount(manager, means, id, 'end-sessions', async ({ db }) => {
    const ended = await deleteSessions(db, id, null);
    return { answer: ended, said: { ended } };
  });
}

/**
 * Take away its second step, for whoever has lost phone and recovery codes.
 *
 * @throws Refusal 404 unknown-account; 409 demo-account, code-off, own-account; 403 beyond-scope
 */
export function endSecondStep(manager: Manager, means: Means, id: string): Promise<number> {
  return toAccount(manager, means, id, 'turn-off-code', async ({ db }) => {
    refuseOwn(manager, id);
    if (!(await deleteCode(db, id))) throw refuse(409, 'code-off', 'none is in force');
    return { answer: 0 };
  });
}
