import type { PlanArea, PlanState } from '#data/plans/plan-state.ts';

/** What is said of an area beside its border. */
export const CLASH_KEYS = [
  'name',
  'nameEn',
  'code',
  'kind',
  'leaderId',
  'ownerId',
  'band',
  'locked',
  'parentId',
  'level',
] as const satisfies (keyof PlanArea)[];
export type ClashKey = (typeof CLASH_KEYS)[number];

/** A word of an area that a plan and the edition in force have both changed, each to its own. */
export interface Clash {
  key: ClashKey;
  was: unknown;
  mine: unknown;
  /** null where the area is no more in force. */
  theirs: unknown;
}

type Said = Pick<PlanState, 'areas'>;

/** What both say of an area of the edition that the plan was drawn on, each otherwise and not the same; nothing where only one does. */
export function clashesOf(base: Said, mine: Said, theirs: Said, id: number): Clash[] {
  const [was, own, there] = [base.areas.get(id), mine.areas.get(id), theirs.areas.get(id)];
  if (!was || !own || own === was) return [];
  return CLASH_KEYS.flatMap((key): Clash[] => {
    if (isSame(own[key], was[key])) return [];
    if (there && (isSame(there[key], was[key]) || isSame(there[key], own[key]))) return [];
    return [{ key, was: was[key], mine: own[key], theirs: there ? there[key] : null }];
  });
}

/** Of what an area is called and where it belongs, what has become other than it was. */
export function saidAnew(was: PlanArea, is: PlanArea): Partial<PlanArea> {
  return Object.fromEntries(CLASH_KEYS.flatMap((key) => isSame(is[key], was[key]) ? [] : [[key, is[key]]])); // prettier-ignore
}

/** Whether two words of an area are the same. */
export const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
