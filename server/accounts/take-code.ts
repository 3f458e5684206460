import { createHash, randomBytes } from 'node:crypto';

import { Secret, TOTP } from 'otpauth';

import { readCode, RECOVERY_LETTERS } from '#data/accounts/second-step.ts';
import type { Db } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';

import { countTry, deleteFailures } from './accounts.sql.ts';
import { selectCode, takeRecovery, useStep } from './codes.sql.ts';
import { Slowed } from './slowed.ts';

const PERIOD_S = 30;
/** Phones' clocks are off: the step before and the one after are taken, too. */
const WINDOW = 1;
/** RFC 4226 wants 128 bits at least and recommends 160. */
const SECRET_BYTES = 20;
const RECOVERY_CODES = 10;
const RECOVERY_LENGTH = 16;

const totpOf = (key: string, name: string): TOTP =>
  new TOTP({ issuer: 'Jingwei', label: name, algorithm: 'SHA1', digits: 6, period: PERIOD_S, secret: Secret.fromBase32(key) }); // prettier-ignore

/** A new secret in Base32, 160 random bits, and the address by which a phone takes it. */
export function makeKey(name: string): { key: string; address: string } {
  const { buffer } = Uint8Array.from(randomBytes(SECRET_BYTES));
  const key = new Secret({ buffer }).base32;
  return { key, address: totpOf(key, name).toString() };
}

/** Ten new recovery codes, 80 random bits each. */
export function makeRecovery(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () =>
    Array.from(randomBytes(RECOVERY_LENGTH), (byte) => RECOVERY_LETTERS[byte & 31]!).join(''),
  );
}

/** What is kept of a recovery code. */
export function hashRecovery(code: string): Buffer {
  return createHash('sha256').update(code).digest();
}

/**
 * Use a code of an account's second step, once (RFC 6238, 30 s, a step to either side). Answers what it was; null where it
 * is none, or was used. Where the secret does not open by this server's key, recovery codes alone are left.
 */
export async function takeCode(
  db: Db,
  { clock, secrets, log }: Pick<Deps, 'clock' | 'secrets' | 'log'>,
  accountId: string,
  typed: string,
): Promise<'phone' | 'recovery' | null> {
  const said = readCode(typed);
  const stored = said && (await selectCode(db, accountId));
  if (!said || !stored) return null;
  if (said.kind === 'recovery')
    return (await takeRecovery(db, accountId, hashRecovery(said.code))) ? 'recovery' : null;
  const key = secrets.open(stored.sealed, accountId);
  if (key === null) {
    log.error({ account: accountId }, 'the second step of an account does not open by the key of this data folder'); // prettier-ignore
    return null;
  }
  const timestamp = clock().getTime();
  const off = totpOf(key, '').validate({ token: said.code, timestamp, window: WINDOW });
  if (off === null) return null;
  const step = Math.floor(timestamp / 1000 / PERIOD_S) + off;
  return (await useStep(db, accountId, step)) ? 'phone' : null;
}

/** Tries at an account's codes are counted by this, beside those at its name. */
const triesOf = (accountId: string): Buffer =>
  createHash('sha256').update(`code ${accountId}`).digest();

/** Count a try at an account's codes before it is looked at, as one at a name is. */
export async function slowCodes(
  { pool, clock }: Pick<Deps, 'pool' | 'clock'>,
  accountId: string,
): Promise<void> {
  const wait = await countTry(pool, triesOf(accountId), clock());
  if (wait > 0) throw new Slowed(wait);
}

/** A code was good: what failed before counts no more. */
export async function forgiveCodes(db: Db, accountId: string): Promise<void> {
  await deleteFailures(db, triesOf(accountId));
}
