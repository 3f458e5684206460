import { expect, test } from 'vitest';

import { proof } from './kill.ts';

test(
  'a kill of the server and of its database loses nothing acknowledged (small size)',
  { timeout: 300_000 },
  async () => {
    const { failures, notes } = await proof.run({ count: 2, seed: 1, log: () => {} });
    expect(failures).toEqual([]);
    expect(notes?.join()).toContain('the server killed 2 times, its database 2 times');
  },
);
