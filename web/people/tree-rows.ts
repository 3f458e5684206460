import type { OrganisationEntry } from '#data/people/managing.ts';

/** A line of the tree of organisations that is shown. */
export interface TreeRow {
  entry: OrganisationEntry;
  /** From 1, on top. */
  level: number;
  /** Whether what is below it is shown; null: nothing is. */
  open: boolean | null;
  /** Which of how many beside it: from 1. */
  at: number;
  of: number;
  /** Posts of it and of all below it. */
  posts: number;
}

/** The tree of organisations, walked once: who is below whom. One whose parent is not there, or that lies in a ring, is on top. */
export interface Forest {
  byId: ReadonlyMap<number, OrganisationEntry>;
  tops: readonly OrganisationEntry[];
  below: (id: number) => readonly OrganisationEntry[];
  /** Those above one, the highest first. */
  chainOf: (id: number) => OrganisationEntry[];
}

const NONE: readonly OrganisationEntry[] = [];

/** In the order of the list; `withClosed` keeps those that are closed. */
export function plantForest(entries: readonly OrganisationEntry[], withClosed: boolean): Forest {
  const kept = entries.filter(({ closedAt }) => withClosed || closedAt === null);
  const byId = new Map(kept.map((entry) => [entry.id, entry]));
  const below = new Map<number, OrganisationEntry[]>();
  const tops: OrganisationEntry[] = [];
  for (const entry of kept) {
    const { parentId } = entry;
    if (parentId === null || !byId.has(parentId) || hangsInRing(entry, byId)) {
      tops.push(entry);
      continue;
    }
    const siblings = below.get(parentId);
    if (siblings) siblings.push(entry);
    else below.set(parentId, [entry]);
  }
  const topIds = new Set(tops.map(({ id }) => id));
  return {
    byId,
    tops,
    below: (id) => below.get(id) ?? NONE,
    chainOf: (id) => {
      const chain: OrganisationEntry[] = [];
      for (let at = byId.get(id); at && !topIds.has(at.id);) {
        at = byId.get(at.parentId!);
        if (at) chain.unshift(at);
      }
      return chain;
    },
  };
}

function hangsInRing(entry: OrganisationEntry, byId: Forest['byId']): boolean {
  const seen = new Set<number>();
  for (let at: OrganisationEntry | undefined = entry; at; at = byId.get(at.parentId ?? 0)) {
    if (seen.has(at.id)) return at.id === entry.id;
    seen.add(at.id);
  }
  return false;
}

/** The lines that are shown: below those that are open; with something sought, what has it in its name, under what it hangs on. */
export function treeRows(forest: Forest, open: ReadonlySet<number>, sought: string): TreeRow[] {
  const text = sought.trim().toLowerCase();
  const has = ({ name, nameEn }: OrganisationEntry): boolean =>
    `${name}\n${nameEn ?? ''}`.toLowerCase().includes(text);
  const shown = new Set<number>();
  if (text !== '')
    for (const entry of forest.byId.values())
      if (has(entry)) for (const one of [...forest.chainOf(entry.id), entry]) shown.add(one.id);
  const isShown = ({ id }: OrganisationEntry): boolean => text === '' || shown.has(id);
  const posts = new Map<number, number>();
  const count = ({ id, posts: own }: OrganisationEntry): number => {
    const sum = forest.below(id).reduce((n, one) => n + count(one), own);
    posts.set(id, sum);
    return sum;
  };
  for (const top of forest.tops) count(top);
  const rows: TreeRow[] = [];
  const descend = (siblings: readonly OrganisationEntry[], level: number): void => {
    const among = siblings.filter(isShown);
    among.forEach((entry, i) => {
      const children = forest.below(entry.id).filter(isShown);
      const isOpen = children.length === 0 ? null : text !== '' || open.has(entry.id);
      rows.push({ entry, level, open: isOpen, at: i + 1, of: among.length, posts: posts.get(entry.id)! }); // prettier-ignore
      if (isOpen) descend(children, level + 1);
    });
  };
  descend(forest.tops, 1);
  return rows;
}
