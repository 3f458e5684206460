import type { IncomingMessage } from 'node:http';

import type pg from 'pg';

import type { TreesInForce } from '#server/access/trees-in-force.ts';
import { limitRate } from '#server/limit-rate.ts';
import type { Door } from '#server/live/joiner.ts';

import { keyOfSecret, readSecret } from './cookie.ts';
import { readBearer } from './device-session.ts';
import { sessionOf } from './session.ts';
import { findSession, type SessionLimits } from './signed-session.ts';
import type { Throttle } from './throttle.ts';
import { createWhereFrom } from './where-from.ts';

/** Of one session so many connections at once, and one each so many seconds after that: tabs of a desk, a phone out of a tunnel. */
const BURST = 5;
const EVERY_S = 10;
/** So long at most an open connection is believed to be still who it was, without being told otherwise. */
const BELIEVED_MS = 60_000;
/** Part of it by which sessions differ: those who joined at one moment, as after a start, are not asked about at one. */
const SPREAD = 0.4;

/** The door for connections: who has no session is turned away before the database is asked, and so is who knocks too often. */
export function createDoor(given: {
  pool: pg.Pool;
  clock: () => Date;
  trees: TreesInForce;
  throttle: Throttle;
  signIn: { proxies: readonly string[]; limits: SessionLimits; demo: boolean };
}): Door {
  const { pool, clock, trees, throttle, signIn } = given;
  const whereFrom = createWhereFrom(signIn.proxies);
  const mayAsk = limitRate(clock, BURST, 1 / EVERY_S);
  const keyOf = (request: IncomingMessage, secure: boolean): string | null => {
    const secret = readBearer(request.headers) ?? readSecret(request.headers.cookie, secure);
    return secret && keyOfSecret(secret);
  };
  return {
    mayKnock: (request) => {
      const { network, secure } = whereFrom(request);
      const key = keyOf(request, secure);
      return key !== null && mayAsk(key) && throttle.mayLook({ key, network });
    },
    whose: (request) => keyOf(request, whereFrom(request).secure),
    whoJoins: async (request) => {
      const where = whereFrom(request);
      const { limits, demo } = signIn;
      const session = await findSession(pool, request, where, { limits, demo, at: clock() });
      const key = keyOf(request, where.secure);
      if (!session) {
        throttle.refute(key);
        return null;
      }
      throttle.prove({ key, network: where.network });
      return {
        session: sessionOf(session.personName, session.holder, trees),
        personId: session.personId,
        // What ended while it was being let in is not told to it: nobody is believed for longer than this.
        asksAgainAt: new Date(
          Math.min(session.holdsUntil.getTime(), clock().getTime() + believedMs(session.secretHash)), // prettier-ignore
        ),
      };
    },
    reloadTrees: () => trees.reload(),
  };
}

/** By the hash of its secret, which is spread evenly: always the same for a session. */
function believedMs(secretHash: Buffer): number {
  return Math.round(BELIEVED_MS * (1 - (SPREAD * secretHash.readUInt16BE(0)) / 0xffff));
}
