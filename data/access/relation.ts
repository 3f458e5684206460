import type { HeldPost } from './held-posts.ts';

type Held = Omit<HeldPost, 'role'>;

/** What is asked about, as far as it decides: where it is, whose matter it is, who has it in hand. */
export interface Thing {
  areaId: number | null;
  organisationId: number | null;
  buildingId: number | null;
  /** People whose own it is: who holds the task, who carries the unit. */
  personIds: readonly number[];
}

/** What lies in no area, and is nobody's: the whole district's alone. */
export const NOWHERE: Thing = { areaId: null, organisationId: null, buildingId: null, personIds: [] }; // prettier-ignore

/** What lies in an area. */
export const inArea = (areaId: number | null): Thing => ({ ...NOWHERE, areaId });

/** Somebody who walks is theirs who lead where that one is at home, and their own, wherever they are. */
export function thingOfUnit(unit: { homeAreaId: number | null; personId: number | null }): Thing {
  return { ...inArea(unit.homeAreaId), personIds: unit.personId === null ? [] : [unit.personId] };
}

/** The two trees, each as the parent by id; null for a root. An area that is no more hangs where it hung last. */
export interface Trees {
  areas: ReadonlyMap<number, number | null>;
  organisations: ReadonlyMap<number, number | null>;
}

/** How a thing lies to what a post is held for. */
export type Relation = 'own' | 'child' | 'parent' | 'sibling' | 'other-organisation' | 'none';

/** No tree is deeper; an import could make a ring of organisations, and nobody may hang on it. */
const DEEP = 64;

/** Whether `id` is `above` or below it, in a tree. */
export function isWithin(tree: Trees['areas'], id: number, above: number): boolean {
  let at: number | null | undefined = id;
  for (let step = 0; at != null && step < DEEP; step++) {
    if (at === above) return true;
    at = tree.get(at);
  }
  return false;
}

/** Whether a post is one of the whole district: it names nothing, or the area that has none above it. */
export function isOfDistrict(post: Held, trees: Trees): boolean {
  if (post.buildingId !== null) return false;
  if (post.areaId !== null) return trees.areas.get(post.areaId) === null;
  return post.organisationId === null;
}

/** How a thing lies to a post. To one of the whole district everything is a child, also what lies in no area. */
export function relationOf(post: Held, thing: Thing, trees: Trees): Relation {
  if (post.buildingId !== null) return thing.buildingId === post.buildingId ? 'own' : 'none';
  if (isOfDistrict(post, trees))
    return post.areaId !== null && thing.areaId === post.areaId ? 'own' : 'child';
  const [tree, here, there] =
    post.areaId !== null
      ? ([trees.areas, post.areaId, thing.areaId] as const)
      : ([trees.organisations, post.organisationId!, thing.organisationId] as const);
  if (there === here) return 'own';
  if (there !== null) {
    if (isWithin(tree, there, here)) return 'child';
    if (isWithin(tree, here, there)) return 'parent';
    const parent = tree.get(here) ?? null;
    if (parent !== null && tree.get(there) === parent) return 'sibling';
  }
  const theirs = thing.organisationId;
  return theirs !== null && theirs !== post.organisationId ? 'other-organisation' : 'none';
}
