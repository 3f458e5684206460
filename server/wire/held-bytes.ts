import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

import type { FastifyReply, FastifyRequest } from 'fastify';

const asGzip = promisify(gzip);
const asBrotli = promisify(brotliCompress);

type Encoding = 'br' | 'gzip' | 'identity';

/** Bytes as they are sent: compressed once, for whoever asks. */
export interface HeldBytes {
  /** Of what is in them. */
  tag: string;
  bodies: Record<Encoding, Buffer>;
}

export async function holdBytes(raw: Buffer): Promise<HeldBytes> {
  const [br, zipped] = await Promise.all([
    asBrotli(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }),
    asGzip(raw, { level: 6 }),
  ]);
  const tag = createHash('sha256').update(raw).digest('base64url').slice(0, 20);
  return { tag, bodies: { br, gzip: zipped, identity: raw } };
}

/**
 * Answer a request with held bytes, or 304 (null) where the reader has them.
 *
 * @param name what they are, without quotes: a part of the tag
 * @param forGood the address names just these bytes, so that they may be kept for good
 */
export function sendHeld(
  { tag, bodies }: HeldBytes,
  request: FastifyRequest,
  reply: FastifyReply,
  name: string,
  forGood: boolean,
): Buffer | null {
  const accepts = String(request.headers['accept-encoding'] ?? '');
  const encoding: Encoding = /\bbr\b/.test(accepts)
    ? 'br'
    : /\bgzip\b/.test(accepts)
      ? 'gzip'
      : 'identity';
  const etag = `"${name}-${tag}-${encoding}"`;
  void reply
    .header('ETag', etag)
    .header('Vary', 'Accept-Encoding')
    .header(
      'Cache-Control',
      forGood ? 'private, max-age=31536000, immutable' : 'private, no-cache',
    );
  if (String(request.headers['if-none-match'] ?? '').includes(etag)) {
    void reply.code(304);
    return null;
  }
  void reply.header('Content-Type', 'application/octet-stream');
  if (encoding !== 'identity') void reply.header('Content-Encoding', encoding);
  return bodies[encoding];
}
