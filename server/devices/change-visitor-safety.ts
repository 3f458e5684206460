import type { Device } from '#data/devices/device.ts';
import { appendAudit } from '#server/audit/append-audit.ts';
import { transact } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import type { Ask } from '#server/session/session.ts';

import { selectDeviceById, updateVisitorSafe } from './devices.sql.ts';
import { mayManage, type Manager } from './may-manage.ts';
import { showDevice } from './show-device.ts';

/**
 * Visitors see a wall from now on, or do not. Its open connections are told by what it may see then; saying what is so
 * already changes nothing.
 *
 * @throws Refusal 404 unknown-device, also for one that lies beyond the posts of who asks, was revoked or is no wall
 */
export async function changeVisitorSafety(
  { at, who }: Ask,
  { pool }: Pick<Deps, 'pool'>,
  manager: Manager,
  id: string,
  visitorSafe: boolean,
): Promise<Device> {
  return transact(pool, async (db) => {
    const row = await selectDeviceById(db, id, true);
    const isThere = row?.kind === 'wall' && row.revokedAt === null;
    if (!isThere || !(await mayManage(db, manager, row))) throw refuse(404, 'unknown-device', id);
    if (row.visitorSafe !== visitorSafe) {
      await updateVisitorSafe(db, id, visitorSafe);
      const said = { before: { visitorSafe: row.visitorSafe }, after: { visitorSafe } };
      await appendAudit(db, at, who, { act: 'change-device', noun: 'devices', thing: id, said });
    }
    return showDevice((await selectDeviceById(db, id))!);
  });
}
