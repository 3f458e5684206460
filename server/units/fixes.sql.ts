import type pg from 'pg';
import { from } from 'pg-copy-streams';

import type { FixReason } from '#data/units/fix.ts';
import type { Duty } from '#data/units/judge-fix.ts';
import type { Unit, UnitKind } from '#data/units/unit.ts';
import type { Db } from '#server/db/database.ts';

import { encodeCopy } from './encode-copy.ts';

/** One row of the table `fixes`. Lattice integers of 1e-7°, ms since 1970. */
export interface FixRow {
  unitId: number;
  measuredMs: number;
  receivedMs: number;
  lngE7: number;
  latE7: number;
  accuracyM: number | null;
  speedMps: number | null;
  headingDeg: number | null;
  reason: FixReason | null;
}

/** All units, by id, with their present or last duty. */
export async function selectUnits(db: Db): Promise<{ unit: Unit; duty: Duty | null }[]> {
  const { rows } = await db.query<{
    id: number;
    code: string;
    kind: UnitKind;
    name: string;
    person_id: number | null;
    home_area_id: number | null;
    on_duty: boolean;
    from_ms: number | null;
    until_ms: number | null;
  }>(
    `SELECT u.id, u.code, u.kind, u.name, u.person_id, u.home_area_id, u.on_duty,
       (extract(epoch FROM CASE WHEN u.on_duty THEN u.duty_from ELSE d.from_at END) * 1000)::float8 AS from_ms,
       (extract(epoch FROM d.until_at) * 1000)::float8 AS until_ms
     FROM units u
     LEFT JOIN LATERAL (SELECT from_at, until_at FROM duties
       WHERE unit_id = u.id ORDER BY until_at DESC LIMIT 1) d ON NOT u.on_duty
     ORDER BY u.id`,
  );
  return rows.map((row) => ({
    unit: {
      id: row.id,
      code: row.code,
      kind: row.kind,
      name: row.name,
      personId: row.person_id,
      homeAreaId: row.home_area_id,
      onDuty: row.on_duty,
    },
    duty: row.from_ms === null ? null : { fromMs: row.from_ms, untilMs: row.until_ms },
  }));
}

interface StoredFix {
  unit_id: number;
  measured_ms: number;
  received_ms: number;
  lng_e7: number;
  lat_e7: number;
  accuracy_m: number | null;
  speed_mps: number | null;
  heading_deg: number | null;
  reason: FixReason | null;
}
const COLUMNS = `f.unit_id, (extract(epoch FROM f.measured_at) * 1000)::float8 AS measured_ms,
  (extract(epoch FROM f.received_at) * 1000)::float8 AS received_ms,
  f.lng_e7, f.lat_e7, f.accuracy_m, f.speed_mps, f.heading_deg, f.reason`;

function toRow(stored: StoredFix): FixRow {
  return {
    unitId: stored.unit_id,
    measuredMs: stored.measured_ms,
    receivedMs: stored.received_ms,
    lngE7: stored.lng_e7,
    latE7: stored.lat_e7,
    accuracyM: stored.accuracy_m,
    speedMps: stored.speed_mps,
    headingDeg: stored.heading_deg,
    reason: stored.reason,
  };
}

/**
 * Of each unit that has any, the newest fix that moved its dot (or, with none, the newest of all, whose
 * reason says so) and the newest time of measurement that is in the history. One step back in the key of
 * the newest day for each unit, not a scan of the days.
 */
export async function selectNewestFixes(db: Db): Promise<{ row: FixRow; seenMs: number }[]> {
  const { rows } = await db.query<StoredFix & { seen_ms: number }>(
    `SELECT ${COLUMNS}, (extract(epoch FROM s.measured_at) * 1000)::float8 AS seen_ms
     FROM units u
     CROSS JOIN LATERAL (SELECT * FROM fixes WHERE unit_id = u.id
       ORDER BY measured_at DESC LIMIT 1) s
     CROSS JOIN LATERAL (
       (SELECT *, 0 AS turn FROM fixes WHERE unit_id = u.id AND reason IS NULL
         ORDER BY measured_at DESC LIMIT 1)
       UNION ALL (SELECT s.*, 1) ORDER BY turn LIMIT 1) f`,
  );
  return rows.map((row) => ({ row: toRow(row), seenMs: row.seen_ms }));
}

/** Write rows by COPY in PostgreSQL's binary format. A row that is there already throws 23505. */
export async function copyFixes(db: pg.ClientBase, rows: readonly FixRow[]): Promise<void> {
  const bytes = encodeCopy(rows);
  const sink = db.query(
    from(`COPY fixes (unit_id, measured_at, received_at, lng_e7, lat_e7,
      accuracy_m, speed_mps, heading_deg, reason) FROM STDIN (FORMAT binary)`),
  );
  await new Promise<void>((resolve, reject) => {
    sink.once('error', reject);
    sink.once('finish', resolve);
    sink.end(bytes);
  });
}

