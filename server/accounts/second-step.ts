import { inFours, type CodeState, type NewCode, type PasswordAndCode } from '#data/accounts/second-step.ts'; // prettier-ignore
import { appendAudit, type AuditWho } from '#server/audit/append-audit.ts';
import { transact, type Db } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import type { SignedSession } from '#server/session/signed-session.ts';

import {
  confirmCode,
  countRecovery,
  deleteCode,
  insertCode,
  insertRecovery,
  selectCode,
} from './codes.sql.ts';
import { confirmPassword } from './confirm-password.ts';
import { forgiveCodes, hashRecovery, makeKey, makeRecovery, slowCodes, takeCode } from './take-code.ts'; // prettier-ignore

type Means = Pick<Deps, 'pool' | 'clock' | 'passwords' | 'secrets' | 'log'>;

/** How the second step of an account stands. */
export async function codeState({ pool }: Pick<Deps, 'pool'>, accountId: string): Promise<CodeState> {
  const since = (await selectCode(pool, accountId))?.confirmedAt?.toISOString() ?? null;
  return { since, recoveryLeft: since === null ? 0 : await countRecovery(pool, accountId) };
} // prettier-ignore

/**
 * Begin a second step: a secret that waits for its first code. Asked again it is another one.
 *
 * @throws as `confirmPassword`; 409 code-on
 */
export async function beginCode(
  means: Means,
  session: SignedSession,
  password: string,
): Promise<NewCode> {
  const { pool, clock, secrets } = means;
  await confirmPassword(means, session, password);
  const made = makeKey(session.name);
  const sealed = secrets.seal(made.key, session.accountId);
  if (!(await insertCode(pool, session.accountId, sealed, clock())))
    throw refuse(409, 'code-on', 'a second step is in force already');
  return made;
}

/**
 * The first code was said: from now on the second step counts. Answers its recovery codes, of which only hashes are kept.
 *
 * @throws 409 code-on, code-off; 403 code-wrong; 429 sign-in-slowed
 */
export async function turnOnCode(
  means: Means,
  { accountId }: SignedSession,
  who: AuditWho,
  typed: string,
): Promise<string[]> {
  const { pool, clock } = means;
  const stored = await selectCode(pool, accountId);
  if (stored?.confirmedAt) throw refuse(409, 'code-on', 'a second step is in force already');
  if (!stored) throw refuse(409, 'code-off', 'none was begun');
  await slowCodes(means, accountId);
  return transact(pool, async (db) => {
    await takeOrRefuse(db, means, accountId, typed);
    if (!(await confirmCode(db, accountId, clock()))) throw refuse(409, 'code-on', 'confirmed meanwhile'); // prettier-ignore
    const recovery = makeRecovery();
    await insertRecovery(db, accountId, recovery.map(hashRecovery));
    await appendAudit(db, clock(), who, { act: 'turn-on-code', noun: 'accounts', thing: accountId }); // prettier-ignore
    return recovery.map((code) => inFours(code, '-'));
  });
}

/**
 * Turn the second step off, by password and code.
 *
 * @throws as `confirmPassword`; 409 code-off; 403 code-wrong
 */
export async function turnOffCode(
  means: Means,
  session: SignedSession,
  who: AuditWho,
  { password, code }: PasswordAndCode,
): Promise<void> {
  const { accountId } = session;
  await confirmPassword(means, session, password);
  if (!(await selectCode(means.pool, accountId))?.confirmedAt) throw refuse(409, 'code-off', 'none is in force'); // prettier-ignore
  await slowCodes(means, accountId);
  await transact(means.pool, async (db) => {
    await takeOrRefuse(db, means, accountId, code);
    if (!(await deleteCode(db, accountId))) throw refuse(409, 'code-off', 'none is in force');
    await appendAudit(db, means.clock(), who, { act: 'turn-off-code', noun: 'accounts', thing: accountId }); // prettier-ignore
  });
}

/**
 * Whoever is signed in says their password, and a code where one is in force.
 *
 * @throws as `confirmPassword`; 403 code-wrong where it is none, was used, or is missing
 */
export async function confirmPasswordAndCode(
  means: Means,
  session: SignedSession,
  { password, code = '' }: { password: string; code?: string },
): Promise<void> {
  const { accountId } = session;
  await confirmPassword(means, session, password);
  if (!(await selectCode(means.pool, accountId))?.confirmedAt) return;
  await slowCodes(means, accountId);
  await transact(means.pool, (db) => takeOrRefuse(db, means, accountId, code));
}

async function takeOrRefuse(db: Db, means: Means, accountId: string, typed: string): Promise<void> {
  if ((await takeCode(db, means, accountId, typed)) === null)
    throw refuse(403, 'code-wrong', 'body code: is none, or was used');
  await forgiveCodes(db, accountId);
}
