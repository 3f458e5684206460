import type { TileSettings } from './tile-settings.ts';

/** A tile has at most so many bytes; a longer answer is not read to its end. */
export const TILE_BYTES = 1 << 20;
/** An answer that takes longer is none. */
const PATIENCE_MS = 8_000;

/** The pictures that are passed on. */
export type TileType = 'image/png' | 'image/jpeg' | 'image/webp';

/** One of the service's tiles, its answer that there is none, or why it could not be had: words without address and key. */
export type Fetched = { bytes: Buffer; type: TileType } | { none: true } | { failed: string };

/** A tile by its place in the Web Mercator grid, row 0 in the north. */
export interface TilePlace {
  z: number;
  x: number;
  y: number;
}

/** What bytes are by how they begin, whatever their sender calls them; null for no picture. */
export function tileTypeOf(bytes: Buffer): TileType | null {
  const begins = bytes.toString('latin1', 0, 12);
  if (begins.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (begins.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  return begins.startsWith('RIFF') && begins.endsWith('WEBP') ? 'image/webp' : null;
}

function addressOf(settings: TileSettings, { z, x, y }: TilePlace): string {
  const { subdomains, key } = settings;
  const values: Record<string, string> = {
    z: String(z),
    x: String(x),
    y: String(y),
    // The same tile from the same host each time, neighbours from others.
    s: subdomains[(x + y) % subdomains.length]!,
    key: encodeURIComponent(key ?? ''),
  };
  return settings.url.replace(/\{([a-z]+)\}/g, (_, hole: string) => values[hole]!);
}

/**
 * Ask the service for one tile. Never throws, and follows no redirect: it would carry the key to whoever is named there.
 *
 * @param signal gives up, as the patience of PATIENCE_MS does
 */
export async function fetchTile(
  settings: TileSettings,
  place: TilePlace,
  signal: AbortSignal,
  patienceMs = PATIENCE_MS,
): Promise<Fetched> {
  const patience = AbortSignal.timeout(patienceMs);
  try {
    const response = await fetch(addressOf(settings, place), {
      redirect: 'manual',
      signal: AbortSignal.any([signal, patience]),
      // Some services answer only what names itself.
      headers: { Accept: 'image/*', 'User-Agent': 'Mozilla/5.0 (compatible; Jingwei)' },
    });
    const { status } = response;
    if (status !== 200) {
      await response.body?.cancel();
      return status === 404 || status === 204 ? { none: true } : { failed: `status ${status}` };
    }
    const bytes = await readAtMost(response, TILE_BYTES);
    if (!bytes) return { failed: `more than ${TILE_BYTES} bytes` };
    const type = tileTypeOf(bytes);
    return type ? { bytes, type } : { failed: 'no picture' };
  } catch {
    // Its own words may hold the address.
    return { failed: patience.aborted ? `no answer in ${patienceMs} ms` : 'no connection' };
  }
}

/** A body; null, and the rest unread, where it is longer than `most`. */
async function readAtMost(response: Response, most: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (!response.body) return Buffer.alloc(0);
  for await (const chunk of response.body as ReadableStream<Uint8Array> &
    AsyncIterable<Uint8Array>) {
    length += chunk.length;
    // Leaving the loop cancels the rest.
    if (length > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
