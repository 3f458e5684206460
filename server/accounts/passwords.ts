import { randomBytes } from 'node:crypto';

import { hash, verify } from '@node-rs/argon2';

import { takeTurns } from './take-turns.ts';

export interface Passwords {
  hash: (password: string) => Promise<string>;
  /** Whether a password is that of a hash; null takes as long as any and is never it. `whose`: who asks, for whose turn it is. */
  matches: (hash: string | null, password: string, whose: string) => Promise<boolean>;
}

/** RFC 9106's second choice, with one lane: 64 MiB, three passes. About 0.2 s here. */
const COST = { memoryCost: 65_536, timeCost: 3 };
/** So many at once take memory and processors; so many may wait for a turn. */
const AT_ONCE = 2;
const WAITING_MAX = 200;

/**
 * Passwords by argon2id, a few at a time, by turns between those who ask; where too many wait, whoever has most of them is
 * refused with 503.
 *
 * @param cost of new hashes; a hash says its own
 */
export async function createPasswords(cost = COST): Promise<Passwords> {
  // Argon2id is the library's own choice; the table takes no other.
  const options = { ...cost, parallelism: 1 };
  const nobodys = await hash(randomBytes(32), options);
  const inTurn = takeTurns(AT_ONCE, WAITING_MAX);
  // As it is typed on another keyboard, a password is the same.
  const bytesOf = (password: string): string => password.normalize('NFKC');
  return {
    hash: (password) => inTurn('', () => hash(bytesOf(password), options)),
    matches: (stored, password, whose) =>
      inTurn(
        whose,
        async () => (await verify(stored ?? nobodys, bytesOf(password))) && stored !== null,
      ),
  };
}
