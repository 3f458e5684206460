import type { IncidentOrigin, IncidentState } from '#data/incidents/incident.ts';

import type { IncidentInput } from './manifest.ts';
import { isTooLong, no, type Mapped } from './mapped.ts';
import { pickPoint } from './pick-point.ts';
import { pickTime, type LocalTime } from './pick-time.ts';
import { choose, pickText, type SourceRow } from './source-row.ts';

export interface IncidentRow {
  key: string;
  category: string;
  title: string;
  description: string;
  address: string | null;
  at: [number, number] | null;
  origin: IncidentOrigin;
  reportedAt: string;
  state: IncidentState;
  closedAt: string | null;
}

/** An incident of another system, open or closed there. */
export function mapIncident(
  row: SourceRow,
  input: IncidentInput,
  local: LocalTime,
): Mapped<IncidentRow> {
  const key = pickText(row, input.key);
  if (key === null) return no('no-key');
  const category = choose(row, input.category);
  const state = choose(row, input.state) as IncidentState | null;
  if (category === null || state === null) return no('unknown-word');
  const title = pickText(row, input.title);
  if (title === null) return no('no-name');
  const description = pickText(row, input.description) ?? '';
  const address = pickText(row, input.address);
  if (isTooLong({ key, title, description, address })) return no('text-too-long');
  const reported = pickTime(row, input.reportedAt, local);
  if (reported === null) return no('no-time');
  if (typeof reported === 'string') return no(reported);
  let closed: number | null = null;
  if (state === 'closed') {
    const time = pickTime(row, input.closedAt, local);
    if (time === null) return no('closed-without-time');
    if (typeof time === 'string') return no(time);
    if (time < reported) return no('closed-before-reported');
    closed = time;
  }
  const point = pickPoint(row, input.at);
  if (typeof point === 'string') return no(point);
  return {
    row: {
      key,
      category,
      title,
      description,
      address,
      at: point.at,
      origin: ((input.origin && choose(row, input.origin)) as IncidentOrigin | null) ?? 'import',
      reportedAt: new Date(reported).toISOString(),
      state,
      closedAt: closed === null ? null : new Date(closed).toISOString(),
    },
    moveDeg: point.moveDeg,
  };
}
