import { ROWS_LISTED, type InputReport, type RowRefusal } from '#data/import/report.ts';
import { isKeptText } from '#data/text/kept-text.ts';

/** An empty report of one file. */
export function createInputReport(noun: string, file: string): InputReport {
  return {
    noun,
    file,
    read: 0,
    taken: 0,
    leftOut: 0,
    notFound: 0,
    refused: [],
    unplaced: { noCoordinate: 0, outsideEveryArea: 0, rows: [] },
    joined: 0,
    repaired: 0,
    inserted: 0,
    updated: 0,
    unchanged: 0,
    absent: 0,
    largestMoveM: 0,
  };
}

/** Count refused rows under their reason; only the first ROWS_LISTED numbers are kept. */
export function countRefused(
  report: InputReport,
  reason: RowRefusal,
  rows: readonly number[],
  count = rows.length,
): void {
  let entry = report.refused.find((r) => r.reason === reason);
  if (!entry) report.refused.push((entry = { reason, count: 0, rows: [] }));
  entry.count += count;
  for (const row of rows) if (entry.rows.length < ROWS_LISTED) entry.rows.push(row);
}

/** Whether one of some values is a text that is not kept. */
export function hasBadText(values: readonly unknown[]): boolean {
  return values.some((value) => typeof value === 'string' && !isKeptText(value));
}
