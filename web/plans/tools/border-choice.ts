import type { Border } from './tool.ts';

/** Whether two are the same border, wherever each was pointed at. */
export function sameBorder(a: Border | null, b: Border | null): boolean {
  if (!a || !b) return a === b;
  const ends = ({ line }: Border): string[] => [String(line[0]), String(line.at(-1))].sort();
  const [[a1, a2], [b1, b2]] = [ends(a), ends(b)];
  const sides = ({ between }: Border): string => [...between].sort((p, q) => p - q).join();
  return a1 === b1 && a2 === b2 && sides(a) === sides(b) && a.line.length === b.line.length;
}
