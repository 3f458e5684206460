import { describe, expect, it } from 'vitest';

import { feedAge, silentFeeds } from './feed-age.ts';

const now = Date.parse('2026-11-23T03:12:08+08:00');
const feed = (secondsAgo: number, intervalS = 10) => ({
  key: 'fixes' as const,
  intervalS,
  newestAt: new Date(now - secondsAgo * 1000).toISOString(),
});

describe('feedAge', () => {
  it('is fresh until 5 s past the next due report', () => {
    expect(feedAge(feed(0), now)).toMatchObject({ kind: 'fresh', ageMs: 0, share: 0 });
    expect(feedAge(feed(10), now)).toMatchObject({ kind: 'fresh' });
    expect(feedAge(feed(15), now)).toMatchObject({ kind: 'fresh', share: 1 });
    expect(feedAge(feed(15.001), now)).toMatchObject({ kind: 'silent', share: 1 });
  });
  it('follows the interval that is set', () => {
    expect(feedAge(feed(20, 60), now).kind).toBe('fresh');
    expect(feedAge(feed(66, 60), now).kind).toBe('silent');
  });
  it('never shows a measured time ahead of the server as younger than now', () => {
    expect(feedAge(feed(-3), now)).toMatchObject({ kind: 'fresh', ageMs: 0 });
  });
  it('has no age where nothing ever reported', () => {
    expect(feedAge({ key: 'cameras', intervalS: 10, newestAt: null }, now)).toEqual({
      key: 'cameras',
      kind: 'never',
    });
  });
});

describe('silentFeeds', () => {
  it('puts the longest silent first and leaves out the fresh and the never', () => {
    const feeds = [
      feed(20),
      { ...feed(250), key: 'intake' as const },
      { key: 'cameras' as const, intervalS: 10, newestAt: null },
    ];
    expect(silentFeeds(feeds, now).map((f) => f.key)).toEqual(['intake', 'fixes']);
    expect(silentFeeds([feed(1)], now)).toEqual([]);
  });
});
