import type { Deps } from '#server/deps.ts';
import { hashSecret } from '#server/session/cookie.ts';

import { insertLink, selectHasAdministrator } from './accounts.sql.ts';

type FirstLinkMeans = Pick<Deps, 'pool' | 'clock' | 'newSecret'> & {
  settings: { signIn: Pick<Deps['settings']['signIn'], 'provider'> };
};

const LINK_MS = 24 * 3_600_000;

/**
 * Where nobody who can sign in is an administrator: a link that makes the first one, good once and for a day. Each start
 * makes another, and the one before is over. Answers its secret; null where it is not needed.
 */
export async function makeFirstLink({
  pool,
  clock,
  newSecret,
  settings,
}: FirstLinkMeans): Promise<string | null> {
  const at = clock();
  if (await selectHasAdministrator(pool, at, settings.signIn.provider?.issuer ?? null)) return null;
  const secret = newSecret();
  const endsAt = new Date(at.getTime() + LINK_MS);
  await insertLink(pool, { secretHash: hashSecret(secret), purpose: 'administrator', accountId: null, at, endsAt }); // prettier-ignore
  return secret;
}
