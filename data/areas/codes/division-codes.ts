import type { Coded, CodeScheme } from './code-scheme.ts';
import { numberCodes } from './number-codes.ts';

const [DISTRICT, STREET, COMMUNITY] = [1, 2, 3];

/**
 * The statistical division code (统计用区划代码) down to the community, 6 digits of the district + 3 of the street + 3 of
 * the community, then a sequence for the grid and for each level below it. A street writes 000 for its communities.
 * Where a branch skips a level zeros stand for it, so that every code of a level is of one length.
 *
 * @param digits of the sequence of a grid, a micro-grid …: from 01 or 001 on
 */
export function divisionCodes(name: string, digits: number): CodeScheme {
  const lengthOf = (level: number): number =>
    level <= COMMUNITY ? 3 + 3 * level : 12 + digits * (level - COMMUNITY);
  const own = (level: number): number => (level <= COMMUNITY ? 3 : digits);
  const stemOf = ({ level, code }: Coded): string =>
    level <= COMMUNITY ? code.slice(0, lengthOf(level)) : code;
  /** What a code of a level begins with below a parent. */
  const headOf = (level: number, parent: Coded): string =>
    stemOf(parent).padEnd(lengthOf(level) - own(level), '0');
  return {
    name,
    isCode: (level, code, parent) => {
      if (level === DISTRICT) return /^\d{6}(000000)?$/.test(code);
      if (!parent?.code) return false;
      const [head, tail] = [headOf(level, parent), level === STREET ? '000' : ''];
      const no = code.slice(head.length, lengthOf(level));
      return /^\d*[1-9]\d*$/.test(no) && code.length === lengthOf(level) + tail.length && code === head + no + tail; // prettier-ignore
    },
    allot: (parent, children, taken) => {
      if (!parent || children.some(({ level }) => level <= COMMUNITY))
        return { refused: 'code-from-outside' };
      const write = (head: string, no: number): string | null =>
        no < 10 ** digits ? head + String(no).padStart(digits, '0') : null;
      return numberCodes(children.map(({ level }) => headOf(level, parent)), write, taken); // prettier-ignore
    },
  };
}
