import type { Db } from '#server/db/database.ts';
import { hashSecret } from '#server/session/cookie.ts';
import { updateUsed } from '#server/session/devices.sql.ts';
import { isDue } from '#server/session/device-session.ts';

import { selectTracker } from './devices.sql.ts';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Whether something can be a token at all: no code of a unit is. */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/** The unit whose fixes a token may add, by its id, and that it was used; null where it may not. */
export async function findTracker(db: Db, token: string, at: Date): Promise<number | null> {
  const tracker = await selectTracker(db, hashSecret(token));
  if (!tracker) return null;
  if (isDue(tracker.usedAt, at)) await updateUsed(db, tracker.id, at);
  return tracker.unitId;
}
