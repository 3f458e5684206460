import { advance } from '#data/incidents/advance.ts';
import type { Entry, Incident, IncidentReport } from '#data/incidents/incident.ts';
import { appendAudit, isKnown } from '#server/audit/append-audit.ts';
import { transact } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import { actorOf, type Ask } from '#server/session/session.ts';

import { lockReports, reportIncident, selectEntries, selectIncident } from './incidents.sql.ts';
import { insertPetitioner } from './petitioners.sql.ts';
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
  const { pool, hub, areas } = deps;
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
    const stored = await store(ask, deps, { asked, incident, entry, placedBy });
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

type Stored = Awaited<ReturnType<typeof reportIncident>>;

/** A report that was not stored after all, and why: nothing that came with it is kept. */
class NotStored extends Error {
  readonly why: Extract<Stored, null | string>;
  constructor(why: NotStored['why']) {
    super('not stored');
    this.why = why;
  }
}

/**
 * Store a report: in one statement, and where somebody is known who brings it, or is named who told of it, in one
 * transaction with these. Reports wait first, then the audit, then the stream, in this order everywhere.
 */
async function store(
  ask: Ask,
  { pool, settings }: Pick<Deps, 'pool' | 'settings'>,
  what: { asked: IncidentReport; incident: Incident; entry: Entry; placedBy: number | null },
): Promise<Stored> {
  const { asked, incident, entry, placedBy } = what;
  const { petitioner } = asked;
  const known = isKnown(ask.who);
  if (!petitioner && !known)
    return reportIncident(pool, incident, entry, placedBy, settings.timeZone);
  try {
    return await transact(pool, async (db) => {
      await lockReports(db);
      if (known) {
        const { category, severity, areaId, origin, id } = incident;
        const said = {
          category,
          severity,
          areaId,
          origin,
          ...(petitioner && { petitioner: true }),
        };
        await appendAudit(db, ask.at, ask.who, { act: 'report-incident', noun: 'incidents', thing: id, said }); // prettier-ignore
      }
      const stored = await reportIncident(db, incident, entry, placedBy, settings.timeZone);
      if (stored === null || stored === 'edition-moved-on') throw new NotStored(stored);
      if (petitioner) await insertPetitioner(db, incident.id, petitioner);
      return stored;
    });
  } catch (error) {
    if (error instanceof NotStored) return error.why;
    throw error;
  }
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
