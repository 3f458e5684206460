import type { Act } from './acts.ts';
import type { DeviceRole, HeldPost } from './held-posts.ts';
import type { Trees } from './relation.ts';
import { ROLE_ACTS } from './roles.ts';

/** A post at an area, or a wall that shows one. */
export interface AreaPost {
  /** Whose it is: whatever tells holders apart. */
  holder: string;
  role: HeldPost['role'] | DeviceRole;
  areaId: number;
}

/** Land that lies in one cell before an edition, and in one after. */
export interface LandPiece {
  fromId: number;
  toId: number;
}

/** Land that somebody comes to see: the largest areas, as they were, of which all is gained, and cells of which a part is. */
export interface SightGained {
  holder: string;
  role: AreaPost['role'];
  areas: { id: number; whole: boolean }[];
}

type Tree = Trees['areas'];

const SIGHTS = new Map<string, readonly Act[]>(
  Object.entries(ROLE_ACTS).map(([role, { within }]) => [
    role,
    within.filter((act) => act.startsWith('see-') && act !== 'see-public'),
  ]),
);

/**
 * Who would by an edition come to see land that they did not see by the same act. A holder's posts count together: whoever
 * moves between two of their own areas gains nothing. Land that is new in the district is nobody's gain: it was nobody's.
 *
 * @param before the areas in force, and the posts at them; those at the district's own area, too, for they see all already
 * @param after the same as the edition would have them
 * @param land all land that both have, in pieces
 */
export function whoGainsSight(
  before: { areas: Tree; posts: readonly AreaPost[] },
  after: { areas: Tree; posts: readonly AreaPost[] },
  land: readonly LandPiece[],
): SightGained[] {
  const [was, is] = [byArea(before.posts), byArea(after.posts)];
  const piecesOf = new Map<number, number>();
  /** By role and holder the pieces gained of each cell as it was. */
  const gained = new Map<string, AreaPost & { pieces: Map<number, number> }>();
  for (const { fromId, toId } of land) {
    piecesOf.set(fromId, (piecesOf.get(fromId) ?? 0) + 1);
    const saw = new Map<string, Set<Act>>();
    for (const id of chainOf(before.areas, fromId)) {
      for (const { holder, role } of was.get(id) ?? [])
        saw.set(holder, new Set([...(saw.get(holder) ?? []), ...SIGHTS.get(role)!]));
    }
    const here = chainOf(after.areas, toId).flatMap((id) => is.get(id) ?? []);
    // Of two posts by which one gains the same the one is enough.
    const once = new Map(here.map((post) => [`${post.role} ${post.holder}`, post]));
    for (const [key, post] of once) {
      if (SIGHTS.get(post.role)!.every((act) => saw.get(post.holder)?.has(act))) continue;
      const mine = gained.get(key) ?? { ...post, pieces: new Map() };
      mine.pieces.set(fromId, (mine.pieces.get(fromId) ?? 0) + 1);
      gained.set(key, mine);
    }
  }
  const childCount = new Map<number, number>();
  for (const parentId of before.areas.values())
    if (parentId !== null) childCount.set(parentId, (childCount.get(parentId) ?? 0) + 1);
  return [...gained.values()].map(({ holder, role, pieces }) => {
    const cells = [...pieces.keys()];
    const isWhole = (cell: number): boolean => pieces.get(cell) === piecesOf.get(cell);
    const whole = largestOf(cells.filter(isWhole), before.areas, childCount);
    const parts = cells.filter((cell) => !isWhole(cell));
    const areas = [...whole.map((id) => ({ id, whole: true })), ...parts.map((id) => ({ id, whole: false }))]; // prettier-ignore
    return { holder, role, areas };
  });
}

/** An area and all above it. */
function chainOf(tree: Tree, id: number): number[] {
  const chain: number[] = [];
  for (let at: number | null = id; at !== null && tree.has(at); at = tree.get(at)!) chain.push(at);
  return chain;
}

function byArea(posts: readonly AreaPost[]): Map<number, AreaPost[]> {
  const found = new Map<number, AreaPost[]>();
  for (const post of posts) {
    const list = found.get(post.areaId);
    if (list) list.push(post);
    else found.set(post.areaId, [post]);
  }
  return found;
}

/** Instead of all children of an area the area, as far up as that goes. */
function largestOf(
  ids: readonly number[],
  areas: Tree,
  childCount: ReadonlyMap<number, number>,
): number[] {
  // prettier-ignore
  const found = new Set(ids);
  let some: readonly number[] = ids;
  while (some.length > 0) {
    const held = new Map<number, number[]>();
    for (const id of some) {
      const parentId = areas.get(id) ?? null;
      if (parentId !== null) held.set(parentId, [...(held.get(parentId) ?? []), id]);
    }
    const next: number[] = [];
    for (const parentId of held.keys()) {
      const children = [...found].filter((id) => areas.get(id) === parentId);
      if (children.length < childCount.get(parentId)!) continue;
      for (const id of children) found.delete(id);
      found.add(parentId);
      next.push(parentId);
    }
    some = next;
  }
  return [...found].sort((a, b) => a - b);
}
