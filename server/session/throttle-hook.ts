import type { FastifyReply, FastifyRequest } from 'fastify';

import type { App, Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';

import { keyOfSecret, readSecret } from './cookie.ts';
import { readBearer } from './device-session.ts';
import type { Caller } from './throttle.ts';
import { createWhereFrom } from './where-from.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who it is counted for; null where nobody is counted. */
    caller: Caller | null;
  }
}

const API = /^\/(api|osmand|owntracks)(\/|$)/;
const TRACKERS = /^\/(osmand|owntracks)$/;
/** The route that was found: an address may be written in many ways. '' where there is none. */
const routeOf = ({ routeOptions }: FastifyRequest): string => routeOptions.url ?? '';
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/**
 * Before each request is looked at: count it for the session or the device whose secret it carries, or for its address
 * where it carries none; 429 with Retry-After where that is too much. Only where whoever comes is asked to sign in:
 * elsewhere there is nobody to count for.
 *
 * @param isInsider whether it is the server's own simulator, which is not counted
 */
export function addThrottleHook(
  app: App,
  deps: Pick<Deps, 'settings' | 'throttle'>,
  isInsider: (authorization?: string) => boolean,
): void {
  const { proxies, asked } = deps.settings.signIn;
  const whereFrom = createWhereFrom(proxies);
  const { throttle } = deps;
  app.decorateRequest('from');
  app.decorateRequest('caller', null);
  const enter = (request: FastifyRequest, reply: FastifyReply): void => {
    const entered = throttle.enter(request.caller!, API.test(routeOf(request)) ? 'api' : 'files');
    if (typeof entered !== 'function') {
      void reply.header('Retry-After', '1');
      throw refuse(429, 'busy', entered.busy);
    }
    reply.raw.once('close', entered);
  };
  app.addHook('onRequest', async (request, reply) => {
    request.from = whereFrom(request.raw);
    if (!asked || isInsider(request.headers.authorization)) return;
    request.caller = callerOf(request, null);
    if (!saysInBody(request)) enter(request, reply);
  });
  // What a phone says in a body is known only now.
  app.addHook('preHandler', async (request, reply) => {
    if (!request.caller || !saysInBody(request)) return;
    request.caller = callerOf(request, tokenIn(request.body));
    enter(request, reply);
  });
}

/** Whether a tracker's token is not in the address, where it should be. */
function saysInBody(request: FastifyRequest): boolean {
  const { method, query } = request;
  return method === 'POST' && TRACKERS.test(routeOf(request)) && tokenIn(query) === undefined;
}

/** By any of the names that phones have for it. */
function tokenIn(said: unknown): unknown {
  const { id, deviceid, device_id: device } = (said ?? {}) as Record<string, unknown>;
  return id ?? deviceid ?? device;
}

function callerOf(request: FastifyRequest, said: unknown): Caller {
  const { network, secure } = request.from;
  const isTracker = TRACKERS.test(routeOf(request));
  const token = said ?? tokenIn(request.query);
  const secret = isTracker
    ? typeof token === 'string' && SECRET.test(token) ? token : null
    : (readBearer(request.headers) ?? readSecret(request.headers.cookie, secure)); // prettier-ignore
  return { key: secret ? keyOfSecret(secret) : null, isTracker, network };
}
