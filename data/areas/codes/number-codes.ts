import type { CodeRefusal } from './code-scheme.ts';

/**
 * For each head, in their order, the first code after it that is not taken; heads that are alike get codes that differ.
 *
 * @param write the code of a head and a number from 1 on; null beyond the last one
 */
export function numberCodes(
  heads: readonly string[],
  write: (head: string, no: number) => string | null,
  taken: ReadonlySet<string>,
): string[] | { refused: CodeRefusal } {
  const last = new Map<string, number>();
  const codes: string[] = [];
  for (const head of heads) {
    let no = last.get(head) ?? 0;
    let code: string | null;
    do code = write(head, ++no);
    while (code !== null && taken.has(code));
    if (code === null) return { refused: 'codes-used-up' };
    last.set(head, no);
    codes.push(code);
  }
  return codes;
}
