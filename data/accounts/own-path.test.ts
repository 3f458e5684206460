import { expect, it } from 'vitest';

import { isOwnPath } from './own-path.ts';

it.each([
  ['/watch', true],
  ['/plan?plan=1&area=2', true],
  ['/patrol#x', true],
  ['/', true],
  ['', false],
  ['watch', false],
  ['//evil.example/watch', false],
  ['/\\/evil.example', false],
  ['/\\evil.example', false],
  ['/.//evil.example', false],
  ['https://evil.example', false],
  ['javascript:alert(1)', false],
  ['/\t/evil.example', false],
  ['/watch\r\nSet-Cookie: a=b', false],
  ['/图', false],
  ['/sign-in?next=/watch', false],
  ['/api/people', false],
])('%j: %s', (path, is) => {
  expect(isOwnPath(path)).toBe(is);
});
