import type { Scope } from '#data/access/scope.ts';
import type { Entry, Incident, IncidentState, Severity } from '#data/incidents/incident.ts';
import type { Change } from '#data/wire/messages.ts';
import { IN_AREA, scopeCondition } from '#server/access/scope.sql.ts';
import type { Db } from '#server/db/database.ts';
import type { StoredChange } from '#server/live/publish.ts';

type IncidentChange = Extract<Change, { noun: 'incidents' }>;

interface IncidentRow extends Omit<Incident, 'reportedAt' | 'closedAt'> {
  reportedAt: Date;
  closedAt: Date | null;
}

const COLUMNS = `id, no, category, severity, title, description, address,
  CASE WHEN geom IS NULL THEN NULL ELSE json_build_array(ST_X(geom), ST_Y(geom)) END AS at,
  area_id AS "areaId", edition_id AS "editionId", origin, reported_at AS "reportedAt", state, revision, closed_at AS "closedAt"`;

function fromRow(row: IncidentRow): Incident {
  return {
    ...row,
    reportedAt: row.reportedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
  };
}

/** Severity of a category; null where there is no such category. */
export async function selectSeverity(db: Db, category: string): Promise<Severity | null> {
  const { rows } = await db.query<{ severity: Severity }>(
    'SELECT severity FROM categories WHERE key = $1',
    [category],
  );
  return rows[0]?.severity ?? null;
}

/** A change as it was stored, for who tells the consoles. */
function asStored(row: { no: string; epoch: string; stored: IncidentChange }): StoredChange & {
  change: IncidentChange;
} {
  return { no: Number(row.no), epoch: row.epoch, change: row.stored };
}

/** What report_incident throws where the borders that placed an incident are not those in force. */
const EDITION_MOVED_ON = 'JW001';

/**
 * Store a new incident under the next number of its day, its first entry, its precincts and its change, in one
 * statement; null where the id is there already, and a word where it was placed by an edition (`placedBy`, null for
 * none) that is not in force at the time of the report. Committed by itself when it is given the pool.
 */
export async function reportIncident(
  db: Db,
  incident: Incident,
  entry: Entry,
  placedBy: number | null,
  zone: string,
): Promise<(StoredChange & { change: IncidentChange }) | 'edition-moved-on' | null> {
  try {
    const { rows } = await db.query<{ no: string; epoch: string; stored: IncidentChange }>({
      name: 'report-incident',
      text: 'SELECT no, epoch, stored FROM report_incident($1, $2, $3, $4) WHERE no IS NOT NULL',
      values: [JSON.stringify(incident), JSON.stringify(entry), placedBy, zone],
    });
    return rows[0] ? asStored(rows[0]) : null;
  } catch (error) {
    if ((error as { code?: string }).code === EDITION_MOVED_ON) return 'edition-moved-on';
    throw error;
  }
}

/** Whoever reports waits until the transaction ends, and what was reported before is seen. */
export async function lockReports(db: Db): Promise<void> {
  await db.query(`SELECT pg_advisory_xact_lock(hashtext('jingwei incident numbers'))`);
}

/** An incident by id; `lock` holds it until the transaction ends. */
export async function selectIncident(db: Db, id: string, lock = false): Promise<Incident | null> {
  const { rows } = await db.query<IncidentRow>(
    `SELECT ${COLUMNS} FROM incidents WHERE id = $1 ${lock ? 'FOR UPDATE' : ''}`,
    [id],
  );
  return rows[0] ? fromRow(rows[0]) : null;
}

/** Store what a step made of an incident, and its entry. */
export async function updateIncident(db: Db, incident: Incident, entry: Entry): Promise<void> {
  await db.query(
    `WITH moved AS (
       UPDATE incidents SET state = $2, revision = $3, closed_at = $4 WHERE id = $1 RETURNING id
     )
     INSERT INTO entries (incident_id, revision, step, at, actor, note) SELECT id, $3, $5, $6, $7, $8 FROM moved`,
    [
      incident.id,
      incident.state,
      incident.revision,
      incident.closedAt,
      entry.step,
      entry.at,
      entry.actor,
      entry.note,
    ],
  );
}

/** The log of an incident, oldest first. */
export async function selectEntries(db: Db, id: string): Promise<Entry[]> {
  const { rows } = await db.query<Omit<Entry, 'at'> & { at: Date }>(
    'SELECT revision, step, at, actor, note FROM entries WHERE incident_id = $1 ORDER BY revision',
    [id],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** Incidents, the newest first; those reported before the one of `before`, at most `limit`. */
export async function selectIncidents(
  db: Db,
  asked: { state: IncidentState | null; before: string | null; limit: number },
  scope: Scope,
): Promise<Incident[]> {
  const { sql, values } = scopeCondition(scope, IN_AREA, 4);
  const { rows } = await db.query<IncidentRow>(
    `SELECT ${COLUMNS} FROM incidents
     WHERE ($1::text IS NULL OR state = $1)
       AND ($2::uuid IS NULL OR (reported_at, id) < (SELECT reported_at, id FROM incidents WHERE id = $2))
       AND ${sql}
     ORDER BY reported_at DESC, id DESC LIMIT $3`,
    [asked.state, asked.before, asked.limit, ...values],
  );
  return rows.map(fromRow);
}

/**
 * Incidents closed on a day of the district, the last one closed first; those closed before the one of `before`, at most
 * `limit`.
 *
 * @param asked.day YYYY-MM-DD; null is the day of `at`
 */
export async function selectClosedOn(
  db: Db,
  at: Date,
  asked: { day: string | null; before: string | null; limit: number },
  zone: string,
  scope: Scope,
): Promise<Incident[]> {
  const { sql, values } = scopeCondition(scope, IN_AREA, 6);
  const { rows } = await db.query<IncidentRow>(
    `WITH day AS (
       SELECT z.zone, coalesce($1::timestamp, date_trunc('day', $2::timestamptz AT TIME ZONE z.zone)) AS begins
       FROM (SELECT district_zone($3) AS zone) z
     )
     SELECT ${COLUMNS} FROM incidents
     WHERE state = 'closed'
       AND closed_at >= (SELECT begins AT TIME ZONE zone FROM day)
       AND closed_at < (SELECT (begins + interval '1 day') AT TIME ZONE zone FROM day)
       AND ($4::uuid IS NULL OR (closed_at, id) < (SELECT closed_at, id FROM incidents WHERE id = $4))
       AND ${sql}
     ORDER BY closed_at DESC, id DESC LIMIT $5`,
    [asked.day, at, zone, asked.before, asked.limit, ...values],
  );
  return rows.map(fromRow);
}

/**
 * Append the change that a step was, with the figures that hold with it. Last in the transaction, as every appending:
 * the stream is locked until it ends.
 *
 * @param before the incident as it was
 */
export async function appendStep(
  db: Db,
  at: Date,
  before: Incident,
  incident: Incident,
  zone: string,
): Promise<StoredChange> {
  const payload = { noun: 'incidents', kind: 'stepped', at: at.toISOString(), incident };
  const { rows } = await db.query<{ no: string; epoch: string; stored: IncidentChange }>(
    `SELECT no, epoch, stored FROM append_incident_change($1, 'stepped', $2, $3, district_zone($4))`,
    [at, JSON.stringify(payload), JSON.stringify(before), zone],
  );
  return asStored(rows[0]!);
}
