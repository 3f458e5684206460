import type { Device } from '#data/devices/device.ts';

import type { DeviceRow } from './devices.sql.ts';

/** A device as it goes out: nothing of its token, and whose its unit is not told. */
export function showDevice(row: DeviceRow): Device {
  const { secretHash: _, liesIn: __, personId: ___, madeAt, usedAt, revokedAt, ...rest } = row;
  return {
    ...rest,
    madeAt: madeAt.toISOString(),
    usedAt: usedAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  };
}
