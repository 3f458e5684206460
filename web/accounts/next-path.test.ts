import { expect, test } from 'vitest';

import { nextPath } from './next-path.ts';

test.each([
  ['', '/watch'],
  ['?next=/plan?plan=1%26area=2', '/plan?plan=1&area=2'],
  ['?next=%2Fpatrol%23x', '/patrol#x'],
  ['?next=//evil.example/watch', '/watch'],
  ['?next=/%5C/evil.example', '/watch'],
  ['?next=https://evil.example', '/watch'],
  ['?next=javascript:alert(1)', '/watch'],
  ['?next=/%09/evil.example', '/watch'],
  ['?next=/sign-in', '/watch'],
  ['?next=/api/people', '/watch'],
])('%s leads to %s', (search, path) => {
  expect(nextPath(search)).toBe(path);
});
