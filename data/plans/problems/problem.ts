/** What may be wrong with a division, the worst first. */
export const PROBLEM_KINDS = [
  /** A cell lies below no area. */
  'no-parent',
  /** An area lies in pieces apart. */
  'not-contiguous',
  /** A building stands outside all areas. */
  'building-in-no-cell',
  /** Two areas bear one code. */
  'code-clash',
  /** A compound that is to stay whole lies in several areas, or one that is divided shares them with others. */
  'compound-cut',
  /** A border runs through a building. */
  'building-in-two-cells',
  /** A dedicated area is nobody's own matter. */
  'no-owner',
  /** Nothing is built in it. */
  'empty',
  /** It has too many or too few people. */
  'out-of-band',
  /** It has too many or too few management points. */
  'management-points',
  /** It has no name. */
  'unnamed',
  /** It is a strip too narrow to be walked. */
  'sliver',
  /** Two below one area bear one name: nobody can tell them apart by it. */
  'name-clash',
] as const;
export type ProblemKind = (typeof PROBLEM_KINDS)[number];

/** One thing that is wrong, and where to fly to. */
export interface Problem {
  kind: ProblemKind;
  /** The areas in question, ascending. */
  areas: number[];
  /** Ids of the buildings in question, ascending. */
  buildings: number[];
  compoundId: number | null;
  /** [lng, lat] */
  at: [number, number];
  /** How bad, among those of its kind: households, points, metres, pieces. Of `out-of-band` and `management-points` negative where there are too few. */
  size: number;
}

/** Worst first: by kind, then by how bad, then by what it is about. */
export function compareProblems(a: Problem, b: Problem): number {
  return (
    PROBLEM_KINDS.indexOf(a.kind) - PROBLEM_KINDS.indexOf(b.kind) ||
    Math.abs(b.size) - Math.abs(a.size) ||
    compareLists(a.areas, b.areas) ||
    compareLists(a.buildings, b.buildings) ||
    (a.compoundId ?? 0) - (b.compoundId ?? 0)
  );
}

/** Whether less is wrong than before: fewer things, and of the worst kind of which there are not as many fewer too. */
export function isLessWrong(after: readonly Problem[], before: readonly Problem[]): boolean {
  if (after.length >= before.length) return false;
  const count = (of: readonly Problem[], kind: ProblemKind): number => of.filter((one) => one.kind === kind).length; // prettier-ignore
  for (const kind of PROBLEM_KINDS) {
    const [was, is] = [count(before, kind), count(after, kind)];
    if (was !== is) return is < was;
  }
  return false;
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}
