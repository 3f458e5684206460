import type { Act } from '#data/access/acts.ts';
import { mayAtAll } from '#data/access/may.ts';
import type { App, Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';

import { findSession, type SignedSession } from './signed-session.ts';
import { createWhereFrom, type WhereFrom } from './where-from.ts';

/** What a route needs of who asks: an act that they may do to something, that they are signed in, or nothing. */
export type Needs = Act | 'session' | 'nothing';

declare module 'fastify' {
  interface FastifyContextConfig {
    needs?: Needs;
  }
  interface FastifyRequest {
    /** Who is signed in; null for nobody, and at routes that do not say what they need. */
    session: SignedSession | null;
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
    if (needs === undefined) return;
    request.from = whereFrom(request.raw);
    const given = { limits, demo, at: deps.clock() };
    request.session = await findSession(deps.pool, request.raw, request.from, given);
    const { headers, method, session } = request;
    // Every browser says on a write where the page is from; one that does not is none that a session was given to.
    if (session && WRITES.has(method) && !(headers.origin ?? headers['sec-fetch-site']))
      throw refuse(403, 'foreign-page', 'a write with a session says its Origin');
    if (needs === 'nothing') return;
    if (!session) throw refuse(401, 'signed-out', 'nobody is signed in');
    if (needs === 'session') return;
    const verdict = mayAtAll(session.holder, needs);
    if (!verdict.allowed) throw refuse(403, verdict.reason, needs);
  });
}
