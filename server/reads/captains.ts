import type { FastifyReply, FastifyRequest } from 'fastify';
import type pg from 'pg';

import { scopeKey } from '#data/access/scope.ts';
import { packCaptains } from '#data/wire/captains-packed.ts';
import type { Hub } from '#server/live/hub.ts';
import type { Ask } from '#server/session/session.ts';
import { holdBytes, sendHeld, type HeldBytes } from '#server/wire/held-bytes.ts';

import { selectCaptains, selectNextTurn } from './captains.sql.ts';

/** At most so many buildings: a city of four million has 150,000. */
const CAPTAINS_MAX = 200_000;
/** People are named anew without anybody being told. */
const RENEWED_MS = 3_600_000;
/** Scopes whose answers are kept. */
const HELD_MAX = 50;

interface HeldCaptains {
  bytes: HeldBytes;
  /** They are right until then, if nobody is told otherwise. */
  untilMs: number;
}

export interface Captains {
  answer: (ask: Ask, request: FastifyRequest, reply: FastifyReply) => Promise<Buffer | null>;
}

/** Keep who answers for which building, packed, until a post is given, ended, begins or ends, or an hour has gone by. Those who see the same share it. */
export function createCaptains(
  pool: pg.Pool,
  hub: Pick<Hub, 'onChange' | 'onReset' | 'onAccess'>,
): Captains {
  const held = new Map<string, Promise<HeldCaptains>>();
  hub.onChange((change) => {
    if (change.noun === 'district') held.clear();
  });
  hub.onReset(async () => held.clear());
  hub.onAccess(() => held.clear());

  const load = async (ask: Ask): Promise<HeldCaptains> => {
    const turn = await selectNextTurn(pool, ask.at);
    const rows = await selectCaptains(pool, ask.at, CAPTAINS_MAX, ask.session.scopeOf('see-staff'));
    const places = new Map<number, number>();
    const names: string[] = [];
    for (const { personId, name } of rows)
      if (!places.has(personId)) {
        places.set(personId, names.length);
        names.push(name);
      }
    const packed = packCaptains({
      buildingIds: Uint32Array.from(rows, (row) => row.buildingId),
      captain: Uint32Array.from(rows, (row) => places.get(row.personId)!),
      names,
    });
    const bytes = await holdBytes(Buffer.from(packed));
    return { bytes, untilMs: Math.min(ask.at.getTime() + RENEWED_MS, turn?.getTime() ?? Infinity) };
  };

  const begin = (key: string, ask: Ask): Promise<HeldCaptains> => {
    const loading = load(ask);
    if (held.size >= HELD_MAX) held.delete(held.keys().next().value!);
    held.set(key, loading);
    loading.catch(() => {
      // The next request tries again.
      if (held.get(key) === loading) held.delete(key);
    });
    return loading;
  };

  return {
    answer: async (ask, request, reply) => {
      const key = `${ask.session.stamp} ${scopeKey(ask.session.scopeOf('see-staff'))}`;
      for (;;) {
        const known = held.get(key) ?? begin(key, ask);
        const { bytes, untilMs } = await known;
        if (ask.at.getTime() < untilMs) return sendHeld(bytes, request, reply, 'captains', false);
        if (held.get(key) === known) held.delete(key);
      }
    },
  };
}
