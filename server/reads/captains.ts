import type { FastifyReply, FastifyRequest } from 'fastify';
import type pg from 'pg';

import { packCaptains } from '#data/wire/captains-packed.ts';
import type { Hub } from '#server/live/hub.ts';
import type { Ask } from '#server/session/session.ts';
import { holdBytes, sendHeld, type HeldBytes } from '#server/wire/held-bytes.ts';

import { selectCaptains } from './captains.sql.ts';

/** At most so many buildings: a city of four million has 150,000. */
const CAPTAINS_MAX = 200_000;
/** Posts begin and end with the clock, without anybody being told. */
const RENEWED_MS = 3_600_000;

export interface Captains {
  answer: (ask: Ask, request: FastifyRequest, reply: FastifyReply) => Promise<Buffer | null>;
}

/** Keep who answers for which building, packed, until something is imported or an hour has gone by. All who ask share it. */
export function createCaptains(pool: pg.Pool, hub: Pick<Hub, 'onChange' | 'onReset'>): Captains {
  let held: { bytes: Promise<HeldBytes>; at: number } | null = null;
  hub.onChange((change) => {
    if (change.noun === 'district') held = null;
  });
  hub.onReset(async () => void (held = null));

  const load = async (ask: Ask): Promise<HeldBytes> => {
    const rows = await selectCaptains(pool, ask.at, CAPTAINS_MAX);
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
      if (!held || now - held.at > RENEWED_MS) {
        const loading = { bytes: load(ask), at: now };
        held = loading;
        loading.bytes.catch(() => {
          // The next request tries again.
          if (held === loading) held = null;
        });
      }
      return sendHeld(await held.bytes, request, reply, 'captains', false);
    },
  };
}
