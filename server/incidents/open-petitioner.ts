import { inArea } from '#data/access/relation.ts';
import type { ShownPetitioner } from '#data/incidents/petitioner.ts';
import { mustFor, sees } from '#server/access/must.ts';
import { appendAudit } from '#server/audit/append-audit.ts';
import { transact, type Db } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import type { Ask } from '#server/session/session.ts';

import { selectIncident } from './incidents.sql.ts';
import { selectMasked, selectOpened, selectWithout } from './petitioners.sql.ts';

/**
 * Who told of an incident, masked; null where nobody is named, and for whoever may not see residents there.
 *
 * @throws Refusal 404 unknown-incident
 */
export async function readPetitioner(
  ask: Ask,
  db: Db,
  id: string,
): Promise<{ petitioner: ShownPetitioner | null }> {
  const thing = await thingOf(ask, db, id);
  return { petitioner: sees(ask, ['see-residents'], thing) ? await selectMasked(db, id) : null };
}

/**
 * Who told of an incident, as handed in: for a reason, which the audit keeps with who asked. It is read after that is
 * committed: nothing is read that could be taken back. What the reason repeats of them is left out, which is asked for a
 * committed row, too: it would tell a guess from the truth.
 *
 * @throws Refusal 404 unknown-incident, no-petitioner; 403 beyond-scope
 */
export async function openPetitioner(
  ask: Ask,
  { pool }: Pick<Deps, 'pool'>,
  id: string,
  reason: string,
): Promise<{ petitioner: ShownPetitioner }> {
  const asking = await transact(pool, async (db) => {
    mustFor(ask, 'see-residents', await thingOf(ask, db, id));
    if (!(await selectMasked(db, id))) throw refuse(404, 'no-petitioner', id);
    return appendAudit(db, ask.at, ask.who, { act: 'ask-petitioner', noun: 'incidents', thing: id }); // prettier-ignore
  });
  const kept = await selectWithout(pool, id, reason.trim(), asking);
  if (kept === null) throw new Error('that a petitioner is asked about was not found in the audit');
  const opening = await transact(
    pool,
    (db) =>
    appendAudit(db, ask.at, ask.who, { act: 'open-petitioner', noun: 'incidents', thing: id, said: { reason: kept } }), // prettier-ignore
  );
  const petitioner = await selectOpened(pool, id, opening);
  if (!petitioner) throw new Error('an opening was not found in the audit');
  return { petitioner };
}

/** Of what somebody may not see it is not told either that it is there. */
async function thingOf(ask: Ask, db: Db, id: string) {
  const incident = await selectIncident(db, id);
  const thing = inArea(incident?.areaId ?? null);
  if (!incident || !sees(ask, ['see-incidents'], thing)) throw refuse(404, 'unknown-incident', id);
  return thing;
}
