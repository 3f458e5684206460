import type { Device, WallPairing } from '#data/devices/device.ts';
import { PAIRING_MS, readCode } from '#data/devices/pairing-code.ts';
import { appendAudit } from '#server/audit/append-audit.ts';
import { transact } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import { hashSecret } from '#server/session/cookie.ts';
import type { Ask } from '#server/session/session.ts';

import { insertDevice, selectDeviceById, selectHasArea } from './devices.sql.ts';
import { refuseBeyond, type Manager } from './may-manage.ts';
import { PairingSlowed } from './pairing-slowed.ts';
import { countCodeTry, countDeskTry, takeBackDeskTry, updatePaired } from './pairings.sql.ts';
import { showDevice } from './show-device.ts';

/**
 * A desk enters the code that a wall shows, names the wall and says what it looks at. A try counts, for the desk and for the
 * code, before anything is looked at.
 *
 * @throws PairingSlowed; 409 code-unknown: no wall shows it, or not any more; 404 unknown-area; 403 beyond-scope
 */
export async function pairWall(
  { at, who }: Ask,
  { pool, newId }: Pick<Deps, 'pool' | 'newId'>,
  manager: Manager,
  asked: WallPairing,
): Promise<Device> {
  const { areaId, visitorSafe = false } = asked;
  const wait = await countDeskTry(pool, manager.accountId, at);
  if (wait > 0) throw new PairingSlowed(wait);
  const code = readCode(asked.code);
  const codeHash = code === null ? null : hashSecret(code);
  if (codeHash === null || !(await countCodeTry(pool, codeHash, at))) {
    // What was typed is not kept: it may be another wall's code, or anything.
    await transact(pool, (db) => appendAudit(db, at, who, { act: 'pair-wall-failed', noun: 'devices', thing: '' })); // prettier-ignore
    throw refuse(409, 'code-unknown', 'no wall shows it, or not any more');
  }
  return transact(pool, async (db) => {
    if (areaId !== null && !(await selectHasArea(db, areaId)))
      throw refuse(404, 'unknown-area', `body areaId: ${areaId}`);
    await refuseBeyond(db, manager, areaId);
    const id = newId();
    const name = asked.name.trim();
    await insertDevice(db, { id, kind: 'wall', name, areaId, visitorSafe, at, by: manager.name });
    // The wall has as long again to fetch its token.
    if (!(await updatePaired(db, codeHash, id, new Date(at.getTime() + PAIRING_MS))))
      throw refuse(409, 'code-unknown', 'another desk was first');
    await takeBackDeskTry(db, manager.accountId, at);
    await appendAudit(db, at, who, { act: 'pair-wall', noun: 'devices', thing: id, said: { name, areaId, visitorSafe } }); // prettier-ignore
    return showDevice((await selectDeviceById(db, id))!);
  });
}
