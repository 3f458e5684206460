import type { PairingBegun } from '#data/devices/device.ts';
import { PAIRING_MS, pairingCode } from '#data/devices/pairing-code.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import { hashSecret } from '#server/session/cookie.ts';

import { insertPairing } from './pairings.sql.ts';

/** Two walls have drawn one code: 23⁸ there are, and some thousand are out at most. */
const DRAWS = 3;

/** A wall wants to be paired: a code to show, and what it asks by whether somebody has entered it. */
export async function beginPairing({
  pool,
  clock,
  newSecret,
}: Pick<Deps, 'pool' | 'clock' | 'newSecret'>): Promise<PairingBegun> {
  const at = clock();
  const endsAt = new Date(at.getTime() + PAIRING_MS);
  for (let draw = 0; draw < DRAWS; draw++) {
    const code = pairingCode(Buffer.from(newSecret(), 'base64url'));
    const secret = newSecret();
    const hashes = { codeHash: hashSecret(code), secretHash: hashSecret(secret) };
    if (await insertPairing(pool, { ...hashes, endsAt }, at))
      return { code, secret, endsAt: endsAt.toISOString() };
  }
  throw refuse(503, 'busy', 'too many walls wait for a desk');
}
