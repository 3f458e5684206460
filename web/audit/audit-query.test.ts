import { expect, test } from 'vitest';

import { auditPath, NO_FILTER } from './audit-query.ts';

test('what is not asked for is not in the address', () => {
  expect(auditPath(NO_FILTER, 'UTC', null)).toBe('/api/audit');
  const filter = { act: 'sign-in', account: ' 周 ', thing: '', from: '2026-06-01', to: '2026-06-02' } as const; // prettier-ignore
  expect(decodeURIComponent(auditPath(filter, 'UTC', 7))).toBe(
    '/api/audit?act=sign-in&account=周&from=2026-06-01T00:00:00.000Z&to=2026-06-03T00:00:00.000Z&before=7',
  );
});
