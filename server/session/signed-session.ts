import type { IncomingMessage } from 'node:http';

import type { HeldPost } from '#data/access/held-posts.ts';
import { selectHeldPosts } from '#server/access/held-posts.sql.ts';
import type { Db } from '#server/db/database.ts';

import { hashSecret, readSecret } from './cookie.ts';
import { findDevice, readBearer, type DeviceSession } from './device-session.ts';
import { selectSession, updateSeen, type StoredSession } from './sessions.sql.ts';
import type { WhereFrom } from './where-from.ts';

/** Somebody who is signed in: the session, its account, and what decides what they may. */
export interface SignedSession extends StoredSession {
  secretHash: Buffer;
  holder: { personId: number; posts: readonly HeldPost[] };
  /** When it has to be looked at again: it ends, or what its holder may is another then. */
  holdsUntil: Date;
  device: null;
}

/** How long a session lasts: at most, and without being seen. */
export interface SessionLimits {
  mostMs: number;
  idleMs: number;
}

/** A session is seen to the minute: writing it down with each request would be a write a request. */
const SEEN_MS = 60_000;

/** The times after which a session must have been made and seen to hold. */
export function holdsAfter(limits: SessionLimits, at: Date): { madeAt: Date; seenAt: Date } {
  const ms = at.getTime();
  return { madeAt: new Date(ms - limits.mostMs), seenAt: new Date(ms - limits.idleMs) };
}

/**
 * The session that a request carries: an account's, a wall's, or that of an integration, which says its token with each
 * request; null where it carries none that holds. One of a demo account holds on the machine itself alone, and only while
 * demo accounts may be.
 */
export async function findSession(
  db: Db,
  request: Pick<IncomingMessage, 'headers'>,
  where: WhereFrom,
  given: { limits: SessionLimits; demo: boolean; at: Date },
): Promise<SignedSession | DeviceSession | null> {
  const bearer = readBearer(request.headers);
  if (bearer !== null) return findDevice(db, 'integration', bearer, given.at);
  const secret = readSecret(request.headers.cookie, where.secure);
  if (secret === null) return null;
  const secretHash = hashSecret(secret);
  const { at, limits, demo } = given;
  const stored = await selectSession(db, secretHash, holdsAfter(limits, at));
  if (!stored) return findDevice(db, 'wall', secret, at);
  if (stored.demo && !(demo && where.here)) return null;
  if (at.getTime() - stored.seenAt.getTime() >= SEEN_MS) await updateSeen(db, stored.id, at);
  const { posts, turnsAt } = await selectHeldPosts(db, stored.personId, at);
  const ends = [stored.madeAt.getTime() + limits.mostMs, Math.max(at.getTime(), stored.seenAt.getTime()) + limits.idleMs]; // prettier-ignore
  const holdsUntil = new Date(Math.min(...ends, turnsAt?.getTime() ?? Infinity));
  const holder = { personId: stored.personId, posts };
  return { ...stored, secretHash, holder, holdsUntil, device: null };
}
