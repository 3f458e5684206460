import { inArea } from '#data/access/relation.ts';
import { advance } from '#data/incidents/advance.ts';
import type { Incident, StepRequest } from '#data/incidents/incident.ts';
import { sees } from '#server/access/must.ts';
import { appendAudit, isKnown } from '#server/audit/append-audit.ts';
import { transact } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import { actorOf, type Ask } from '#server/session/session.ts';

import { appendStep, selectIncident, updateIncident } from './incidents.sql.ts';

/**
 * Take a step of an incident, as `advance` has it, and tell everybody.
 *
 * @throws Refusal 404 unknown-incident; 403 beyond-scope; 409 already-closed, revision-moved-on
 */
export async function takeStep(
  ask: Ask,
  deps: Pick<Deps, 'pool' | 'hub' | 'settings'>,
  id: string,
  asked: StepRequest,
): Promise<Incident> {
  const { incident, change } = await transact(deps.pool, async (db) => {
    const before = await selectIncident(db, id, true);
    const thing = inArea(before?.areaId ?? null);
    if (before && !sees(ask, ['see-incidents'], thing)) throw refuse(404, 'unknown-incident', id);
    // Whoever handles it closes it, and whoever checks that it was handled.
    if (before && !sees(ask, ['handle-incident', 'check-incident'], thing))
      throw refuse(403, 'beyond-scope', asked.step);
    const made = advance(
      before,
      {
        step: asked.step as 'close',
        expects: asked.expects,
        actor: actorOf(ask, asked.actor),
        note: asked.note ?? '',
      },
      ask.at.toISOString(),
    );
    if ('refusal' in made) {
      throw refuse(made.refusal === 'unknown-incident' ? 404 : 409, made.refusal, id);
    }
    await updateIncident(db, made.incident, made.entry);
    // Before the change, which holds the stream.
    if (isKnown(ask.who))
      await appendAudit(db, ask.at, ask.who, { act: 'close-incident', noun: 'incidents', thing: id, said: { before: before!.state, after: made.incident.state, revision: made.incident.revision } }); // prettier-ignore
    const change = await appendStep(db, ask.at, before!, made.incident, deps.settings.timeZone);
    return { incident: made.incident, change };
  });
  deps.hub.tell(change);
  return incident;
}
