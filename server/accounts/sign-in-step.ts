import { appendAudit } from '#server/audit/append-audit.ts';
import { transact, type Db } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import { hashSecret } from '#server/session/cookie.ts';
import type { WhereFrom } from '#server/session/where-from.ts';

import { beginSession, type Entered, type Visitor } from './begin-session.ts';
import { deleteSignInStep, insertSignInStep, selectCode, selectSignInStep } from './codes.sql.ts';
import { forgiveCodes, slowCodes, takeCode } from './take-code.ts';

/** For finding the phone. */
export const STEP_S = 300;

/** Where an account has a second step: the password was right, and a code is asked for; else null. */
export async function beginStep(
  db: Db,
  { clock, newSecret }: Pick<Deps, 'clock' | 'newSecret'>,
  accountId: string,
): Promise<Entered | null> {
  if (!(await selectCode(db, accountId))?.confirmedAt) return null;
  const secret = newSecret();
  const at = clock();
  const endsAt = new Date(at.getTime() + STEP_S * 1000);
  await insertSignInStep(db, { secretHash: hashSecret(secret), accountId, at, endsAt });
  return { kind: 'step', secret };
}

/**
 * The code after the password; begins a session.
 *
 * @param step the secret of the step; null where the browser has none
 * @throws 401 step-over where the password is to be said again; 401 code-wrong; 429 sign-in-slowed after failures at this account's codes
 */
export async function finishStep(
  means: Pick<Deps, 'pool' | 'clock' | 'newId' | 'newSecret' | 'settings' | 'secrets' | 'log'>,
  step: string | null,
  code: string,
  where: WhereFrom,
  visitor: Visitor,
): Promise<Entered> {
  const { pool, clock } = means;
  const secretHash = hashSecret(step ?? '');
  const account = step === null ? null : await selectSignInStep(pool, secretHash, clock());
  if (!account) throw refuse(401, 'step-over', 'the password is to be said again');
  const { accountId, name } = account;
  await slowCodes(means, accountId);
  const who = { accountId, accountName: name, personId: null, address: where.address };
  const entered = await transact(pool, async (db): Promise<Entered | null> => {
    const by = await takeCode(db, means, accountId, code);
    if (by === null) {
      await appendAudit(db, clock(), who, { act: 'sign-in-failed', noun: 'accounts', thing: accountId, said: { by: 'code' } }); // prettier-ignore
      return null;
    }
    // Of two who say two good codes at one step one comes in.
    if (!(await deleteSignInStep(db, secretHash))) throw refuse(401, 'step-over', 'it was made already'); // prettier-ignore
    await forgiveCodes(db, accountId);
    const secret = await beginSession(db, means, accountId, visitor, clock());
    await appendAudit(db, clock(), who, { act: 'sign-in', noun: 'accounts', thing: accountId, said: { by } }); // prettier-ignore
    return { kind: 'session', secret };
  });
  if (!entered) throw refuse(401, 'code-wrong', 'body code: is none, or was used');
  return entered;
}
