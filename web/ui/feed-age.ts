import type { Feed } from '#data/wire/messages.ts';

/** A feed is loud this long after its next report was due. */
export const LOUD_AFTER_MS = 5_000;

export type FeedAge =
  /** Has never reported: not a feed to be loud about. */
  | { key: Feed['key']; kind: 'never' }
  | {
      key: Feed['key'];
      kind: 'fresh' | 'silent';
      /** Since the newest measured fix, fact or heartbeat, by the server's clock; never below 0. */
      ageMs: number;
      /** Share of the time until it is loud, 0 … 1: how full its age bar is. */
      share: number;
    };

/**
 * How old a feed is at `now` (the server's clock, ms since 1970). It is silent when more than
 * LOUD_AFTER_MS have gone by since its next report was due: newest + interval + 5 s.
 */
export function feedAge(feed: Feed, now: number): FeedAge {
  const newest = feed.newestAt === null ? Number.NaN : Date.parse(feed.newestAt);
  if (Number.isNaN(newest)) return { key: feed.key, kind: 'never' };
  const ageMs = Math.max(0, now - newest);
  const loudMs = feed.intervalS * 1000 + LOUD_AFTER_MS;
  return {
    key: feed.key,
    kind: ageMs > loudMs ? 'silent' : 'fresh',
    ageMs,
    share: Math.min(1, ageMs / loudMs),
  };
}

/** The silent ones, longest silent first. */
export function silentFeeds(feeds: readonly Feed[], now: number): (FeedAge & { kind: 'silent' })[] {
  return feeds
    .map((feed) => feedAge(feed, now))
    .filter((age): age is FeedAge & { kind: 'silent' } => age.kind === 'silent')
    .sort((a, b) => b.ageMs - a.ageMs);
}
