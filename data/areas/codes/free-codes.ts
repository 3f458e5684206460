import type { CodeScheme } from './code-scheme.ts';
import { numberCodes } from './number-codes.ts';

/** Characters of a code that is allotted. */
const LENGTH_MAX = 64;

/** Whatever a district calls its areas; what is new is the parent's code and a number. */
export const FREE_CODES: CodeScheme = {
  name: 'free',
  isCode: (_level, code) => code.trim() !== '',
  allot: (parent, children, taken) => {
    if (!parent) return { refused: 'code-from-outside' };
    const write = (head: string, no: number): string | null => {
      const code = `${head}-${String(no).padStart(2, '0')}`;
      return code.length <= LENGTH_MAX ? code : null;
    };
    return numberCodes(children.map(() => parent.code), write, taken); // prettier-ignore
  },
};
