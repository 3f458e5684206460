import { expect, test } from 'vitest';

import { proof } from './lanes.ts';

test(
  'the lane of facts loses and doubles nothing, whatever is cut, and nobody waits for a slow one (small size)',
  { timeout: 300_000 },
  async () => {
    const { failures, notes } = await proof.run({ count: 30, seed: 1, log: () => {} });
    expect(failures).toEqual([]);
    expect(notes?.join()).toContain('27 cuts of connections, 3 of the server');
    expect(notes?.join()).toContain('beside 20');
  },
);
