import { createHash } from 'node:crypto';

import { createBackOff } from './back-off.ts';
import { fetchTile, tileTypeOf, type TilePlace, type TileType } from './fetch-tile.ts';
import { openTileFiles } from './tile-files.ts';
import type { TileSettings } from './tile-settings.ts';
import { createTurns } from './turns.ts';

/** Tiles of the customer's own raster service: asked for once, kept in memory and on disk, bounded in all. */
export interface Tiles {
  attribution: string;
  maxZoom: number;
  /** A tile; null where the service has none, or cannot be had just now: no error for a map. */
  read: (place: TilePlace) => Promise<Tile | null>;
  /** Gives up what is being asked for, and waits for what is being written. */
  close: () => Promise<void>;
}

export interface Tile {
  bytes: Buffer;
  type: TileType;
}

export interface TilesMeans {
  /** Where its files lie; made when the first tile comes. */
  folder: string;
  clock: () => Date;
  /** Words for the log: what of the service or of the disk does not work. Neither address nor key is in them. */
  onTrouble: (what: string) => void;
  /** An answer that takes longer is none. */
  patienceMs?: number;
  /** Whoever has not begun to be asked for after so long is not. */
  waitMs?: number;
}

/** Bounds. Of all tiles that a screen asks for at once a few wait; of a crawl most get nothing. */
const MEMORY_BYTES = 32 * 2 ** 20;
const AT_ONCE = 8;
const MOST_WAITING = 512;
const WAIT_MS = 5_000;
const NONE_FOR_MS = 600_000;
const FAILED_FOR_MS = 30_000;
const MOST_REMEMBERED = 20_000;
const TROUBLE_EVERY_MS = 60_000;
const DAY_MS = 86_400_000;

export function createTiles(settings: TileSettings, means: TilesMeans): Tiles {
  const { clock } = means;
  const now = (): number => clock().getTime();
  const mostAgeMs = settings.cacheDays * DAY_MS;
  const files = openTileFiles({
    folder: means.folder,
    // Of another service, or another layer of it, nothing is shown.
    source: createHash('sha256').update(settings.url).digest('hex').slice(0, 12),
    mostBytes: settings.cacheBytes,
    mostAgeMs,
    clock,
    onTrouble: (code) => means.onTrouble(`tiles cannot be kept on disk: ${code}`),
  });
  /** Used least lately first. */
  const memory = new Map<string, Tile & { at: number }>();
  let memoryBytes = 0;
  /** Until when nobody asks again. */
  const without = new Map<string, number>();
  const underway = new Map<string, Promise<Tile | null>>();
  const turns = createTurns({ atOnce: AT_ONCE, mostWaiting: MOST_WAITING, waitMs: means.waitMs ?? WAIT_MS }); // prettier-ignore
  const service = createBackOff(now);
  const closing = new AbortController();
  const writing = new Set<Promise<void>>();
  let troubledAt = -Infinity;

  const take = (key: string): void => {
    memoryBytes -= memory.get(key)?.bytes.length ?? 0;
    memory.delete(key);
  };
  const remember = (key: string, tile: Tile, at: number): void => {
    take(key);
    memory.set(key, { ...tile, at });
    memoryBytes += tile.bytes.length;
    for (const oldest of memory.keys()) {
      if (memoryBytes <= MEMORY_BYTES) return;
      take(oldest);
    }
  };
  const recall = (key: string): Tile | null => {
    const tile = memory.get(key);
    if (!tile) return null;
    take(key);
    if (now() - tile.at > mostAgeMs) return null;
    memory.set(key, tile);
    memoryBytes += tile.bytes.length;
    return tile;
  };
  const goWithout = (key: string, forMs: number): null => {
    without.delete(key);
    without.set(key, now() + forMs);
    if (without.size > MOST_REMEMBERED) without.delete(without.keys().next().value!);
    return null;
  };

  const ask = async (key: string, place: TilePlace): Promise<Tile | null> => {
    // While it is let alone nobody waits for it.
    if (!service.isOpen() || !(await turns.take())) return null;
    const question = closing.signal.aborted ? null : service.begin();
    try {
      if (!question) return null;
      const fetched = await fetchTile(settings, place, closing.signal, means.patienceMs);
      if ('failed' in fetched) {
        if (closing.signal.aborted) return null;
        if (now() - troubledAt >= TROUBLE_EVERY_MS) {
          troubledAt = now();
          means.onTrouble(`the tile service gives no tile: ${fetched.failed}`);
        }
        if (question.failed()) turns.sendAway();
        return goWithout(key, FAILED_FOR_MS);
      }
      question.answered();
      if ('none' in fetched) return goWithout(key, NONE_FOR_MS);
      without.delete(key);
      remember(key, fetched, now());
      const written = files.write(key, fetched.bytes).finally(() => writing.delete(written));
      writing.add(written);
      return fetched;
    } finally {
      question?.dropped();
      turns.give();
    }
  };

  const look = async (key: string, place: TilePlace): Promise<Tile | null> => {
    const kept = await files.read(key);
    const type = kept && tileTypeOf(kept.bytes);
    if (kept && type) {
      const tile = { bytes: kept.bytes, type };
      remember(key, tile, kept.at);
      return tile;
    }
    return ask(key, place);
  };

  return {
    attribution: settings.attribution,
    maxZoom: settings.maxZoom,
    read: async (place) => {
      const key = `${place.z}/${place.x}/${place.y}`;
      const tile = recall(key);
      if (tile) return tile;
      if ((without.get(key) ?? -Infinity) > now()) return null;
      let looking = underway.get(key);
      if (!looking) {
        looking = look(key, place).finally(() => underway.delete(key));
        underway.set(key, looking);
      }
      return looking;
    },
    close: async () => {
      closing.abort();
      turns.sendAway();
      await Promise.all([...underway.values(), files.counted]);
      await Promise.all(writing);
    },
  };
}
