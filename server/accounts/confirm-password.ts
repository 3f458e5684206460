import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import type { SignedSession } from '#server/session/signed-session.ts';

import { deleteFailures, selectAccountLocked, type StoredAccount } from './accounts.sql.ts';
import { hashTries, tryPassword } from './sign-in.ts';

/**
 * Whoever changes how an account is entered says its password, though they are signed in; tries are slowed as at the door, by the session: nobody else
 * can keep them waiting.
 * Of a demo account, which others use too, nothing is changed.
 *
 * @throws 403 sign-in-failed where the password is another; 422 demo-account; 429 sign-in-slowed
 */
export async function confirmPassword(
  means: Pick<Deps, 'pool' | 'clock' | 'passwords'>,
  session: SignedSession,
  password: string,
): Promise<StoredAccount> {
  const account = await selectAccountLocked(means.pool, session.accountId);
  // Who is there by a session of a demo account is on the machine itself.
  const tried = { name: session.name, whose: session.id };
  if (!account || !(await tryPassword(means, tried, account, password, true)))
    throw refuse(403, 'sign-in-failed', 'body password: is another');
  if (account.demo) throw refuse(422, 'demo-account', 'demo accounts stay as they are');
  await deleteFailures(means.pool, hashTries(tried.name, tried.whose));
  return account;
}
