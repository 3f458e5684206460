import { expect, it } from 'vitest';

import { widthInEms } from './text-width.ts';

it('a hanzi is wider than a letter', () => {
  expect(widthInEms('周敏')).toBe(2);
  expect(widthInEms('abc')).toBeLessThan(2);
});
