import type { WallStanding } from '#data/devices/device.ts';
import type { Db } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { hashSecret } from '#server/session/cookie.ts';
import type { DeviceSession } from '#server/session/device-session.ts';
import type { SignedSession } from '#server/session/signed-session.ts';

import { selectRevokedWall } from './devices.sql.ts';

/** What a screen is that asks by this session, or by a secret that is nobody's any more. */
export async function wallStanding(
  db: Db,
  settings: Deps['settings'],
  session: SignedSession | DeviceSession | null,
  secret: string | null,
): Promise<WallStanding> {
  const said = (state: WallStanding['state'], name: string | null = null, revokedAt: string | null = null, visitorSafe = false): WallStanding => ({ state, name, revokedAt, visitorSafe }); // prettier-ignore
  if (session?.device === 'wall') return said('paired', session.name, null, session.holder.posts.some(({ role }) => role === 'visitor-wall')); // prettier-ignore
  if (session) return said('signed-in');
  const gone = secret === null ? null : await selectRevokedWall(db, hashSecret(secret));
  if (gone) return said('revoked', gone.name, gone.revokedAt.toISOString());
  return said(settings.signIn.asked ? 'unpaired' : 'open');
}
