import { nameKey } from './account.ts';

/** Letters of any script, figures and the signs of addresses: what can be said over a telephone, and typed at any desk. */
const FITS = /^[\p{L}\p{Nd}._@-]{2,64}$/u;

/** What `accountNameOf` takes, in words. */
export const ACCOUNT_NAME = '2 to 64 letters, figures and the signs . _ - @, without blanks';

/**
 * The name of a new account, or a new name of one, as it is kept: without blanks about it, wide characters made narrow.
 * Null where it is none. Who has another one since before signs in by it as ever.
 */
export function accountNameOf(said: string): string | null {
  const name = said.normalize('NFKC').trim();
  return FITS.test(name) && FITS.test(nameKey(name)) ? name : null;
}
