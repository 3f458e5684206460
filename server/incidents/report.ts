import { advance } from '#data/incidents/advance.ts';
import type { Incident, IncidentReport } from '#data/incidents/incident.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import { actorOf, type Ask } from '#server/session/session.ts';

import { reportIncident, selectEntries, selectIncident } from './incidents.sql.ts';
import type { SeverityOf } from './severities.ts';

/** So often a report is placed again because other borders came into force meanwhile. */
const PLACINGS = 3;

/**
 * Take a report: which area, which edition, how grave, and tell everybody. The id is the reporter's: the same report
 * again answers what became of it and tells nobody.
 *
 * @throws Refusal 422 unknown-category; 409 id-already-used, where the id is that of another report; 503 busy, where
 *   borders change faster than they are read
 */
export async function report(
  ask: Ask,
  deps: Pick<Deps, 'pool' | 'hub' | 'areas' | 'settings'> & { severityOf: SeverityOf },
  asked: IncidentReport,
): Promise<{ incident: Incident; again: boolean }> {
  const { pool, hub, areas, settings } = deps;
  const at = asked.at ?? null;
  const actor = actorOf(ask, asked.actor);
  const severity = await deps.severityOf(asked.category);
  if (severity === null) throw refuse(422, 'unknown-category', asked.category);
  const tellOf = (areaId: number | null, editionId: number | null) => ({
    id: asked.id.toLowerCase(),
    no: '',
    category: asked.category,
    title: asked.title,
    description: asked.description ?? '',
    address: asked.address ?? null,
    at,
    areaId,
    editionId: areaId === null ? null : editionId,
    origin: asked.origin ?? 'patrol',
  });
  let told: ReturnType<typeof tellOf>;
  for (let placing = 1; ; placing++) {
    const placedBy = areas.editionId;
    told = tellOf(at && areas.cellAt(...at), placedBy);
    const made = advance(null, { step: 'report', told, severity, actor, note: '' }, ask.at.toISOString()); // prettier-ignore
    if ('refusal' in made) throw refuse(409, made.refusal, told.id);
    const { incident, entry } = made;
    const stored = await reportIncident(pool, incident, entry, placedBy, settings.timeZone);
    if (stored === null) break;
    if (stored !== 'edition-moved-on') {
      hub.tell(stored);
      return { incident: stored.change.incident, again: false };
    }
    if (placing === PLACINGS) throw refuse(503, 'busy', 'the borders are changing');
    await areas.moveOn(placedBy);
  }
  const there = await selectIncident(pool, told.id);
  const [first] = await selectEntries(pool, told.id);
  if (!there || first?.actor !== actor || !isSame(there, told)) {
    throw refuse(409, 'id-already-used', `${told.id} is the id of another report`);
  }
  return { incident: there, again: true };
}

type Told = Pick<Incident, 'category' | 'title' | 'description' | 'address' | 'at' | 'origin'>;

/** Whether a stored incident is what a report tells; what has become of it since does not matter. */
function isSame(there: Incident, told: Told): boolean {
  return (
    there.category === told.category &&
    there.title === told.title &&
    there.description === told.description &&
    there.address === told.address &&
    there.origin === told.origin &&
    there.at?.[0] === told.at?.[0] &&
    there.at?.[1] === told.at?.[1]
  );
}
