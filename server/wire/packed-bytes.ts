import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

import type { FastifyReply, FastifyRequest } from 'fastify';
import type pg from 'pg';

import type { Versions } from '#data/wire/messages.ts';
import { transact } from '#server/db/database.ts';
import type { Ask } from '#server/session/session.ts';

import { readSnapshotOnly, selectVersion } from './version.sql.ts';

const asGzip = promisify(gzip);
const asBrotli = promisify(brotliCompress);

type Encoding = 'br' | 'gzip' | 'identity';

interface Held {
  version: number;
  tag: string;
  bodies: Record<Encoding, Buffer>;
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
    const [br, zipped] = await Promise.all([
      asBrotli(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }),
      asGzip(raw, { level: 6 }),
    ]);
    const tag = createHash('sha256').update(raw).digest('base64url').slice(0, 20);
    return { version, tag, bodies: { br, gzip: zipped, identity: raw } };
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
      const { version, tag, bodies } = await current(ask);
      const accepts = String(request.headers['accept-encoding'] ?? '');
      const encoding: Encoding = /\bbr\b/.test(accepts)
        ? 'br'
        : /\bgzip\b/.test(accepts)
          ? 'gzip'
          : 'identity';
      const etag = `"${noun}-${version}-${tag}-${encoding}"`;
      void reply
        .header('ETag', etag)
        .header('Vary', 'Accept-Encoding')
        .header(
          'Cache-Control',
          v === version ? 'private, max-age=31536000, immutable' : 'private, no-cache',
        );
      if (String(request.headers['if-none-match'] ?? '').includes(etag)) {
        void reply.code(304);
        return null;
      }
      void reply.header('Content-Type', 'application/octet-stream');
      if (encoding !== 'identity') void reply.header('Content-Encoding', encoding);
      return bodies[encoding];
    },
  };
}
