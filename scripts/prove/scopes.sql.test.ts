import { expect, test } from 'vitest';

import { proof } from './scopes.ts';

test(
  'nothing crosses a scope while posts, sessions and units move (small size)',
  { timeout: 300_000 },
  async () => {
    const { failures, notes } = await proof.run({ count: 100, seed: 1, log: () => {} });
    expect(failures).toEqual([]);
    expect(notes?.join()).toMatch(/31 watch: [1-9]\d+ frames/);
  },
);
