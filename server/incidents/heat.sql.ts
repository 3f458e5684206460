import type { Scope } from '#data/access/scope.ts';
import type { PackedHeat } from '#data/wire/heat-packed.ts';
import { IN_AREA, scopeCondition } from '#server/access/scope.sql.ts';
import type { Db } from '#server/db/database.ts';

/** Of each incident: seconds, severity, lattice x and y, four bytes each. */
const ROW_BYTES = 16;

/**
 * Incidents that have a place and were reported in (from, until], the newest `most`, oldest first, and how many there
 * are in all. The database hands them over as one value: rows would hold up this process for longer than a frame.
 */
export async function selectHeat(
  db: Db,
  from: Date,
  until: Date,
  most: number,
  scope: Scope,
): Promise<Omit<PackedHeat, 'untilMs'>> {
  const { sql, values } = scopeCondition(scope, IN_AREA, 4);
  const { rows } = await db.query<{ packed: Buffer | null; count: number }>(
    `WITH newest AS (
       SELECT reported_at, id, severity, geom FROM incidents
       WHERE reported_at > $1 AND reported_at <= $2 AND geom IS NOT NULL AND ${sql} ORDER BY reported_at DESC, id DESC LIMIT $3
     )
     SELECT count(*)::integer AS count,
       string_agg(
         int4send(floor(extract(epoch FROM reported_at))::integer) || int4send(severity)
           || int4send(round(ST_X(geom) * 1e7)::integer) || int4send(round(ST_Y(geom) * 1e7)::integer),
         ''::bytea ORDER BY reported_at, id) AS packed
     FROM newest`,
    [from, until, most, ...values],
  );
  const { packed, count } = rows[0]!;
  const held = {
    positions: new Int32Array(2 * count),
    reportedS: new Float64Array(count),
    severity: new Uint8Array(count),
  };
  for (let i = 0; i < count; i++) {
    const at = ROW_BYTES * i;
    held.reportedS[i] = packed!.readInt32BE(at);
    held.severity[i] = packed!.readInt32BE(at + 4);
    held.positions[2 * i] = packed!.readInt32BE(at + 8);
    held.positions[2 * i + 1] = packed!.readInt32BE(at + 12);
  }
  if (count < most) return { ...held, total: count };
  const those = scopeCondition(scope, IN_AREA, 3);
  const all = await db.query<{ total: number }>(
    `SELECT count(*)::integer AS total FROM incidents
     WHERE reported_at > $1 AND reported_at <= $2 AND geom IS NOT NULL AND ${those.sql}`,
    [from, until, ...those.values],
  );
  return { ...held, total: all.rows[0]!.total };
}
