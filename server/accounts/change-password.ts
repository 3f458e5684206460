import { whyWeak, type PasswordChange } from '#data/accounts/account.ts';
import { appendAudit } from '#server/audit/append-audit.ts';
import { transact } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import { deleteSessions } from '#server/session/sessions.sql.ts';
import type { SignedSession } from '#server/session/signed-session.ts';

import { deleteFailures, selectAccountLocked, updatePassword } from './accounts.sql.ts';
import { beginSession, type Visitor } from './begin-session.ts';
import { hashName, tryPassword } from './sign-in.ts';

/**
 * Change one's own password; all sessions of the account end, and a new one begins for whoever asked. Answers its secret.
 *
 * @throws 403 sign-in-failed where the present password is another; 422 password-weak; 429 sign-in-slowed
 */
export async function changePassword(
  means: Pick<Deps, 'pool' | 'clock' | 'newId' | 'newSecret' | 'passwords' | 'settings'>,
  session: SignedSession,
  { password, next }: PasswordChange,
  visitor: Visitor,
): Promise<string> {
  const { pool, clock, passwords } = means;
  refuseWeak(next, session.name);
  const account = await selectAccountLocked(pool, session.accountId);
  // Who is there by a session of a demo account is on the machine itself.
  if (!account || !(await tryPassword(means, session.name, account, password, true)))
    throw refuse(403, 'sign-in-failed', 'body password: is another');
  if (account.demo) throw refuse(422, 'password-weak', 'demo accounts keep theirs');
  const passwordHash = await passwords.hash(next);
  return transact(pool, async (db) => {
    const now = await selectAccountLocked(db, account.id);
    // It was changed meanwhile: the one that was said is none any more.
    if (now?.passwordHash !== account.passwordHash) throw refuse(403, 'sign-in-failed', 'body password: is another'); // prettier-ignore
    await updatePassword(db, account.id, passwordHash);
    await deleteFailures(db, hashName(session.name));
    await deleteSessions(db, account.id, null);
    const secret = await beginSession(db, means, account.id, visitor, clock());
    await appendAudit(db, clock(), visitor.who, {
      act: 'change-password',
      noun: 'accounts',
      thing: account.id,
    });
    return secret;
  });
}

/** @throws 422 password-weak, with why as a word */
export function refuseWeak(password: string, name: string): void {
  const why = whyWeak(password, name);
  if (why !== null) throw refuse(422, 'password-weak', why);
}
