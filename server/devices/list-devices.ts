import type { Device, DeviceTarget, DeviceTargets } from '#data/devices/device.ts';
import type { Db } from '#server/db/database.ts';

import {
  DEVICE_COLUMNS,
  SCOPE_FROM,
  selectDevices,
  selectTargets,
  TARGET_SCOPE_FROM,
  targetColumns,
  type DeviceQuery,
} from './devices.sql.ts';
import { managedBy, type Manager } from './may-manage.ts';
import { showDevice } from './show-device.ts';

/** The devices that somebody manages, page by page, the one made last first. */
export async function listDevices(
  db: Db,
  manager: Manager,
  asked: DeviceQuery,
): Promise<{ devices: Device[]; more: boolean }> {
  const scope = await managedBy(db, manager, DEVICE_COLUMNS, SCOPE_FROM);
  const rows = await selectDevices(db, { ...asked, limit: asked.limit + 1 }, scope);
  return { devices: rows.slice(0, asked.limit).map(showDevice), more: rows.length > asked.limit };
}

/** What a new device can be of: areas that walls look at, units of trackers; the first of those that are like a text. */
export async function listTargets(
  db: Db,
  manager: Manager,
  noun: DeviceTargets,
  q: string,
  limit: number,
): Promise<DeviceTarget[]> {
  const scope = await managedBy(db, manager, targetColumns(noun), TARGET_SCOPE_FROM);
  return selectTargets(db, noun, q, limit, scope);
}
