import { expect, it } from 'vitest';

import { createFeeds } from './feeds.ts';

const NOW = new Date('2026-01-15T08:00:00.000Z');
const intervalS = { fixes: 10, intake: 10, cameras: 30 };
const ago = (s: number): Date => new Date(NOW.getTime() - 1000 * s);
const ages = (feeds: ReturnType<typeof createFeeds>): Record<string, string | null> =>
  Object.fromEntries(feeds.message(true).feeds.map((f) => [f.key, f.newestAt]));

it('has never heard of a feed until it reports', () => {
  const feeds = createFeeds({ clock: () => NOW, intervalS });
  expect(feeds.message(true)).toEqual({
    now: NOW.toISOString(),
    feeds: [
      { key: 'fixes', intervalS: 10, newestAt: null },
      { key: 'intake', intervalS: 10, newestAt: null },
      { key: 'cameras', intervalS: 30, newestAt: null },
    ],
  });
});

it('keeps the newest measured report: neither a late one nor one of the future changes that', () => {
  const feeds = createFeeds({ clock: () => NOW, intervalS });
  feeds.report('fixes', ago(20));
  feeds.report('fixes', ago(60));
  feeds.report('fixes', new Date(Number.NaN));
  expect(ages(feeds)['fixes']).toBe(ago(20).toISOString());
  feeds.report('fixes', ago(-3600));
  expect(ages(feeds)['fixes']).toBe(NOW.toISOString());
});

it('says to who sees a part no more than the last whole interval', () => {
  const feeds = createFeeds({ clock: () => NOW, intervalS });
  for (const s of [0, 3, 9.999]) {
    feeds.report('intake', new Date(NOW.getTime() + 1000 * (s - 30)));
    expect(feeds.message(false).feeds[1]!.newestAt).toBe(ago(30).toISOString());
  }
  feeds.report('intake', ago(20));
  expect(feeds.message(false).feeds[1]!.newestAt).toBe(ago(20).toISOString());
});

it('hears reports among the changes, by when they were measured', () => {
  const feeds = createFeeds({ clock: () => NOW, intervalS });
  const at = NOW.toISOString();
  feeds.hear({
    noun: 'sites',
    kind: 'states',
    at,
    states: [
      [1, 'offline', ago(9).toISOString()],
      [2, 'online', ago(5).toISOString()],
    ],
  });
  feeds.hear({ noun: 'units', kind: 'duty', at, unitId: 1, onDuty: true });
  const told = { noun: 'incidents', at: ago(3).toISOString(), incident: {}, figures: {} };
  feeds.hear({ ...told, kind: 'stepped' } as never);
  expect(ages(feeds)).toEqual({ fixes: null, intake: null, cameras: ago(5).toISOString() });
  feeds.hear({ ...told, kind: 'reported' } as never);
  // Somebody reported by hand where no intake is known.
  expect(ages(feeds)['intake']).toBeNull();
  feeds.report('intake', ago(60));
  feeds.hear({ ...told, kind: 'reported' } as never);
  expect(ages(feeds)['intake']).toBe(ago(3).toISOString());
});
