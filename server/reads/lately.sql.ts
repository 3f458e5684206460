import type { Scope } from '#data/access/scope.ts';
import { LATELY_COUNT_MAX, type IncidentLine } from '#data/wire/about.ts';
import { IN_AREA, scopeCondition } from '#server/access/scope.sql.ts';
import type { Db } from '#server/db/database.ts';

/** Which incidents: those of cells, or those around a place. */
export type Where =
  { cells: readonly number[] } | { at: readonly [number, number]; withinM: number };

interface LatelyAsked {
  where: Where;
  from: Date;
  until: Date;
  /** The incident that is asked about: it is not what else happened. */
  but: string | null;
  limit: number;
}

/** Incidents reported in [from, until], the newest first, and how many there are, up to LATELY_COUNT_MAX. */
export async function selectLately(
  db: Db,
  scope: Scope,
  asked: LatelyAsked,
): Promise<{ incidents: IncidentLine[]; count: number }> {
  const { where, from, until, but, limit } = asked;
  const inTime = 'reported_at >= $1 AND reported_at <= $2 AND ($3::uuid IS NULL OR id <> $3)';
  const [those, place] =
    'cells' in where
      ? [`${inTime} AND area_id = ANY ($4)`, [where.cells]]
      : [
          `${inTime} AND geom && ST_Expand(ST_SetSRID(ST_MakePoint($4, $5), 4490), $6 / 111000.0 / cos(radians($5)), $6 / 110000.0)
           AND ST_DWithin(geom::geography, ST_SetSRID(ST_MakePoint($4, $5), 4490)::geography, $6)`,
          [...where.at, where.withinM],
        ];
  const seen = scopeCondition(scope, IN_AREA, 4 + place.length);
  const values = [from, until, but, ...place, ...seen.values];
  const { rows } = await db.query<Omit<IncidentLine, 'reportedAt'> & { reportedAt: Date }>(
    `SELECT id, no, category, severity, title, CASE WHEN geom IS NULL THEN NULL ELSE json_build_array(ST_X(geom), ST_Y(geom)) END AS at,
       state, reported_at AS "reportedAt"
     FROM incidents WHERE ${those} AND ${seen.sql} ORDER BY reported_at DESC, id DESC LIMIT $${values.length + 1}`,
    [...values, limit],
  );
  const incidents = rows.map((row) => ({ ...row, reportedAt: row.reportedAt.toISOString() }));
  if (incidents.length < limit) return { incidents, count: incidents.length };
  const counted = await db.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM (SELECT FROM incidents WHERE ${those} AND ${seen.sql} LIMIT ${LATELY_COUNT_MAX}) these`,
    values,
  );
  return { incidents, count: counted.rows[0]!.count };
}
