import { expect, test } from 'vitest';

import { dayBegins, dayEnds } from './days.ts';

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

test('days begin and end where they are', () => {
  expect(iso(dayBegins('2026-06-01', 'Asia/Shanghai'))).toBe('2026-05-31T16:00:00.000Z');
  expect(iso(dayBegins('2026-06-01', 'America/New_York'))).toBe('2026-06-01T04:00:00.000Z');
  expect(iso(dayEnds('2026-06-30', 'Asia/Shanghai'))).toBe('2026-06-30T16:00:00.000Z');
});
test('a day of 25 hours ends when the next one begins', () => {
  expect(iso(dayBegins('2026-11-01', 'America/New_York'))).toBe('2026-11-01T04:00:00.000Z');
  expect(iso(dayEnds('2026-11-01', 'America/New_York'))).toBe('2026-11-02T05:00:00.000Z');
});
test('what is no day has no beginning and no end', () => {
  for (const day of ['2026-6-1', '2026-13-41', ''])
    expect([dayBegins(day, 'UTC'), dayEnds(day, 'UTC')]).toEqual([null, null]);
});
