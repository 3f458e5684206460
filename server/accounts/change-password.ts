import { whyWeak, type PasswordChange } from '#data/accounts/account.ts';
import { appendAudit } from '#server/audit/append-audit.ts';
import { transact } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import { deleteSessions } from '#server/session/sessions.sql.ts';
import type { SignedSession } from '#server/session/signed-session.ts';

import { selectAccountLocked, updatePassword } from './accounts.sql.ts';
import { beginSession, type Visitor } from './begin-session.ts';
import { confirmPassword } from './confirm-password.ts';

/**
 * Change one's own password; all sessions of the account end, and a new one begins for whoever asked. Answers its secret.
 *
 * @throws as `confirmPassword`; 422 password-weak
 */
export async function changePassword(
  means: Pick<Deps, 'pool' | 'clock' | 'newId' | 'newSecret' | 'passwords' | 'settings'>,
  session: SignedSession,
  { password, next }: PasswordChange,
  visitor: Visitor,
): Promise<string> {
  const { pool, clock, passwords } = means;
  refuseWeak(next, session.name);
  const account = await confirmPassword(means, session, password);
  const passwordHash = await passwords.hash(next);
  return transact(pool, async (db) => {
    const now = await selectAccountLocked(db, account.id);
    // It was changed meanwhile: the one that was said is none any more.
    if (now?.passwordHash !== account.passwordHash) throw refuse(403, 'sign-in-failed', 'body password: is another'); // prettier-ignore
    await updatePassword(db, account.id, passwordHash);
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
