import { expect, test } from 'vitest';

import { auditPath, dayBegins, NO_FILTER } from './audit-query.ts';

test('days are the district’s', () => {
  expect(new Date(dayBegins('2026-06-01', 'Asia/Shanghai')!).toISOString()).toBe('2026-05-31T16:00:00.000Z'); // prettier-ignore
  expect(new Date(dayBegins('2026-06-01', 'America/New_York')!).toISOString()).toBe('2026-06-01T04:00:00.000Z'); // prettier-ignore
  expect(dayBegins('2026-6-1', 'UTC')).toBeNull();
  expect(dayBegins('2026-13-41', 'UTC')).toBeNull();
});

test('what is not asked for is not in the address', () => {
  expect(auditPath(NO_FILTER, 'UTC', null)).toBe('/api/audit');
  const filter = { act: 'sign-in', account: ' 周 ', thing: '', from: '2026-06-01', to: '2026-06-02' } as const; // prettier-ignore
  expect(decodeURIComponent(auditPath(filter, 'UTC', 7))).toBe(
    '/api/audit?act=sign-in&account=周&from=2026-06-01T00:00:00.000Z&to=2026-06-03T00:00:00.000Z&before=7',
  );
});
