import type pg from 'pg';

import { TREND_DAYS, type CountedWeeks, type IncidentCounts } from '#data/wire/incident-counts.ts';
import type { Ask } from '#server/session/session.ts';

import { selectIncidentCounts, type CountedRows } from './incident-counts.sql.ts';

/** Incidents of an area and all below it (null: of the district), by day, by hour of the week and by category. */
export async function readIncidentCounts(
  ask: Ask,
  pool: pg.Pool,
  asked: { zone: string; areaId: number | null; weeks: CountedWeeks },
): Promise<IncidentCounts> {
  const scope = ask.session.scopeOf('see-incidents');
  const rows = await selectIncidentCounts(pool, { at: ask.at, ...asked }, scope);
  const categories = byCategory(rows.categories);
  const all = (of: 'count' | 'countBefore') => categories.reduce((sum, c) => sum + c[of], 0);
  return {
    areaId: asked.areaId,
    weeks: asked.weeks,
    timeZone: rows.timeZone,
    at: ask.at.toISOString(),
    from: rows.from.toISOString(),
    before: rows.before.toISOString(),
    since: rows.since?.toISOString() ?? null,
    count: all('count'),
    countBefore: all('countBefore'),
    days: byDay(rows),
    week: byWeek(rows.hours, 'now'),
    weekBefore: byWeek(rows.hours, 'before'),
    categories,
  };
}

function byDay({ hours, nowHour }: CountedRows): IncidentCounts['days'] {
  const last = Math.floor(nowHour / 24);
  const counts = new Map<number, number>();
  for (const [hour, , n] of hours) {
    const day = Math.floor(hour / 24);
    counts.set(day, (counts.get(day) ?? 0) + n);
  }
  return Array.from({ length: TREND_DAYS }, (_, i) => {
    const day = last - TREND_DAYS + 1 + i;
    const name = new Date(day * 86_400_000).toISOString().slice(0, 10);
    return { day: name, count: counts.get(day) ?? 0 };
  });
}

function byWeek(hours: CountedRows['hours'], wanted: 'now' | 'before'): number[][] {
  const week = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
  for (const [hour, period, n] of hours) {
    if (period !== wanted) continue;
    const day = Math.floor(hour / 24);
    // The 1st of January 1970 was a Thursday.
    week[(((day + 3) % 7) + 7) % 7]![hour - 24 * day]! += n;
  }
  return week;
}

function byCategory(rows: CountedRows['categories']): IncidentCounts['categories'] {
  const found = new Map<string, IncidentCounts['categories'][number]>();
  for (const [key, period, n] of rows) {
    if (period === null) continue;
    const one = found.get(key) ?? { key, count: 0, countBefore: 0 };
    one[period === 'now' ? 'count' : 'countBefore'] += n;
    found.set(key, one);
  }
  return [...found.values()].sort(
    (a, b) => b.count - a.count || b.countBefore - a.countBefore || (a.key < b.key ? -1 : 1),
  );
}
