import type { Device } from '#data/devices/device.ts';
import { appendAudit } from '#server/audit/append-audit.ts';
import { transact } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import type { Ask } from '#server/session/session.ts';

import { selectDeviceById, updateRevoked } from './devices.sql.ts';
import { mayManage, type Manager } from './may-manage.ts';
import { showDevice } from './show-device.ts';

/**
 * A device may not be used any more, from now on; its open connections end. Of one that was revoked nothing changes.
 *
 * @throws 404 unknown-device, also for one that lies beyond the posts of who asks
 */
export async function revokeDevice(
  { at, who }: Ask,
  { pool, hub }: Pick<Deps, 'pool' | 'hub'>,
  manager: Manager,
  id: string,
): Promise<Device> {
  const { device, secretHash } = await transact(pool, async (db) => {
    const row = await selectDeviceById(db, id, true);
    if (!row || !(await mayManage(db, manager, row))) throw refuse(404, 'unknown-device', id);
    if (row.revokedAt === null) {
      await updateRevoked(db, id, at, manager.name);
      await appendAudit(db, at, who, { act: 'revoke-device', noun: 'devices', thing: id, said: { kind: row.kind, name: row.name } }); // prettier-ignore
    }
    return { device: showDevice((await selectDeviceById(db, id))!), secretHash: row.secretHash };
  });
  if (secretHash) hub.endOf(secretHash);
  return device;
}
