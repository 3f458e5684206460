/** What is reported within so long is new. */
export const NEW_MS = 10 * 60_000;
/** More within NEW_MS are a flood: nobody reads them one by one. */
const FLOOD_ABOVE = 10;
/** So many report times are kept, the newest: more than come to a district in NEW_MS. */
export const REPORTS_KEPT = 1_000;

/** When each of the new Ⅰ was reported (ms of the server's clock), by incident: whether it is open by now or closed. */
export type Reports = ReadonlyMap<string, number>;

/** How many were reported within ten minutes of now. */
export function reportedLately(reports: Reports, now: number): number {
  let lately = 0;
  for (const at of reports.values()) if (now - at < NEW_MS) lately++;
  return lately;
}

/** The report times that still count, the newest last. */
export function keepReports(reports: Reports, now: number): Reports {
  const lately = [...reports].filter(([, at]) => now - at < NEW_MS).sort(([, a], [, b]) => a - b);
  return new Map(lately.slice(-REPORTS_KEPT));
}

/**
 * Since when new Ⅰ come in a flood, or null: from the eleventh within ten minutes on, until none was reported for ten
 * minutes.
 *
 * @param was what was said before
 */
export function floodSince(reports: Reports, now: number, was: number | null): number | null {
  const lately = reportedLately(reports, now);
  if (lately > FLOOD_ABOVE) return was ?? now;
  return lately > 0 ? was : null;
}
