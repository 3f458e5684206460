import type { FastifyReply, FastifyRequest } from 'fastify';
import type pg from 'pg';

import type { Versions } from '#data/wire/messages.ts';
import { transact } from '#server/db/database.ts';
import type { Ask } from '#server/session/session.ts';

import { holdBytes, sendHeld, type HeldBytes } from './held-bytes.ts';
import { readSnapshotOnly, selectVersion } from './version.sql.ts';

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
 * written by another process (an import) are served at once; version and rows are read in one snapshot. All who ask
 * share them, as long as every session sees all.
 *
 * @param pack reads the rows, on the connection it is given and as whoever asked first may see them, and packs them
 */
export function createPackedBytes(
  pool: pg.Pool,
  noun: keyof Versions,
  pack: (ask: Ask, db: pg.PoolClient) => Promise<Uint8Array>,
): PackedBytes {
  let held: Promise<Held> | null = null;
  let heldVersion = -1;

  const load = async (ask: Ask): Promise<Held> => {
    const { version, raw } = await transact(pool, async (db) => {
      await readSnapshotOnly(db);
      return { version: await selectVersion(db, noun), raw: Buffer.from(await pack(ask, db)) };
    });
    return { version, bytes: await holdBytes(raw) };
  };

  const current = async (ask: Ask): Promise<Held> => {
    const version = await selectVersion(pool, noun);
    if (!held || heldVersion !== version) {
      heldVersion = version;
      const loading = load(ask);
      held = loading;
      loading.catch(() => {
        // The next request tries again.
        if (held === loading) held = null;
      });
    }
    return held;
  };

  return {
    answer: async (ask, request, reply, v) => {
      const { version, bytes } = await current(ask);
      return sendHeld(bytes, request, reply, `${noun}-${version}`, v === version);
    },
  };
}
