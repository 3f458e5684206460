const DAY_MS = 86_400_000;

/** The days of fixes that are kept, as UTC dates and as the two moments between which they lie. */
export interface KeptDays {
  first: string;
  last: string;
  fromMs: number;
  untilMs: number;
}

/** `days` before the day of `at`, that day, and the next: a phone's clock may be ahead. */
export function keptDays(at: Date, days: number): KeptDays {
  const today = Math.floor(at.getTime() / DAY_MS) * DAY_MS;
  const fromMs = today - days * DAY_MS;
  const untilMs = today + 2 * DAY_MS;
  return { first: isoDay(fromMs), last: isoDay(untilMs - DAY_MS), fromMs, untilMs };
}

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
