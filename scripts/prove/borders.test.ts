import { expect, test } from 'vitest';

import { proof } from './borders.ts';

test(
  'borders hold before two judges and an exact predicate (small size)',
  { timeout: 300_000 },
  async () => {
    const { failures, notes } = await proof.run({ count: 30, seed: 1, log: () => {} });
    expect(failures).toEqual([]);
    expect(notes?.join()).toContain('30000 points');
  },
);
