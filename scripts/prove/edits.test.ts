import { expect, test } from 'vitest';

import { proof } from './edits.ts';

test(
  'edits of all kinds leave the areas seamless, before two judges, and can be taken back (small size)',
  { timeout: 300_000 },
  async () => {
    const { failures, notes } = await proof.run({ count: 60, seed: 1, log: () => {} });
    expect(failures).toEqual([]);
    expect(notes?.join()).toMatch(/60 edits tried, \d\d made/);
  },
);
