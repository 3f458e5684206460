/** Of ES2024, in Node since 20. */
type WellFormed = string & { isWellFormed: () => boolean };

/** Characters that turn the direction of the text around them: embeddings, overrides and isolates of either. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/;

/** What `isKeptText` asks, in words. */
export const KEPT_TEXT =
  'text without the character of number 0, without half characters and without characters that turn the direction of the text around them (U+202A–202E, U+2066–2069)';

/**
 * Whether a text is kept: PostgreSQL keeps none with the character of number 0 or with half a character, and none is
 * taken that would turn the words of a screen that stand beside it.
 */
export function isKeptText(text: string): boolean {
  return !text.includes('\0') && (text as WellFormed).isWellFormed() && !TURNING.test(text);
}