/** Write rows of which some may be there already; answers those that were not, in any order. */
export async function insertFixes(
  db: Db,
  rows: readonly FixRow[],
): Promise<{ unitId: number; measuredMs: number }[]> {
  const result = await db.query<{ unit_id: number; measured_ms: number }>(
    `INSERT INTO fixes AS f (unit_id, measured_at, received_at, lng_e7, lat_e7,
       accuracy_m, speed_mps, heading_deg, reason)
     SELECT unit_id, 'epoch'::timestamptz + measured_ms * interval '1 millisecond',
       'epoch'::timestamptz + received_ms * interval '1 millisecond', lng_e7, lat_e7,
       accuracy_m, speed_mps, heading_deg, reason
     FROM unnest($1::int[], $2::float8[], $3::float8[], $4::int[], $5::int[], $6::real[],
       $7::real[], $8::real[], $9::text[])
       AS t (unit_id, measured_ms, received_ms, lng_e7, lat_e7, accuracy_m, speed_mps,
         heading_deg, reason)
     ON CONFLICT DO NOTHING
     RETURNING unit_id, (extract(epoch FROM measured_at) * 1000)::float8 AS measured_ms`,
    [
      rows.map((row) => row.unitId),
      rows.map((row) => row.measuredMs),
      rows.map((row) => row.receivedMs),
      rows.map((row) => row.lngE7),
      rows.map((row) => row.latE7),
      rows.map((row) => row.accuracyM),
      rows.map((row) => row.speedMps),
      rows.map((row) => row.headingDeg),
      rows.map((row) => row.reason),
    ],
  );
  return result.rows.map((row) => ({ unitId: row.unit_id, measuredMs: row.measured_ms }));
}

/** Make the tables of the days first … last (YYYY-MM-DD, UTC) where they are missing. */
export async function ensureFixDays(db: Db, first: string, last: string): Promise<void> {
  await db.query('SELECT ensure_fix_days($1::date, $2::date)', [first, last]);
}

/** Drop the tables of the days before one; answers how many. */
export async function dropFixDays(db: Db, before: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>('SELECT drop_fix_days($1::date) AS n', [before]);
  return rows[0]!.n;
}

/** A fix that was measured on duty. */
type DutyFix = FixRow & { reason: Exclude<FixReason, 'off-duty'> | null };

/**
 * A unit's fixes measured on duty, from one moment up to, not including, another, oldest first, at most `limit`. What was
 * judged to be off duty stays so, though it should lie in a duty that a clock ahead of ours began.
 */
export async function selectTrack(
  db: Db,
  unitId: number,
  from: Date,
  until: Date,
  limit: number,
): Promise<DutyFix[]> {
  const { rows } = await db.query<StoredFix>(
    `WITH on_duty AS MATERIALIZED (
       SELECT from_at, until_at FROM duties WHERE unit_id = $1 AND until_at >= $2 AND from_at < $3
       UNION ALL SELECT duty_from, 'infinity' FROM units WHERE id = $1 AND on_duty
     )
     SELECT ${COLUMNS} FROM fixes f
     WHERE f.unit_id = $1 AND f.measured_at >= $2 AND f.measured_at < $3 AND f.reason IS DISTINCT FROM 'off-duty'
       AND EXISTS (SELECT FROM on_duty d WHERE f.measured_at BETWEEN d.from_at AND d.until_at)
     ORDER BY f.measured_at LIMIT $4`,
    [unitId, from, until, limit],
  );
  return rows.map((row) => toRow(row) as DutyFix);
}

/** The two moments between which a local day lies. */
export async function selectDayBounds(
  db: Db,
  day: string,
  timeZone: string,
): Promise<{ from: Date; until: Date }> {
  const { rows } = await db.query<{ from: Date; until: Date }>(
    `SELECT $1::date::timestamp AT TIME ZONE $2 AS from,
       ($1::date + 1)::timestamp AT TIME ZONE $2 AS until`,
    [day, timeZone],
  );
  return rows[0]!;
}

/**
 * Put a unit on duty or off at a moment, and keep the duty that has ended; false when it was so already, or when there is
 * no such unit.
 */
export async function updateDuty(
  db: Db,
  unitId: number,
  onDuty: boolean,
  at: Date,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `WITH was AS (
       SELECT id, on_duty, duty_from FROM units WHERE id = $1 AND on_duty <> $2 FOR UPDATE
     ), ended AS (
       INSERT INTO duties AS d (unit_id, from_at, until_at) SELECT id, duty_from, greatest($3, duty_from) FROM was WHERE on_duty
       ON CONFLICT (unit_id, from_at) DO UPDATE SET until_at = greatest(d.until_at, excluded.until_at)
     )
     UPDATE units u SET on_duty = $2, duty_from = CASE WHEN $2 THEN $3 ELSE u.duty_from END FROM was WHERE u.id = was.id`,
    [unitId, onDuty, at],
  );
  return rowCount === 1;
}

/** Units are responsible for other areas than before. */
export async function updateHomes(
  db: Db,
  moves: readonly { from: number; to: number }[],
): Promise<void> {
  await db.query(
    `UPDATE units u SET home_area_id = n.to_id FROM unnest($1::integer[], $2::integer[]) AS n (from_id, to_id)
     WHERE u.home_area_id = n.from_id`,
    [moves.map(({ from }) => from), moves.map(({ to }) => to)],
  );
}
