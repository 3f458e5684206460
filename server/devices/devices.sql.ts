import type {
  Device,
  DeviceKind,
  DevicePurpose,
  DeviceTarget,
  DeviceTargets,
} from '#data/devices/device.ts';
import type { ScopeColumns } from '#server/access/scope.sql.ts';
import type { Db } from '#server/db/database.ts';

/** A device with where it lies; times as they are. */
export type DeviceRow = Omit<Device, 'madeAt' | 'usedAt' | 'revokedAt'> & {
  madeAt: Date;
  usedAt: Date | null;
  revokedAt: Date | null;
  secretHash: Buffer | null;
  /** The wall's, or that of the area that the tracker's unit is responsible for. */
  liesIn: number | null;
  /** Who carries the unit. */
  personId: number | null;
};

const LIES_IN = 'coalesce(d.area_id, u.home_area_id)';
const SELECT = `SELECT d.id, d.kind, d.name, d.purpose, d.area_id AS "areaId", a.name AS "areaName", a.name_en AS "areaNameEn", d.visitor_safe AS "visitorSafe",
    u.code AS "unitCode", u.name AS "unitName", d.made_at AS "madeAt", d.made_by AS "madeBy", d.used_at AS "usedAt",
    d.revoked_at AS "revokedAt", d.revoked_by AS "revokedBy", d.secret_hash AS "secretHash", ${LIES_IN} AS "liesIn",
    u.person_id AS "personId"
  FROM devices d LEFT JOIN units u ON u.id = d.unit_id
  LEFT JOIN LATERAL (
    SELECT name, name_en FROM areas WHERE id = d.area_id ORDER BY from_edition DESC LIMIT 1
  ) a ON TRUE`;

/** Which columns say where a device lies. */
export const DEVICE_COLUMNS: ScopeColumns = {
  area: LIES_IN,
  organisation: null,
  building: null,
  people: 'array_remove(ARRAY[u.person_id], NULL)',
};

/** What is asked for of the list. */
export interface DeviceQuery {
  q: string;
  kind: DeviceKind | null;
  /** Those that may be used, those that may not; null for both. */
  revoked: boolean | null;
  before: string | null;
  limit: number;
}

/** Devices in a scope, the one made last first. `scope` takes its values from $6 on. */
export async function selectDevices(
  db: Db,
  asked: DeviceQuery,
  scope: { sql: string; values: unknown[] },
): Promise<DeviceRow[]> {
  const { q, kind, revoked, before, limit } = asked;
  const { rows } = await db.query<DeviceRow>(
    `${SELECT}
     WHERE ($1 = '' OR strpos(lower(concat_ws(' ', d.name, u.code, u.name, a.name, a.name_en)), lower($1)) > 0)
       AND ($2::text IS NULL OR d.kind = $2) AND ($3::boolean IS NULL OR (d.revoked_at IS NOT NULL) = $3)
       AND ($4::uuid IS NULL OR (d.made_at, d.id) < (SELECT b."madeAt", b.id FROM (${SELECT} WHERE d.id = $4 AND ${scope.sql}) AS b))
       AND ${scope.sql}
     ORDER BY d.made_at DESC, d.id DESC LIMIT $5`,
    [q, kind, revoked, before, limit, ...scope.values],
  );
  return rows;
}
export const SCOPE_FROM = 6;

/** One device; `lock` holds it until the transaction ends. */
export async function selectDeviceById(
  db: Db,
  id: string,
  lock = false,
): Promise<DeviceRow | null> {
  // prettier-ignore
  const { rows } = await db.query<DeviceRow>(`${SELECT} WHERE d.id = $1${lock ? ' FOR UPDATE OF d' : ''}`, [id]); // prettier-ignore
  return rows[0] ?? null;
}

