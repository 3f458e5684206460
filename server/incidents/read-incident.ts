import type { Entry, Incident } from '#data/incidents/incident.ts';
import type { Db } from '#server/db/database.ts';
import { refuse } from '#server/errors.ts';
import type { Ask } from '#server/session/session.ts';

import { selectEntries, selectIncident } from './incidents.sql.ts';

/**
 * An incident with its log, oldest line first.
 *
 * @throws Refusal 404 unknown-incident
 */
export async function readIncident(
  _ask: Ask,
  db: Db,
  id: string,
): Promise<{ incident: Incident; entries: Entry[] }> {
  const incident = await selectIncident(db, id);
  if (!incident) throw refuse(404, 'unknown-incident', id);
  return { incident, entries: await selectEntries(db, id) };
}
