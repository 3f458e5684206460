/** Of ES2024, in Node since 20. */
type WellFormed = string & { isWellFormed: () => boolean };

/** Whether PostgreSQL keeps a text as it is: without the character of number 0, and without half characters. */
export function isKeptText(text: string): boolean {
  return !text.includes('\0') && (text as WellFormed).isWellFormed();
}
