import type { Device } from '#data/devices/device.ts';
import type { Db } from '#server/db/database.ts';

import { selectDevices, type DeviceQuery } from './devices.sql.ts';
import { managedBy, type Manager } from './may-manage.ts';
import { showDevice } from './show-device.ts';

/** The devices that somebody manages, page by page, the one made last first. */
export async function listDevices(
  db: Db,
  manager: Manager,
  asked: DeviceQuery,
): Promise<{ devices: Device[]; more: boolean }> {
  const rows = await selectDevices(db, { ...asked, limit: asked.limit + 1 }, await managedBy(db, manager)); // prettier-ignore
  return { devices: rows.slice(0, asked.limit).map(showDevice), more: rows.length > asked.limit };
}
