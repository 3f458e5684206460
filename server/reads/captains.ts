import type { FastifyReply, FastifyRequest } from 'fastify';
import type pg from 'pg';

import { scopeKey } from '#data/access/scope.ts';
import { packCaptains } from '#data/wire/captains-packed.ts';
import type { Hub } from '#server/live/hub.ts';
import type { Ask } from '#server/session/session.ts';
import { holdBytes, sendHeld, type HeldBytes } from '#server/wire/held-bytes.ts';

import { selectCaptains } from './captains.sql.ts';

/** At most so many buildings: a city of four million has 150,000. */
const CAPTAINS_MAX = 200_000;
/** Posts begin and end with the clock, without anybody being told. */
const RENEWED_MS = 3_600_000;
/** Scopes whose answers are kept. */
const HELD_MAX = 50;

export interface Captains {
  answer: (ask: Ask, request: FastifyRequest, reply: FastifyReply) => Promise<Buffer | null>;
}

/** Keep who answers for which building, packed, until something is imported or an hour has gone by. Those who see the same share it. */
export function createCaptains(pool: pg.Pool, hub: Pick<Hub, 'onChange' | 'onReset'>): Captains {
  const held = new Map<string, { bytes: Promise<HeldBytes>; at: number }>();
  hub.onChange((change) => {
    if (change.noun === 'district') held.clear();
  });
  hub.onReset(async () => held.clear());

  const load = async (ask: Ask): Promise<HeldBytes> => {
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
    return holdBytes(Buffer.from(packed));
  };

  return {
    answer: async (ask, request, reply) => {
      const now = ask.at.getTime();
      const key = `${ask.session.stamp} ${scopeKey(ask.session.scopeOf('see-staff'))}`;
      let known = held.get(key);
      if (!known || now - known.at > RENEWED_MS) {
        const loading = { bytes: load(ask), at: now };
        known = loading;
        if (held.size >= HELD_MAX) held.delete(held.keys().next().value!);
        held.set(key, loading);
        loading.bytes.catch(() => {
          // The next request tries again.
          if (held.get(key) === loading) held.delete(key);
        });
      }
      return sendHeld(await known.bytes, request, reply, 'captains', false);
    },
  };
}
