import { expect, test } from 'vitest';

import { proof } from './fuzz.ts';

test('whatever is asked of a route breaks nothing and is told nothing of the inside (small size)', async () => {
  const { failures, notes } = await proof.run({ count: 300, seed: 1, log: () => {} });
  expect(failures).toEqual([]);
  // It gets past the door, too: not every answer is a no.
  expect(notes?.join()).toMatch(/\b200 \d{2,}/);
  expect(notes?.join()).toMatch(/\b400 \d{2,}/);
});
