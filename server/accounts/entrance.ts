import type { FastifyReply, FastifyRequest } from 'fastify';

import type { Me } from '#data/accounts/account.ts';
import type { CodeAsked } from '#data/accounts/second-step.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import { limitRate, type RateLimit } from '#server/limit-rate.ts';
import { cookieOf, noCookie, readSecret } from '#server/session/cookie.ts';
import { whoOf } from '#server/session/session.ts';
import { findSession, type SignedSession } from '#server/session/signed-session.ts';

import type { Entered, Visitor } from './begin-session.ts';
import { meOf } from './me.ts';
import { STEP_S } from './sign-in-step.ts';
import { Slowed } from './slowed.ts';

/**
 * Tries of one network; those that succeed do not count, so a whole shift behind one signs in within minutes. Each failure is
 * in the audit for good: a flood is cut to what a day of it may fill there.
 */
const TRIES = { burst: 300, perSecond: 1 };
/** Tries at one name from everywhere. Of one network it is far fewer, so only many of them together keep its owner waiting. */
const AT_NAME = { burst: 60, perSecond: 0.5 };

/** What routes by which somebody comes in have in common. */
export interface Entrance {
  visitorOf: (request: FastifyRequest) => Visitor;
  /** Hand the browser its new session, and say who is signed in by it. */
  welcome: (request: FastifyRequest, reply: FastifyReply, secret: string) => Promise<Me>;
  /** The same; or ask for the code, with 202. */
  enter: (request: FastifyRequest, reply: FastifyReply, entered: Entered) => Promise<Me | CodeAsked>;
  /** Says when to come again where it is slowed. */
  unlessSlowed: <T>(reply: FastifyReply, work: Promise<T>) => Promise<T>;
  /** @throws 429 busy for an address without a session that tries too often */
  refuseFlood: (request: FastifyRequest, reply: FastifyReply) => void;
  /** Whether a name may be tried once more, from wherever. */
  mayTryName: RateLimit;
} // prettier-ignore

export function createEntrance({
  pool,
  clock,
  settings,
}: Pick<Deps, 'pool' | 'clock' | 'settings'>): Entrance {
  const { limits, demo } = settings.signIn;
  const mayTry = limitRate(clock, TRIES.burst, TRIES.perSecond);
  const mayTryName = limitRate(clock, AT_NAME.burst, AT_NAME.perSecond);
  const welcome: Entrance['welcome'] = async (request, reply, secret) => {
    const { secure } = request.from;
    const cookie = cookieOf(secret, secure, Math.floor(limits.mostMs / 1000));
    const headers = { cookie: cookie.split(';')[0]! };
    const given = { limits, demo, at: clock() };
    const session = await findSession(pool, { headers }, request.from, given);
    if (!session || session.device)
      throw refuse(401, 'signed-out', 'the session has ended already');
    void reply.header('Set-Cookie', cookie);
    mayTry.giveBack(request.from.network);
    if (readSecret(request.headers.cookie, secure, 'step') !== null)
      void reply.header('Set-Cookie', noCookie(secure, 'step'));
    return meOf(session, limits);
  };
  return {
    visitorOf: (request) => ({
      address: request.from.address,
      agent: request.headers['user-agent'] ?? '',
      former: request.session?.secretHash ?? null,
      who: whoOf(request),
    }),
    welcome,
    enter: async (request, reply, { kind, secret }) => {
      if (kind === 'session') return welcome(request, reply, secret);
      const { secure } = request.from;
      void reply.code(202).header('Set-Cookie', cookieOf(secret, secure, STEP_S, 'step'));
      return { asks: 'code' };
    },
    unlessSlowed: async (reply, work) => {
      try {
        return await work;
      } catch (error) {
        if (error instanceof Slowed) void reply.header('Retry-After', String(error.seconds));
        throw error;
      }
    },
    refuseFlood: (request, reply) => {
      if (request.session?.device === null || mayTry(request.from.network)) return;
      void reply.header('Retry-After', '1');
      throw refuse(429, 'busy', 'too many tries from one address');
    },
    mayTryName,
  };
}

/** The session of a route that needs one: an account's. */
export function signedOf(request: FastifyRequest): SignedSession {
  const { session } = request;
  if (!session || session.device) throw refuse(401, 'signed-out', 'nobody is signed in');
  return session;
}
