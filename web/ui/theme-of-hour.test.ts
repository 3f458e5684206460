import { describe, expect, it } from 'vitest';

import { themeOfHour } from './theme-of-hour.ts';

const at = (iso: string) => themeOfHour(Date.parse(iso), 'Europe/London');

describe('the theme of an hour', () => {
  it('is light from seven until nineteen by the clock on the district’s walls', () => {
    expect(at('2026-01-10T06:59:59Z')).toBe('dark');
    expect(at('2026-01-10T07:00:00Z')).toBe('light');
    expect(at('2026-01-10T18:59:59Z')).toBe('light');
    expect(at('2026-01-10T19:00:00Z')).toBe('dark');
    expect(at('2026-01-10T00:00:00Z')).toBe('dark');
  });
  it('follows that clock when it is put forward and back', () => {
    expect(at('2026-03-29T06:00:00Z')).toBe('light');
    expect(at('2026-03-28T06:00:00Z')).toBe('dark');
    expect(at('2026-10-25T06:30:00Z')).toBe('dark');
    expect(at('2026-10-24T06:30:00Z')).toBe('light');
  });
});
