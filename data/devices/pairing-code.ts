/** Digits and letters of which none looks like another: no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V, and no G beside C and 6. */
export const CODE_LETTERS = '34679ACDEFHJKMNPQRTUWXY';
const LENGTH = 8;
const CODE = new RegExp(`^[${CODE_LETTERS}]{${LENGTH}}$`);

/** How long a code may be entered, and how often one is tried. */
export const PAIRING_MS = 10 * 60_000;
export const CODE_TRIES = 5;
/** How often a desk may try codes that are none. */
export const DESK_TRIES = 20;
export const DESK_TRIES_MS = 3_600_000;

/** A code of 16 random bytes, two for each letter: about 36 bits. */
export function pairingCode(random: Uint8Array): string {
  if (random.length < 2 * LENGTH) throw new RangeError(`${2 * LENGTH} random bytes are needed`);
  return Array.from({ length: LENGTH }, (_, i) => CODE_LETTERS[(random[2 * i]! * 256 + random[2 * i + 1]!) % CODE_LETTERS.length]).join(''); // prettier-ignore
}

/** A code as it was typed: small letters, wide characters, blanks and hyphens do not count. null for what is none. */
export function readCode(typed: string): string | null {
  const code = typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '');
  return CODE.test(code) ? code : null;
}

/** A code as it is shown: two groups of four. */
export function showCode(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`;
}
