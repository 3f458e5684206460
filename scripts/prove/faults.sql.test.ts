import { expect, test } from 'vitest';

import { proof } from './faults.ts';

test(
  'a fault in the function turns its matrix red (small size)',
  { timeout: 300_000 },
  async () => {
    const { failures, notes } = await proof.run({ count: 1, seed: 1, log: () => {} });
    expect(failures).toEqual([]);
    expect(notes?.join('\n')).toMatch(/see-incidents worker S: true/);
  },
);
