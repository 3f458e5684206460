import type pg from 'pg';

import type { Change } from '#data/wire/messages.ts';
import { appendAudit, isKnown } from '#server/audit/append-audit.ts';
import { transact, type Db } from '#server/db/database.ts';
import type { Ask } from '#server/session/session.ts';

import { updateDuty } from './fixes.sql.ts';
import type { Latest } from './latest.ts';

/**
 * Put a unit on duty or off, as a fact. False when there is no such unit. Saying what is so already
 * changes nothing and tells nobody.
 */
export async function changeDuty(
  ask: Ask,
  given: {
    pool: pg.Pool;
    latest: Latest;
    appendChange: (db: Db, at: Date, change: Change) => Promise<number>;
    wake: (no: number) => void;
  },
  unitId: number,
  onDuty: boolean,
): Promise<boolean> {
  const { pool, latest, appendChange, wake } = given;
  if (!latest.knownById(unitId)) return false;
  const no = await transact(pool, async (db) => {
    if (!(await updateDuty(db, unitId, onDuty, ask.at))) return null;
    const said = { before: !onDuty, after: onDuty };
    if (isKnown(ask.who))
      await appendAudit(db, ask.at, ask.who, { act: 'change-duty', noun: 'units', thing: String(unitId), said }); // prettier-ignore
    const at = ask.at.toISOString();
    return appendChange(db, ask.at, { noun: 'units', kind: 'duty', at, unitId, onDuty });
  });
  if (no === null) return true;
  latest.setDuty(unitId, onDuty, ask.at);
  wake(no);
  return true;
}
