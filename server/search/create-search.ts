import type { FastifyBaseLogger } from 'fastify';
import type pg from 'pg';

import type { SearchAnswer } from '#data/wire/search.ts';
import { refuse } from '#server/errors.ts';
import type { Ask } from '#server/session/session.ts';

import { selectSearchKey } from './search.sql.ts';
import { startIndex, type IndexPatience, type RunningIndex } from './start-index.ts';

/** What can be found, in memory, and kept up with the database. */
export interface Search {
  /** Make the index now, so that the first who asks does not wait for it. */
  warm: (ask: Ask) => void;
  /** Areas, compounds, buildings, people, units and sites that are like a text, best first. */
  find: (ask: Ask, text: string, near: [number, number] | null, limit: number) => Promise<SearchAnswer[]>; // prettier-ignore
  close: () => Promise<void>;
}

/** For the first index. */
const PATIENCE_MS = 15_000;
/** Between two: what changes all the time is followed at this pace. */
const PAUSE_MS = 2_000;
/** After a build that failed, doubled by each that follows. */
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Each question looks first whether what the index was made from has changed: then another is made meanwhile, and
 * answers from when it is ready. One that has ended by itself, or was hung and ended, is made anew; where making fails it is
 * tried again after a pause that grows, in which who asks and has no older index to be answered from is refused at once.
 *
 * @param given other bounds, ms
 */
export function createSearch(
  pool: pg.Pool,
  log: FastifyBaseLogger,
  given: { patience?: IndexPatience; firstPauseMs?: number } = {},
): Search {
  const { connectionString } = pool.options as { connectionString: string };
  let held: { index: RunningIndex; key: string } | null = null;
  let next: RunningIndex | null = null;
  let madeAt = Number.NEGATIVE_INFINITY;
  let closed = false;
  let failures = 0;
  let notBefore = Number.NEGATIVE_INFINITY;
  const pauseAfter = (error: unknown): void => {
    const pauseMs = Math.min(LONGEST_PAUSE_MS, (given.firstPauseMs ?? FIRST_PAUSE_MS) * 2 ** failures++); // prettier-ignore
    notBefore = performance.now() + pauseMs;
    log.error({ err: error, pauseMs }, 'the index of search');
  };

  /** Begin to make the next one, unless it is being made; null where making it has just failed. */
  const make = (ask: Ask): RunningIndex | null => {
    if (next) return next;
    if (closed || performance.now() < notBefore) return null;
    const index = startIndex(connectionString, ask.at, given.patience);
    next = index;
    index.ready
      .then(({ key, things, ms }) => {
        if (closed) return;
        log.info({ things, ms: Math.round(ms) }, 'search is ready');
        failures = 0;
        held?.index.retire();
        held = { index, key };
      })
      .catch((error: unknown) => closed || pauseAfter(error))
      .finally(() => {
        next = null;
        madeAt = performance.now();
      });
    return index;
  };

  return {
    warm: (ask) => void make(ask),
    find: async (ask, text, near, limit) => {
      const key = await selectSearchKey(pool);
      const lost = held?.index.goneBecause();
      if (lost) {
        log.error({ err: lost }, 'the index of search');
        held = null;
      }
      if (held && held.key !== key && performance.now() - madeAt > PAUSE_MS) make(ask);
      const index = held?.index ?? make(ask);
      if (!index) throw refuse(503, 'not-ready', 'the index of search could not be made');
      if (!held) await inTime(index.ready);
      return index.find({ text, near, limit });
    },
    close: async () => {
      closed = true;
      await Promise.all([next?.end(), held?.index.end()]);
    },
  };
}

/** Wait for an index; why it could not be made is in the log. */
async function inTime(ready: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const why = refuse(503, 'not-ready', 'the index of search is being made');
    timer = setTimeout(() => reject(why), PATIENCE_MS);
  });
  const made = ready.catch(() => {
    throw refuse(503, 'not-ready', 'the index of search could not be made');
  });
  await Promise.race([made, late]).finally(() => clearTimeout(timer));
}