/** A new device. */
export async function insertDevice(
  db: Db,
  device: {
    id: string;
    kind: DeviceKind;
    name: string;
    purpose?: DevicePurpose;
    areaId?: number | null;
    visitorSafe?: boolean;
    unitId?: number;
    secretHash?: Buffer;
    at: Date;
    by: string;
  },
): Promise<void> {
  const { id, kind, name, purpose, areaId, visitorSafe, unitId, secretHash, at, by } = device;
  await db.query(
    `INSERT INTO devices (id, kind, name, purpose, area_id, unit_id, secret_hash, made_at, made_by, visitor_safe)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      kind,
      name,
      purpose ?? null,
      areaId ?? null,
      unitId ?? null,
      secretHash ?? null,
      at,
      by,
      visitorSafe ?? false,
    ],
  );
}

/** Visitors see it from now on, or do not. */
export async function updateVisitorSafe(db: Db, id: string, visitorSafe: boolean): Promise<void> {
  await db.query('UPDATE devices SET visitor_safe = $2 WHERE id = $1', [id, visitorSafe]);
}

/** It may not be used any more. */
export async function updateRevoked(db: Db, id: string, at: Date, by: string): Promise<void> {
  await db.query('UPDATE devices SET revoked_at = $2, revoked_by = $3 WHERE id = $1', [id, at, by]);
}

/** The unit whose fixes the tracker of a token may add, and when it was last used; null where it may not be used. */
export async function selectTracker(
  db: Db,
  secretHash: Buffer,
): Promise<{ id: string; unitId: number; usedAt: Date | null } | null> {
  const { rows } = await db.query<{ id: string; unitId: number; usedAt: Date | null }>(
    `SELECT id, unit_id AS "unitId", used_at AS "usedAt" FROM devices
     WHERE secret_hash = $1 AND kind = 'tracker' AND revoked_at IS NULL`,
    [secretHash],
  );
  return rows[0] ?? null;
}

/** When a wall of a secret was revoked, and how it was called; null where it was not. */
export async function selectRevokedWall(
  db: Db,
  secretHash: Buffer,
): Promise<{ name: string; revokedAt: Date } | null> {
  const { rows } = await db.query<{ name: string; revokedAt: Date }>(
    `SELECT name, revoked_at AS "revokedAt" FROM devices
     WHERE secret_hash = $1 AND kind = 'wall' AND revoked_at IS NOT NULL`,
    [secretHash],
  );
  return rows[0] ?? null;
}

/** Whether there is an area in force of an id. */
export async function selectHasArea(db: Db, id: number): Promise<boolean> {
  const { rows } = await db.query('SELECT 1 FROM area_parents() WHERE area_id = $1', [id]);
  return rows.length > 0;
}

/** Walls of areas that are no more look at what these went to. */
export async function updateAreas(
  db: Db,
  moves: readonly { from: number; to: number }[],
): Promise<void> {
  // prettier-ignore
  await db.query(
    `UPDATE devices d SET area_id = n.to_id FROM unnest($1::integer[], $2::integer[]) AS n (from_id, to_id)
     WHERE d.area_id = n.from_id`,
    [moves.map(({ from }) => from), moves.map(({ to }) => to)],
  );
}

const TARGETS: Record<DeviceTargets, { from: string; columns: ScopeColumns }> = {
  areas: {
    from: `SELECT DISTINCT ON (a.id) a.id, a.code, a.name, a.name_en, a.level AS rank
      FROM areas a JOIN editions e ON e.id = a.from_edition WHERE NOT e.waits ORDER BY a.id, e.valid_from DESC`,
    columns: { area: 't.id', organisation: null, building: null, people: null },
  },
  units: {
    from: 'SELECT id, code, name, NULL AS name_en, 0 AS rank, home_area_id FROM units',
    columns: { area: 't.home_area_id', organisation: null, building: null, people: null },
  },
};

/** Which columns say where what a device can be of lies. */
export function targetColumns(noun: DeviceTargets): ScopeColumns {
  return TARGETS[noun].columns;
}

/** What a device can be of, in a scope, by a part of its code or its name, wide areas first. `scope` takes its values from $3 on. */
export async function selectTargets(
  db: Db,
  noun: DeviceTargets,
  q: string,
  limit: number,
  scope: { sql: string; values: unknown[] },
): Promise<DeviceTarget[]> {
  const { rows } = await db.query<DeviceTarget>(
    `SELECT t.id, t.code, t.name, t.name_en AS "nameEn" FROM (${TARGETS[noun].from}) t
     WHERE ($1 = '' OR strpos(lower(concat_ws(' ', t.code, t.name, t.name_en)), lower($1)) > 0) AND ${scope.sql}
     ORDER BY t.rank, t.code LIMIT $2`,
    [q, limit, ...scope.values],
  );
  return rows;
}
export const TARGET_SCOPE_FROM = 3;
