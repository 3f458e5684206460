import type { Scope } from '#data/access/scope.ts';
import { TREND_DAYS } from '#data/wire/incident-counts.ts';
import { IN_AREA, scopeCondition } from '#server/access/scope.sql.ts';
import type { Db } from '#server/db/database.ts';

/** The period that an incident is in; null: in neither, but among the days of the trend. */
export type Period = 'now' | 'before' | null;

export interface CountedRows {
  timeZone: string;
  from: Date;
  before: Date;
  since: Date | null;
  /** Hours since 1970 as the clocks of the district have shown them, which a change of the clocks may repeat or skip. */
  nowHour: number;
  hours: [hour: number, period: Period, count: number][];
  categories: [key: string, period: Period, count: number][];
}

/**
 * Incidents reported up to `at`, counted by hour and by category. One statement, so that all counts are of one moment.
 * Of an area: those of it and all below it. What was attributed to borders that are gone is its last parent's.
 *
 * @param zone until the district says one
 * @param scope what the one who asks may see: of that `since` is the first one
 */
export async function selectIncidentCounts(
  db: Db,
  asked: { at: Date; zone: string; areaId: number | null; weeks: number },
  scope: Scope,
): Promise<CountedRows> {
  const seen = scopeCondition(scope, IN_AREA, 5);
  const { rows } = await db.query<CountedRows>(
    `WITH RECURSIVE clocks AS (
       SELECT district_zone($2) AS zone, $1::timestamptz AT TIME ZONE district_zone($2) AS shown
     ), span AS (
       SELECT zone, shown, (shown - make_interval(days => 7 * $4)) AT TIME ZONE zone AS starts,
         (shown - make_interval(days => 14 * $4)) AT TIME ZONE zone AS before,
         (date_trunc('day', shown) - interval '${TREND_DAYS - 1} days') AT TIME ZONE zone AS first_day
       FROM clocks
     ), known AS (
       SELECT DISTINCT ON (a.id) a.id, a.parent_id FROM areas a
       WHERE $3::integer IS NOT NULL
         AND a.from_edition <= (SELECT id FROM editions WHERE valid_from <= $1 AND NOT waits ORDER BY valid_from DESC LIMIT 1)
       ORDER BY a.id, a.from_edition DESC
     ), family AS (
       SELECT id FROM known WHERE id = $3 UNION SELECT k.id FROM known k JOIN family f ON k.parent_id = f.id
     ), these AS MATERIALIZED (
       SELECT i.category, floor(date_part('epoch', i.reported_at AT TIME ZONE s.zone) / 3600)::integer AS hour,
         CASE WHEN i.reported_at >= s.starts THEN 'now' WHEN i.reported_at >= s.before THEN 'before' END AS period
       FROM incidents i, span s
       WHERE i.reported_at >= least(s.before, s.first_day) AND i.reported_at <= $1
         -- Says to the planner how few of a long history these are.
         AND i.reported_at >= $1::timestamptz - make_interval(days => greatest(14 * $4, ${TREND_DAYS}) + 2)
         AND ($3::integer IS NULL OR i.area_id IN (SELECT id FROM family))
     ), counted AS MATERIALIZED (
       SELECT hour, category, period, count(*)::integer AS n, grouping(category) = 1 AS by_hour
       FROM these GROUP BY GROUPING SETS ((hour, period), (category, period))
     )
     SELECT zone AS "timeZone", starts AS "from", before, (SELECT min(reported_at) FROM incidents WHERE reported_at <= $1 AND ${seen.sql}) AS since,
       floor(date_part('epoch', shown) / 3600)::integer AS "nowHour",
       (SELECT coalesce(json_agg(json_build_array(hour, period, n)), '[]') FROM counted WHERE by_hour) AS hours,
       (SELECT coalesce(json_agg(json_build_array(category, period, n)), '[]') FROM counted WHERE NOT by_hour) AS categories
     FROM span`,
    [asked.at, asked.zone, asked.areaId, asked.weeks, ...seen.values],
  );
  return rows[0]!;
}
