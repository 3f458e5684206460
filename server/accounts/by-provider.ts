import { isOwnPath } from '#data/accounts/own-path.ts';
import { appendAudit } from '#server/audit/append-audit.ts';
import { transact } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import { hashSecret } from '#server/session/cookie.ts';
import { refusePlain } from '#server/session/refuse-plain.ts';
import type { WhereFrom } from '#server/session/where-from.ts';

import { beginSession, type Visitor } from './begin-session.ts';
import { insertTry, selectIdentified, takeTry, type StoredTry } from './identities.sql.ts';
import { linkIdentity } from './link-identity.ts';
import type { Provider } from './provider.ts';

type Means = Pick<Deps, 'pool' | 'clock' | 'newId' | 'newSecret' | 'secrets' | 'settings'>;

/** For signing in at the provider. */
export const TRY_S = 600;

/** Somebody is on the way to the provider: the browser goes to `address`, and is known by `secret` when it is back. */
interface OnTheWay {
  address: string;
  secret: string;
}

/**
 * Send somebody to the provider.
 *
 * @param back the address at which the browser comes back
 * @param to where it goes then; what is no path of this house is the watch
 * @param accountId to be linked to this account; null: to sign in
 * @throws 403 plain-connection; 503 oidc-unreachable
 */
export async function beginByProvider(
  { pool, clock, newSecret, settings }: Means,
  provider: Provider,
  where: WhereFrom,
  back: string,
  to: { next: string; accountId: string | null },
): Promise<OnTheWay> {
  refusePlain(where, settings.signIn.plain);
  const { address, ...trying } = await provider.begin(back);
  const secret = newSecret();
  const at = clock();
  const endsAt = new Date(at.getTime() + TRY_S * 1000);
  const next = isOwnPath(to.next) ? to.next : '/watch';
  await insertTry(pool, { ...trying, ...to, next, secretHash: hashSecret(secret), at, endsAt });
  return { address, secret };
}

/** Take the way that a browser which has come back began; null where it began none, or has come back already. */
export async function takeWay(
  { pool, clock }: Pick<Deps, 'pool' | 'clock'>,
  secret: string | null,
): Promise<StoredTry | null> {
  return secret === null ? null : takeTry(pool, hashSecret(secret), clock());
}

/**
 * Somebody has come back from the provider: begins a session of the account that the subject is linked to, and answers its
 * secret; or links the account that is signed in, and answers null. No account is made. The provider has seen to whatever
 * steps it wants, so no code is asked for.
 *
 * @throws 401 oidc-over where this browser did not begin it; 403 oidc-unknown, oidc-refused, plain-connection; 409 oidc-taken; 502, 503 as `finish`
 */
export async function finishByProvider(
  means: Means,
  provider: Provider,
  way: StoredTry | null,
  at: URL,
  from: { where: WhereFrom; visitor: Visitor; session: { accountId: string | null } | null },
): Promise<string | null> {
  const { pool, clock, settings } = means;
  const { where, visitor, session } = from;
  refusePlain(where, settings.signIn.plain);
  if (!way || at.searchParams.get('state') !== way.state)
    throw refuse(401, 'oidc-over', 'not begun by this browser, or too long ago');
  if (way.accountId !== null && session?.accountId !== way.accountId)
    throw refuse(401, 'oidc-over', 'somebody else is signed in by now');
  const { subject } = await provider.finish(at, way);
  const { issuer } = provider;
  if (way.accountId !== null) {
    await linkIdentity(means, visitor.who, { issuer, subject, accountId: way.accountId });
    return null;
  }
  const nobody = { accountId: null, accountName: null, personId: null, address: where.address };
  const account = await selectIdentified(pool, issuer, subject);
  if (!account) {
    const said = { by: 'oidc', subjectMark: means.secrets.mark(subject) }; // prettier-ignore
    await transact(pool, (db) => appendAudit(db, clock(), nobody, { act: 'sign-in-failed', noun: 'accounts', thing: '', said })); // prettier-ignore
    throw refuse(403, 'oidc-unknown', 'no account is linked to it');
  }
  return transact(pool, async (db) => {
    const secret = await beginSession(db, means, account.id, visitor, clock());
    const who = { ...nobody, accountId: account.id, accountName: account.name };
    await appendAudit(db, clock(), who, { act: 'sign-in', noun: 'accounts', thing: account.id, said: { by: 'oidc' } }); // prettier-ignore
    return secret;
  });
}
