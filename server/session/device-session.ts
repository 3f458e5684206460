import type { IncomingMessage } from 'node:http';

import type { DevicePost } from '#data/access/held-posts.ts';
import type { Db } from '#server/db/database.ts';

import { hashSecret } from './cookie.ts';
import { selectDevice, updateUsed, type StoredDevice } from './devices.sql.ts';

/** A device that asks: nobody's account, and what decides what it may. */
export interface DeviceSession {
  id: string;
  accountId: null;
  /** As the desk named it. */
  name: string;
  personId: null;
  personName: string;
  demo: false;
  madeAt: Date;
  secretHash: Buffer;
  holder: { personId: null; posts: readonly DevicePost[] };
  device: 'wall' | 'integration';
  /** When it has to be looked at again: its end is told, but a telling may be lost. */
  holdsUntil: Date;
}

/** An open connection of a device is asked again, whether it may, so often. */
const HOLDS_MS = 30_000;
/** A use is kept to the minute. */
const USED_MS = 60_000;
const BEARER = /^Bearer +([A-Za-z0-9_-]{43})$/i;

/** The token that a request carries in its head; '' for one that is none of ours, null for no such head. */
export function readBearer({ authorization }: IncomingMessage['headers']): string | null {
  if (!/^Bearer\b/i.test(authorization ?? '')) return null;
  return BEARER.exec(authorization!)?.[1] ?? '';
}

/** The device of a secret, and that it was used; null for none that may be. */
export async function findDevice(
  db: Db,
  kind: 'wall' | 'integration',
  secret: string,
  at: Date,
): Promise<DeviceSession | null> {
  const secretHash = hashSecret(secret);
  const stored = await selectDevice(db, kind, secretHash);
  if (!stored) return null;
  if (isDue(stored.usedAt, at)) await updateUsed(db, stored.id, at);
  const { id, name, madeAt } = stored;
  const holder = { personId: null, posts: [postOf(stored)] };
  return { id, accountId: null, name, personId: null, personName: name, demo: false, madeAt, secretHash, holder, device: kind, holdsUntil: new Date(at.getTime() + HOLDS_MS) }; // prettier-ignore
}

/** Whether a use is to be written down: to the minute, for each would be a write a fix. */
export function isDue(usedAt: Date | null, at: Date): boolean {
  return usedAt === null || at.getTime() - usedAt.getTime() >= USED_MS;
}

function postOf({ purpose, areaId, visitorSafe }: StoredDevice): DevicePost {
  return {
    role: purpose ?? (visitorSafe ? 'visitor-wall' : 'wall'),
    areaId,
    organisationId: null,
    buildingId: null,
  };
}
