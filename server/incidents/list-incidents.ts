import { inArea } from '#data/access/relation.ts';
import type { Incident, IncidentState } from '#data/incidents/incident.ts';
import { sees } from '#server/access/must.ts';
import type { Db } from '#server/db/database.ts';
import { refuse } from '#server/errors.ts';
import type { Ask } from '#server/session/session.ts';

import { selectClosedOn, selectIncident, selectIncidents } from './incidents.sql.ts';

/** What of all incidents is asked for. */
export interface IncidentsAsked {
  /** null: open and closed. */
  state: IncidentState | null;
  /** Only those closed on this day of the district, YYYY-MM-DD or today's; null: whenever. */
  closedOn: string | null;
  /** Id of the last one of the page before; null for the first page. */
  before: string | null;
  limit: number;
}

/**
 * A page of incidents, the newest first (of a day's closed ones the last closed first), and the `before` of the next
 * page; null at the end.
 *
 * @throws Refusal 404 unknown-incident for a `before` that there is not, or that could not be in the list; 400
 *   bad-request for open ones closed on a day
 */
export async function listIncidents(
  ask: Ask,
  db: Db,
  asked: IncidentsAsked,
  timeZone: string,
): Promise<{ incidents: Incident[]; next: string | null }> {
  const { state, closedOn, before, limit } = asked;
  if (closedOn !== null && state === 'open') {
    throw refuse(400, 'bad-request', 'querystring state: what was closed on a day is not open');
  }
  const scope = ask.session.scopeOf('see-incidents');
  const last = before === null ? null : await selectIncident(db, before);
  if (
    before !== null &&
    (!last ||
      !sees(ask, ['see-incidents'], inArea(last.areaId)) ||
      (closedOn !== null && last.closedAt === null))
  ) {
    throw refuse(404, 'unknown-incident', before);
  }
  const day = closedOn === 'today' ? null : closedOn;
  const incidents =
    closedOn === null
      ? await selectIncidents(db, asked, scope)
      : await selectClosedOn(db, ask.at, { day, before, limit }, timeZone, scope);
  return { incidents, next: incidents.length < limit ? null : incidents.at(-1)!.id };
}
