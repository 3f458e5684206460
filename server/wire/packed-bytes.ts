import type { FastifyReply, FastifyRequest } from 'fastify';
import type pg from 'pg';

import { scopeKey, type Scope } from '#data/access/scope.ts';
import type { Versions } from '#data/wire/messages.ts';
import { transact } from '#server/db/database.ts';
import type { Ask } from '#server/session/session.ts';

import { holdBytes, sendHeld, type HeldBytes } from './held-bytes.ts';
import { readSnapshotOnly, selectVersion } from './version.sql.ts';

/** Scopes whose bytes are kept. */
const HELD_MAX = 50;

interface Held {
  version: number;
  bytes: HeldBytes;
}

/** Bytes of one noun, packed and compressed once a version, whoever asks and however many at once. */
export interface PackedBytes {
  /** Answer a request: 304 where the reader has them, cached for good where the address names the version. */
  answer: (
    ask: Ask,
    request: FastifyRequest,
    reply: FastifyReply,
    v: number | undefined,
  ) => Promise<Buffer | null>;
}

/**
 * Keep a noun's packed bytes in memory. The version is asked of the database at each request, so that bytes
 * written by another process (an import) are served at once; version and rows are read in one snapshot. All of
 * equal scope share them.
 *
 * @param pack reads the rows, on the connection it is given and as whoever asks may see them, and packs them
 * @param scopeOf what of it the one who asks may see; null: the same for all
 */
export function createPackedBytes(
  pool: pg.Pool,
  noun: keyof Versions,
  pack: (ask: Ask, db: pg.PoolClient) => Promise<Uint8Array>,
  scopeOf: ((ask: Ask) => Scope) | null = null,
): PackedBytes {
  const held = new Map<string, { version: number; bytes: Promise<Held> }>();

  const load = async (ask: Ask): Promise<Held> => {
    const { version, raw } = await transact(pool, async (db) => {
      await readSnapshotOnly(db);
      return { version: await selectVersion(db, noun), raw: Buffer.from(await pack(ask, db)) };
    });
    return { version, bytes: await holdBytes(raw) };
  };

  const current = async (ask: Ask): Promise<Held> => {
    const version = await selectVersion(pool, noun);
    // By another tree an equal scope may hold other areas.
    const scope = scopeOf?.(ask) ?? { kind: 'all' };
    const key = scope.kind === 'some' ? `${ask.session.stamp} ${scopeKey(scope)}` : scope.kind;
    const known = held.get(key);
    if (known?.version === version) return known.bytes;
    const mine = { version, bytes: load(ask) };
    if (held.size >= HELD_MAX) held.delete(held.keys().next().value!);
    held.set(key, mine);
    mine.bytes.catch(() => {
      // The next request tries again.
      if (held.get(key) === mine) held.delete(key);
    });
    return mine.bytes;
  };

  return {
    answer: async (ask, request, reply, v) => {
      const { version, bytes } = await current(ask);
      // Kept for good it would be there for whoever signs in next at that browser.
      const isSame = scopeOf === null || ask.session.actor === null;
      return sendHeld(bytes, request, reply, `${noun}-${version}`, v === version && isSame);
    },
  };
}
