import { expect, test } from 'vitest';

import { proof } from './plans.ts';

test(
  'a plan saved edit by edit loses and doubles nothing, whatever is cut (small size)',
  { timeout: 300_000 },
  async () => {
    const { failures, notes } = await proof.run({ count: 60, seed: 1, log: () => {} });
    expect(failures).toEqual([]);
    expect(notes?.join()).toMatch(/60 saved in 6 servers; [1-9]\d* connections cut/);
  },
);
