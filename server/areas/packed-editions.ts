import type { FastifyReply, FastifyRequest } from 'fastify';
import type pg from 'pg';

import { transact } from '#server/db/database.ts';
import { refuse } from '#server/errors.ts';
import type { Ask } from '#server/session/session.ts';
import { holdBytes, sendHeld, type HeldBytes } from '#server/wire/held-bytes.ts';
import { readSnapshotOnly, selectVersion } from '#server/wire/version.sql.ts';

import { selectEdition } from './editions.sql.ts';
import { seesWaiting } from './list-editions.ts';
import { packAreasOf } from './pack-areas.ts';

/** Editions whose bytes are held in memory, the last ones asked for: 1 MB each for a district of 3,500 cells. */
const HELD = 4;

interface Held {
  version: number;
  bytes: HeldBytes;
}

/**
 * An answerer with the packed areas of any edition, as GET /api/areas/packed has those in force. An edition that has come
 * into force does not change but by an import, which makes another version; one that waits may yet be withdrawn, and its
 * id be another's: it is packed each time, once for all who ask meanwhile, and for who sees plans alone.
 *
 * @throws Refusal 404 unknown-edition
 */
export function createPackedEditions(pool: pg.Pool) {
  const held = new Map<number, Promise<Held>>();
  const underWay = new Map<number, Promise<Held>>();

  const load = (ask: Ask, id: number): Promise<Held> =>
    transact(pool, async (db) => {
      await readSnapshotOnly(db);
      const version = await selectVersion(db, 'areas');
      if (!(await selectEdition(db, { id }))) throw refuse(404, 'unknown-edition', String(id));
      return { version, raw: Buffer.from(await packAreasOf(ask, db, id)) };
    }).then(async ({ version, raw }) => ({ version, bytes: await holdBytes(raw) }));

  const loadOnce = (ask: Ask, id: number): Promise<Held> => {
    const begun = underWay.get(id) ?? load(ask, id).finally(() => underWay.delete(id));
    underWay.set(id, begun);
    return begun;
  };

  return async (
    ask: Ask,
    request: FastifyRequest,
    reply: FastifyReply,
    of: { id: number; v: number | undefined },
  ): Promise<Buffer | null> => {
    const { id, v } = of;
    const edition = await selectEdition(pool, { id });
    const isSettled = edition?.state !== 'waiting';
    if (!edition || !(isSettled || seesWaiting(ask))) throw refuse(404, 'unknown-edition', String(id)); // prettier-ignore
    const version = await selectVersion(pool, 'areas');
    const there = isSettled ? held.get(id) : undefined;
    const current = there && (await there).version === version ? there : loadOnce(ask, id);
    held.delete(id);
    if (isSettled) {
      held.set(id, current);
      current.catch(() => held.get(id) === current && held.delete(id));
      for (const least of held.keys()) if (held.size > HELD) held.delete(least);
    }
    const { bytes, version: packedAt } = await current;
    return sendHeld(bytes, request, reply, `edition-${id}`, isSettled && v === packedAt);
  };
}
