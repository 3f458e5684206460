import type { LinkUse } from '#data/accounts/account.ts';
import { appendAudit } from '#server/audit/append-audit.ts';
import { transact, type Db } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import { makePerson } from '#server/people/make-person.ts';
import { hashSecret } from '#server/session/cookie.ts';
import { refusePlain } from '#server/session/refuse-plain.ts';
import { deleteSessions } from '#server/session/sessions.sql.ts';
import type { WhereFrom } from '#server/session/where-from.ts';

import {
  insertAccount,
  selectAccountLocked,
  selectHasAdministrator,
  takeLink,
  updatePassword,
} from './accounts.sql.ts';
import { beginSession, type Entered, type Visitor } from './begin-session.ts';
import { refuseWeak } from './change-password.ts';
import { nameAccount } from './name-account.ts';
import { beginStep } from './sign-in-step.ts';

/**
 * Use a link, once: make the first administrator, or set a password anew, which ends all sessions of its account. Whoever
 * used it is signed in, or is asked for a code where the account has a second step. A refusal leaves the link as it was.
 *
 * @throws 409 link-over, name-taken; 422 password-weak; 400 account-name, or where the first administrator has no name
 */
export async function useLink(
  means: Pick<Deps, 'pool' | 'clock' | 'newId' | 'newSecret' | 'passwords' | 'settings'>,
  { secret, password, name, personName }: LinkUse,
  where: WhereFrom,
  visitor: Visitor,
): Promise<Entered> {
  const { pool, clock, newId, passwords, settings } = means;
  refusePlain(where, settings.signIn.plain);
  return transact(pool, async (db) => {
    const at = clock();
    const link = await takeLink(db, hashSecret(secret), at);
    if (!link) throw refuse(409, 'link-over', 'it was used, or its time is over');
    if (link.purpose === 'password') {
      const account = await selectAccountLocked(db, link.accountId!);
      if (!account || account.disabled) throw refuse(409, 'link-over', 'its account is no more');
      refuseWeak(password, account.name);
      await updatePassword(db, account.id, await passwords.hash(password));
      await deleteSessions(db, account.id, null);
      return begin(db, account.id, account.name, at);
    }
    if (name === undefined || personName === undefined)
      throw refuse(400, 'bad-request', `body ${name === undefined ? 'name' : 'personName'}: the first administrator says it`); // prettier-ignore
    // Another link may have made one since this one was printed.
    if (await selectHasAdministrator(db, at, settings.signIn.provider?.issuer ?? null))
      throw refuse(409, 'link-over', 'there is an administrator by now');
    const named = nameAccount(name);
    refuseWeak(password, named.name);
    const passwordHash = await passwords.hash(password);
    const personId = await makePerson(db, { name: personName.trim(), role: 'administrator', at });
    const account = { id: newId(), ...named, personId, passwordHash, demo: false, at }; // prettier-ignore
    if (!(await insertAccount(db, account))) throw refuse(409, 'name-taken', name);
    return begin(db, account.id, account.name, at);
  });

  async function begin(db: Db, accountId: string, accountName: string, at: Date): Promise<Entered> {
    const step = await beginStep(db, means, accountId);
    const secret = step ? '' : await beginSession(db, means, accountId, visitor, at);
    const who = { accountId, accountName, personId: null, address: where.address };
    await appendAudit(db, at, who, { act: 'use-link', noun: 'accounts', thing: accountId });
    return step ?? { kind: 'session', secret };
  }
}
