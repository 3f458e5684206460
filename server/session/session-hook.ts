import { timingSafeEqual } from 'node:crypto';

import type { Act } from '#data/access/acts.ts';
import { mayAtAll } from '#data/access/may.ts';
import type { App, Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';

import { hashSecret } from './cookie.ts';
import { readBearer, type DeviceSession } from './device-session.ts';
import { refusePlain } from './refuse-plain.ts';
import { nobody, sessionOf, type Session } from './session.ts';
import { findSession, type SignedSession } from './signed-session.ts';
import { addThrottleHook } from './throttle-hook.ts';
import type { WhereFrom } from './where-from.ts';

/**
 * What a route needs of who asks: an act that they may do to something, that they are signed in, or nothing. An act is
 * asked only where the server asks for a sign-in; `session` is about the session itself, and asked everywhere. `unasked` answers
 * without looking who asks, also while the database does not answer.
 */
export type Needs = Act | 'session' | 'nothing' | 'unasked';

declare module 'fastify' {
  interface FastifyContextConfig {
    needs?: Needs;
    /** It is about the whole district: the act must be allowed to everything. */
    whole?: boolean;
  }
  interface FastifyRequest {
    /** Who is signed in, or what device asks; null for nobody, and at routes that do not say what they need. */
    session: SignedSession | DeviceSession | null;
    /** What the one who asks may; null where the server asks nobody to sign in. */
    asks: Session | null;
    from: WhereFrom;
  }
}

const BEARER = 'Bearer ';
const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * Before each request to a route that says what it needs: find out who asks, and answer 401 or 403 where that is not
 * enough. Whether a thing lies in their scope the verb asks, which knows the thing.
 */
export function addSessionHook(
  app: App,
  deps: Pick<Deps, 'pool' | 'clock' | 'settings' | 'trees' | 'throttle'>,
): void {
  const { limits, demo, asked, insider, plain } = deps.settings.signIn;
  const known = hashSecret(insider);
  /** Who runs within the server itself. */
  const isInsider = (said = ''): boolean =>
    said.startsWith(BEARER) && timingSafeEqual(hashSecret(said.slice(BEARER.length)), known);
  app.decorateRequest('session', null);
  app.decorateRequest('asks', null);
  addThrottleHook(app, deps, isInsider);
  app.addHook('onRequest', async (request) => {
    const { needs, whole } = request.routeOptions.config;
    // Whoever is not known may nothing; what forgot to say what it needs shows nothing.
    if (asked) request.asks = nobody;
    if (isInsider(request.headers.authorization)) {
      request.asks = null;
      return;
    }
    const bearer = readBearer(request.headers);
    const isUnasked = needs === undefined || needs === 'unasked';
    if (isUnasked && bearer === null) return;
    // Before it is looked up: a token that anybody on the way may have read is worth nothing, right or wrong.
    if (bearer !== null) refusePlain(request.from, plain);
    const given = { limits, demo, at: deps.clock() };
    request.session = await findSession(deps.pool, request.raw, request.from, given);
    const { headers, method, session, caller } = request;
    if (caller && session) deps.throttle.prove(caller);
    else if (caller && !caller.isTracker && needs !== undefined) deps.throttle.refute(caller.key);
    // Who says a token is not let in without it, wherever everybody is.
    if (bearer !== null && !session) throw refuse(401, 'token-over', 'the token is not known, or was revoked'); // prettier-ignore
    // Every browser says on a write where the page is from; one that does not is none that a session was given to.
    if (
      session &&
      bearer === null &&
      WRITES.has(method) &&
      !(headers.origin ?? headers['sec-fetch-site'])
    )
      throw refuse(403, 'foreign-page', 'a write with a session says its Origin');
    // A device may no more where everybody may all.
    const isBound = asked || session?.device != null;
    const asks = session && sessionOf(session.personName, session.holder, deps.trees);
    if (asks && isBound) request.asks = asks;
    if (needs === undefined || needs === 'unasked' || needs === 'nothing') return;
    if (!isBound && needs !== 'session' && !ALWAYS.has(needs)) return;
    if (!session) throw refuse(401, 'signed-out', 'nobody is signed in');
    if (session.device === 'wall' && WRITES.has(method)) throw refuse(403, 'role-may-not', 'a wall only looks'); // prettier-ignore
    if (needs === 'session') {
      if (session.device) throw refuse(403, 'role-may-not', 'a device has no account');
      return;
    }
    const verdict = mayAtAll(session.holder, needs);
    if (!verdict.allowed) throw refuse(403, verdict.reason, needs);
    if (whole && asks!.scopeOf(needs).kind !== 'all') throw refuse(403, 'beyond-scope', needs);
  });
}

/** What nobody may without a sign-in, wherever that is: what is kept of it without a name is worth nothing. */
const ALWAYS: ReadonlySet<Needs> = new Set(['see-residents', 'read-audit', 'manage-people', 'manage-accounts', 'manage-devices']); // prettier-ignore
