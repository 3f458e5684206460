import { appendAudit } from '#server/audit/append-audit.ts';
import { transact } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import { hashSecret } from '#server/session/cookie.ts';
import type { WhereFrom } from '#server/session/where-from.ts';

import { selectDeviceById } from './devices.sql.ts';
import { selectPaired, updateSecret } from './pairings.sql.ts';

/**
 * Whether a desk has entered the code of a wall that waits; then its token, else null. Until the token was used once it may be
 * fetched again, for an answer may be lost: it is another one then.
 *
 * @throws 409 pairing-over
 */
export async function claimPairing(
  { pool, clock, newSecret }: Pick<Deps, 'pool' | 'clock' | 'newSecret'>,
  secret: string,
  where: WhereFrom,
): Promise<string | null> {
  const at = clock();
  const deviceId = await selectPaired(pool, hashSecret(secret), at);
  if (deviceId === null) return null;
  const token = newSecret();
  return transact(pool, async (db) => {
    const isIt = deviceId !== undefined && (await updateSecret(db, deviceId, hashSecret(token)));
    if (!isIt) throw refuse(409, 'pairing-over', 'its time is over, or it was tried too often');
    const name = (await selectDeviceById(db, deviceId))!.name;
    const who = { accountId: null, accountName: name, personId: null, address: where.address };
    await appendAudit(db, at, who, { act: 'begin-wall', noun: 'devices', thing: deviceId });
    return token;
  });
}
