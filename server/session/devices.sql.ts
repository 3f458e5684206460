import type { DevicePurpose } from '#data/devices/device.ts';
import type { Db } from '#server/db/database.ts';

/** A device that may be used, as far as it says what it may. */
export interface StoredDevice {
  id: string;
  name: string;
  areaId: number | null;
  purpose: DevicePurpose | null;
  visitorSafe: boolean;
  madeAt: Date;
  usedAt: Date | null;
}

/** The wall or integration of a secret that is not revoked; null for none. */
export async function selectDevice(
  db: Db,
  kind: 'wall' | 'integration',
  secretHash: Buffer,
): Promise<StoredDevice | null> {
  const { rows } = await db.query<StoredDevice>(
    `SELECT id, name, area_id AS "areaId", purpose, visitor_safe AS "visitorSafe", made_at AS "madeAt", used_at AS "usedAt"
     FROM devices WHERE secret_hash = $2 AND kind = $1 AND revoked_at IS NULL`,
    [kind, secretHash],
  );
  return rows[0] ?? null;
}

/** It was used again. */
export async function updateUsed(db: Db, id: string, at: Date): Promise<void> {
  await db.query(
    'UPDATE devices SET used_at = $2 WHERE id = $1 AND (used_at IS NULL OR used_at < $2)',
    [id, at],
  );
}
