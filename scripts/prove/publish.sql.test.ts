import { expect, test } from 'vitest';

import { proof } from './publish.ts';

test(
  'publishing and coming into force are whole or not at all, wherever they are cut (small size)',
  { timeout: 300_000 },
  async () => {
    const { failures, notes } = await proof.run({ count: 10, seed: 1, log: () => {} });
    expect(failures).toEqual([]);
    expect(notes?.join()).toMatch(/[1-9]\d* cuts/);
  },
);
