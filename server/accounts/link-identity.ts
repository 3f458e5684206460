import { appendAudit, type AuditWho } from '#server/audit/append-audit.ts';
import { transact } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';

import { selectAccountLocked } from './accounts.sql.ts';
import { deleteIdentity, insertIdentity } from './identities.sql.ts';

type Means = Pick<Deps, 'pool' | 'clock'>;

/**
 * Link who somebody is to a provider to their own account. An administrator does so by `manage-accounts`.
 *
 * @throws 404 unknown-account; 422 demo-account; 409 oidc-taken where one of them is linked already
 */
export async function linkIdentity(
  { pool, clock }: Means,
  who: AuditWho | undefined,
  identity: { issuer: string; subject: string; accountId: string },
): Promise<void> {
  const { issuer, accountId } = identity;
  await transact(pool, async (db) => {
    const account = await selectAccountLocked(db, accountId);
    if (!account) throw refuse(404, 'unknown-account', accountId);
    if (account.demo) throw refuse(422, 'demo-account', 'demo accounts stay as they are');
    const at = clock();
    if (!(await insertIdentity(db, { ...identity, at }))) throw refuse(409, 'oidc-taken', 'one of them is linked already'); // prettier-ignore
    await appendAudit(db, at, who, { act: 'link-identity', noun: 'accounts', thing: accountId, said: { issuer } }); // prettier-ignore
  });
}

/**
 * Unlink an account from a provider. One that has no password stays linked: it would have no way in.
 *
 * @throws 404 unknown-account; 409 oidc-not-linked, last-way-in
 */
export async function unlinkIdentity(
  { pool, clock }: Means,
  who: AuditWho | undefined,
  { issuer, accountId }: { issuer: string; accountId: string },
): Promise<void> {
  await transact(pool, async (db) => {
    const account = await selectAccountLocked(db, accountId);
    if (!account) throw refuse(404, 'unknown-account', accountId);
    if (account.passwordHash === null) throw refuse(409, 'last-way-in', 'it has no password');
    if (!(await deleteIdentity(db, issuer, accountId))) throw refuse(409, 'oidc-not-linked', accountId); // prettier-ignore
    await appendAudit(db, clock(), who, { act: 'unlink-identity', noun: 'accounts', thing: accountId, said: { issuer } }); // prettier-ignore
  });
}
