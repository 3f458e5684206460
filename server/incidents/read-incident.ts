import { inArea } from '#data/access/relation.ts';
import type { Entry, Incident } from '#data/incidents/incident.ts';
import { sees } from '#server/access/must.ts';
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
  ask: Ask,
  db: Db,
  id: string,
): Promise<{ incident: Incident; entries: Entry[] }> {
  const incident = await selectIncident(db, id);
  // Of what somebody may not see it is not told either that it is there.
  if (!incident || !sees(ask, ['see-incidents'], inArea(incident.areaId)))
    throw refuse(404, 'unknown-incident', id);
  const entries = await selectEntries(db, id);
  // A wall shows what happened, not who did it or what they wrote.
  const isAtWork = sees(ask, ['see-staff', 'handle-incident', 'check-incident'], inArea(incident.areaId)); // prettier-ignore
  return { incident, entries: isAtWork ? entries : entries.map((one) => ({ ...one, actor: '', note: '' })) }; // prettier-ignore
}
