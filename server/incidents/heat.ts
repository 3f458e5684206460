import type { FastifyReply, FastifyRequest } from 'fastify';
import type pg from 'pg';

import { scopeKey } from '#data/access/scope.ts';
import { HEAT_MAX, HEAT_MS, packHeat, type HeatPeriod } from '#data/wire/heat-packed.ts';
import type { Hub } from '#server/live/hub.ts';
import type { Ask } from '#server/session/session.ts';
import { holdBytes, sendHeld, type HeldBytes } from '#server/wire/held-bytes.ts';

import { selectHeat } from './heat.sql.ts';

/**
 * What was reported less than this ago is left to what the reader hears live: a report that another process is just
 * committing would be in neither otherwise.
 */
const LIVE_MS = 60_000;
/** Answers that are kept. */
const HELD_MAX = 200;

/** Where incidents were in a period that ends now, as packed bytes. */
export interface Heat {
  answer: (
    ask: Ask,
    request: FastifyRequest,
    reply: FastifyReply,
    period: HeatPeriod,
  ) => Promise<Buffer | null>;
}

/**
 * Keep the answers of each period until an incident is reported, something is imported or the stream begins anew. An
 * answer as of a while ago is still true: a reader leaves out what has become too old. Those who see the same share them.
 */
export function createHeat(pool: pg.Pool, hub: Pick<Hub, 'onChange' | 'onReset'>): Heat {
  const held = new Map<string, Promise<HeldBytes>>();
  hub.onChange((change) => {
    const reported = change.noun === 'incidents' && change.kind === 'reported';
    if (reported || change.noun === 'district') held.clear();
  });
  hub.onReset(async () => held.clear());

  const load = async (ask: Ask, period: HeatPeriod): Promise<HeldBytes> => {
    const until = new Date(ask.at.getTime() - LIVE_MS);
    const from = new Date(ask.at.getTime() - HEAT_MS[period]);
    const found = await selectHeat(
      pool,
      from,
      until,
      HEAT_MAX,
      ask.session.scopeOf('see-incidents'),
    );
    return holdBytes(Buffer.from(packHeat({ untilMs: until.getTime(), ...found })));
  };

  return {
    answer: async (ask, request, reply, period) => {
      const key = `${period} ${ask.session.stamp} ${scopeKey(ask.session.scopeOf('see-incidents'))}`;
      let bytes = held.get(key);
      if (!bytes) {
        const loading = load(ask, period);
        if (held.size >= HELD_MAX) held.delete(held.keys().next().value!);
        held.set(key, (bytes = loading));
        loading.catch(() => {
          // The next request tries again.
          if (held.get(key) === loading) held.delete(key);
        });
      }
      return sendHeld(await bytes, request, reply, `heat-${period}`, false);
    },
  };
}
