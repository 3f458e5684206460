import { readIsoTime, type TimeRefusal } from './local-time.ts';
import type { When } from './picks.ts';
import { pickText, type SourceRow } from './source-row.ts';

/** How local times are read; of the district's zone. */
export type LocalTime = (text: string) => number | TimeRefusal;

/** A time that a manifest picks from a row, ms since 1970; null where the row has none. */
export function pickTime(
  row: SourceRow,
  when: When | undefined,
  local: LocalTime,
): number | null | TimeRefusal {
  const text = when && pickText(row, when.from);
  if (!when || text === null || text === undefined) return null;
  return when.as === 'iso' ? readIsoTime(text) : local(text);
}
