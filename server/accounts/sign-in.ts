import { createHash } from 'node:crypto';

import { nameKey, type SignInRequest } from '#data/accounts/account.ts';
import { appendAudit } from '#server/audit/append-audit.ts';
import { transact } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import type { RateLimit } from '#server/limit-rate.ts';
import { refusePlain } from '#server/session/refuse-plain.ts';
import type { WhereFrom } from '#server/session/where-from.ts';

import {
  countTry,
  deleteFailures,
  deleteOldFailures,
  selectAccountNamed,
  type StoredAccount,
} from './accounts.sql.ts';
import { beginSession, type Entered, type Visitor } from './begin-session.ts';
import { beginStep } from './sign-in-step.ts';
import { Slowed } from './slowed.ts';

type Means = Pick<
  Deps,
  'pool' | 'clock' | 'newId' | 'newSecret' | 'passwords' | 'secrets' | 'settings'
> & {
  /** Whether a name may be tried once more, from wherever; what succeeds is given back. */
  mayTryName: RateLimit;
};

/** Tried from everywhere too often, a name may be tried again after this, as others let it. */
const NAME_AGAIN_S = 2;

/**
 * Sign in by name and password; begins a session, or a step at which a code is asked for. What it does before it refuses is
 * the same whether there is such a name, whether it is disabled, and whatever it lacks.
 *
 * @throws 401 sign-in-failed; 429 sign-in-slowed after failures at this name from there, or many from everywhere; 403 plain-connection
 */
export async function signIn(
  means: Means,
  { name, password }: SignInRequest,
  where: WhereFrom,
  visitor: Visitor,
): Promise<Entered> {
  const { pool, clock, settings } = means;
  refusePlain(where, settings.signIn.plain);
  const account = await selectAccountNamed(pool, nameKey(name));
  const whose = where.network;
  const mayTry = (): void => {
    if (!means.mayTryName(nameKey(name))) throw new Slowed(NAME_AGAIN_S);
  };
  const isIt = await tryPassword(means, { name, whose, mayTry }, account, password, settings.signIn.demo && where.here); // prettier-ignore
  const nobody = { accountId: null, accountName: null, personId: null, address: where.address };
  if (!isIt || !account) {
    // What was typed for a name may be a password: by its mark tries at one name are known as such.
    const said = { nameMark: means.secrets.mark(nameKey(name)) };
    await transact(pool, (db) => appendAudit(db, clock(), nobody, { act: 'sign-in-failed', noun: 'accounts', thing: '', said })); // prettier-ignore
    throw refuse(401, 'sign-in-failed', 'name or password');
  }
  means.mayTryName.giveBack(nameKey(name));
  return transact(pool, async (db) => {
    await deleteFailures(db, hashTries(name, whose));
    await deleteOldFailures(db, clock());
    const step = await beginStep(db, means, account.id);
    if (step) return step;
    const secret = await beginSession(db, means, account.id, visitor, clock());
    const who = { ...nobody, accountId: account.id, accountName: account.name };
    await appendAudit(db, clock(), who, { act: 'sign-in', noun: 'accounts', thing: account.id });
    return { kind: 'session', secret };
  });
}

/**
 * Look at a password, slowed by what failed at its name from there before.
 *
 * @param whose asks, for whose turn it is and by whom failures are kept: a network, or a session
 * @param demo whether a demo account may be used
 * @throws Slowed; from `mayTry` what it throws, before anything is looked at
 */
export async function tryPassword(
  { pool, clock, passwords }: Pick<Deps, 'pool' | 'clock' | 'passwords'>,
  { name, whose, mayTry }: { name: string; whose: string; mayTry?: () => void },
  account: StoredAccount | null,
  password: string,
  demo: boolean,
): Promise<boolean> {
  const wait = await countTry(pool, hashTries(name, whose), clock());
  if (wait > 0) throw new Slowed(wait);
  mayTry?.();
  const usable = account && !account.disabled && (demo || !account.demo);
  return passwords.matches(usable ? account.passwordHash : null, password, whose);
}

/**
 * Failures are kept by this: what was typed for a name may be a password. Those from elsewhere stand apart, so that who knows
 * a name cannot keep its owner out.
 *
 * @param whose a network, or a session
 */
export function hashTries(name: string, whose: string): Buffer {
  return createHash('sha256')
    .update(`${nameKey(name)}\n${whose}`)
    .digest();
}
