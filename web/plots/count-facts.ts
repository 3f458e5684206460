import type { IncidentCounts } from '#data/wire/incident-counts.ts';

/** What a reader would make of counts. Pure. */

/** Monday is 0. */
export const isWeekend = (weekday: number): boolean => weekday >= 5;

/** Weekday of a calendar day YYYY-MM-DD, Monday 0. */
export function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** Records reach back over the whole period before: only then is it a measure of the one now. */
export function isComparable({ since, before }: Pick<IncidentCounts, 'since' | 'before'>): boolean {
  return since !== null && Date.parse(since) <= Date.parse(before);
}

/** Mean of each day and the `span` − 1 before it; null where those do not reach back so far, and of the days from `end` on. */
export function trailingMeans(
  values: readonly number[],
  span: number,
  start = 0,
  end = values.length,
): (number | null)[] {
  let sum = 0;
  return values.map((value, i) => {
    if (i < start || i >= end) return null;
    sum += value - (i - span >= start ? values[i - span]! : 0);
    return i - start + 1 < span ? null : sum / span;
  });
}

/** Where the most is: the first of such; null where all are 0. */
export function peakOf(values: readonly number[]): number | null {
  let at: number | null = null;
  values.forEach((value, i) => {
    if (value > (at === null ? 0 : values[at]!)) at = i;
  });
  return at;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Incidents a day, on workdays (Monday to Friday) and at weekends. */
export function dailyMeans(
  week: readonly (readonly number[])[],
  weeks: number,
): { workday: number; weekend: number } {
  const of = (weekend: boolean): number[] =>
    week.filter((_, day) => isWeekend(day) === weekend).map(sum);
  return { workday: sum(of(false)) / (5 * weeks), weekend: sum(of(true)) / (2 * weeks) };
}

/** The categories that have room, what is left added up in one line. */
export function shortenCategories(
  categories: IncidentCounts['categories'],
  room: number,
): {
  shown: IncidentCounts['categories'];
  rest: { kinds: number; count: number; countBefore: number } | null;
} {
  // prettier-ignore
  if (categories.length <= room) return { shown: categories, rest: null };
  const shown = categories.slice(0, Math.max(0, room - 1));
  const left = categories.slice(shown.length);
  return {
    shown,
    rest: {
      kinds: left.length,
      count: sum(left.map((c) => c.count)),
      countBefore: sum(left.map((c) => c.countBefore)),
    },
  };
}
