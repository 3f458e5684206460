import { expect, it } from 'vitest';

import { keepReports, NEW_MS, REPORTS_KEPT } from './alarm-flood.ts';

it('keeps report times for ten minutes, and no more than so many, the newest', () => {
  const now = 100 * NEW_MS;
  const old = [['old', now - NEW_MS]] as const;
  expect([...keepReports(new Map([...old, ['young', now - NEW_MS + 1]]), now).keys()]).toEqual(['young']); // prettier-ignore
  const many = Array.from({ length: REPORTS_KEPT + 5 }, (_, i) => [`${i}`, now - i] as const);
  const kept = keepReports(new Map(many), now);
  expect(kept.size).toBe(REPORTS_KEPT);
  expect([kept.has('0'), kept.has(`${REPORTS_KEPT}`)]).toEqual([true, false]);
});
