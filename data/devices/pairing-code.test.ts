import { expect, it } from 'vitest';

import { CODE_LETTERS, pairingCode, readCode, showCode } from './pairing-code.ts';

it('has eight letters of which none looks like another', () => {
  for (const alike of ['0O', '1IL', '2Z', '5S', '8B', 'UV', 'CG', '6G']) {
    expect([...alike].filter((letter) => CODE_LETTERS.includes(letter)).length).toBeLessThan(2);
  }
  expect(new Set(CODE_LETTERS).size).toBe(CODE_LETTERS.length);
  const seen = new Set<string>();
  for (let seed = 0; seed < 2_000; seed++) {
    const code = pairingCode(Uint8Array.from({ length: 16 }, (_, i) => (seed * 7919 + i * 104729) >> 3)); // prettier-ignore
    expect(readCode(code)).toBe(code);
    for (const letter of code) seen.add(letter);
  }
  expect([...seen].sort().join('')).toBe([...CODE_LETTERS].sort().join(''));
  expect(() => pairingCode(new Uint8Array(15))).toThrow(RangeError);
});

it.each([
  ['K7QDC3MW', 'K7QDC3MW'],
  [' k7qd-c3mw ', 'K7QDC3MW'],
  ['Ｋ７ＱＤ Ｃ３ＭＷ', 'K7QDC3MW'],
  ['K7QDC3M', null],
  ['K7QDC3MWW', null],
  ['K7QDC3M0', null],
  ['', null],
])('reads %s', (typed, code) => {
  expect(readCode(typed)).toBe(code);
  if (code) expect(readCode(showCode(code))).toBe(code);
});
