import { expect, it } from 'vitest';

import { cookieOf, hashSecret, noCookie, readSecret } from './cookie.ts';

const A = 'a'.repeat(43);
const B = 'B-_0'.repeat(11).slice(0, 43);

it.each<[string, string | undefined, boolean, string | null]>([
  ['none', undefined, false, null],
  ['ours among others', `x=1; jingwei=${A}; y=2`, false, A],
  ['ours behind TLS', `__Host-jingwei=${B}`, true, B],
  ['a plain one behind TLS', `jingwei=${A}`, true, null],
  ['the other kind without TLS', `__Host-jingwei=${A}`, false, null],
  ['two of a name', `jingwei=${A}; jingwei=${B}`, false, null],
  ['one that is too short', `jingwei=${A.slice(1)}`, false, null],
  ['one with a strange character', `jingwei=${A.slice(1)}/`, false, null],
  ['a name that ends like ours', `notjingwei=${A}`, false, null],
])('reads %s', (_, cookies, secure, secret) => {
  expect(readSecret(cookies, secure)).toBe(secret);
});

it('is for the server alone, and behind TLS for this host alone', () => {
  expect(cookieOf(A, false, 60)).toBe(`jingwei=${A}; Max-Age=60; Path=/; HttpOnly; SameSite=Lax`);
  expect(cookieOf(A, true, 60)).toBe(
    `__Host-jingwei=${A}; Max-Age=60; Path=/; HttpOnly; SameSite=Lax; Secure`,
  );
  expect(noCookie(true)).toMatch(/^__Host-jingwei=; Max-Age=0; Path=\/; .*Secure$/);
});

it('keeps a hash of 32 bytes that differs', () => {
  expect(hashSecret(A)).toHaveLength(32);
  expect(hashSecret(A).equals(hashSecret(B))).toBe(false);
});
