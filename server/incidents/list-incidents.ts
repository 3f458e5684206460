import type { Incident, IncidentState } from '#data/incidents/incident.ts';
import type { Db } from '#server/db/database.ts';
import { refuse } from '#server/errors.ts';
import type { Ask } from '#server/session/session.ts';

import { selectIncident, selectIncidents } from './incidents.sql.ts';

/** What of all incidents is asked for. */
export interface IncidentsAsked {
  /** null: open and closed. */
  state: IncidentState | null;
  /** Id of the last one of the page before; null for the first page. */
  before: string | null;
  limit: number;
}

/**
 * A page of incidents, the newest first, and the `before` of the next page; null at the end.
 *
 * @throws Refusal 404 unknown-incident for a `before` that there is not
 */
export async function listIncidents(
  _ask: Ask,
  db: Db,
  asked: IncidentsAsked,
): Promise<{ incidents: Incident[]; next: string | null }> {
  const { before, limit } = asked;
  if (before !== null && !(await selectIncident(db, before))) {
    throw refuse(404, 'unknown-incident', before);
  }
  const incidents = await selectIncidents(db, asked);
  return { incidents, next: incidents.length < limit ? null : incidents.at(-1)!.id };
}
