import type { Act } from '#data/access/acts.ts';
import { mayAtAll } from '#data/access/may.ts';
import type { App, Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';

import { readBearer, type DeviceSession } from './device-session.ts';
import { findSession, type SignedSession } from './signed-session.ts';
import { createWhereFrom, type WhereFrom } from './where-from.ts';

/** What a route needs of who asks: an act that they may do to something, that they are signed in, or nothing. */
export type Needs = Act | 'session' | 'nothing';

declare module 'fastify' {
  interface FastifyContextConfig {
    needs?: Needs;
  }
  interface FastifyRequest {
    /** Who is signed in, or what device asks; null for nobody, and at routes that do not say what they need. */
    session: SignedSession | DeviceSession | null;
    from: WhereFrom;
  }
}

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * Before each request to a route that says what it needs: find out who asks, and answer 401 or 403 where that is not
 * enough. Whether a thing lies in their scope the verb asks, which knows the thing.
 */
export function addSessionHook(app: App, deps: Pick<Deps, 'pool' | 'clock' | 'settings'>): void {
  const { limits, demo, proxies } = deps.settings.signIn;
  const whereFrom = createWhereFrom(proxies);
  app.decorateRequest('session', null);
  app.decorateRequest('from');
  app.addHook('onRequest', async (request) => {
    const { needs } = request.routeOptions.config;
    const bearer = readBearer(request.headers);
    if (needs === undefined && bearer === null) return;
    request.from = whereFrom(request.raw);
    const given = { limits, demo, at: deps.clock() };
    request.session = await findSession(deps.pool, request.raw, request.from, given);
    const { headers, method, session } = request;
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
    if (needs === undefined || needs === 'nothing') return;
    if (!session) throw refuse(401, 'signed-out', 'nobody is signed in');
    if (session.device === 'wall' && WRITES.has(method)) throw refuse(403, 'role-may-not', 'a wall only looks'); // prettier-ignore
    if (needs === 'session') {
      if (session.device) throw refuse(403, 'role-may-not', 'a device has no account');
      return;
    }
    const verdict = mayAtAll(session.holder, needs);
    if (!verdict.allowed) throw refuse(403, verdict.reason, needs);
  });
}
