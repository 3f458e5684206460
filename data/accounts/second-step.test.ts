import { expect, it } from 'vitest';

import { inFours, readCode } from './second-step.ts';

it.each([
  ['123456', { kind: 'phone', code: '123456' }],
  ['123 456', { kind: 'phone', code: '123456' }],
  ['12345', null],
  ['1234567', null],
  ['ABCD-efgh-jkmn-pqrs', { kind: 'recovery', code: 'abcdefghjkmnpqrs' }],
  ['oOil abcd efgh jkmn', { kind: 'recovery', code: '0011abcdefghjkmn' }],
  ['uuuu-abcd-efgh-jkmn', null],
  ['abcd-efgh-jkmn-pqr', null],
  ['      ', null],
])('%s is %j', (typed, code) => {
  expect(readCode(typed)).toEqual(code);
});

it('stands in groups of four', () => {
  expect(inFours('abcdefghij', '-')).toBe('abcd-efgh-ij');
  expect(inFours('', '-')).toBe('');
});
