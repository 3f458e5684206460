import { describe, expect, it } from 'vitest';

import type { OrganisationEntry } from '#data/people/managing.ts';

import { plantForest, treeRows } from './tree-rows.ts';

const entry = (id: number, parentId: number | null, more: Partial<OrganisationEntry> = {}): OrganisationEntry => ({
  id, parentId, name: `o${id}`, nameEn: null, kind: 'department', closedAt: null, posts: 1, mayChange: true, ...more,
}); // prettier-ignore
const ENTRIES = [
  entry(1, null),
  entry(2, 1),
  entry(3, 2, { nameEn: 'Cleaners' }),
  entry(4, 1, { closedAt: '2026-06-01T00:00:00.000Z' }),
  entry(5, null),
];
const ids = (rows: ReturnType<typeof treeRows>) => rows.map(({ entry: { id }, level }) => [id, level]); // prettier-ignore

describe('the tree of organisations', () => {
  it('shows what is below those that are open, and counts the posts below', () => {
    const forest = plantForest(ENTRIES, false);
    const shut = treeRows(forest, new Set(), '');
    expect(ids(shut)).toEqual([[1, 1], [5, 1]]); // prettier-ignore
    expect(shut[0]).toMatchObject({ open: false, at: 1, of: 2, posts: 3 });
    expect(ids(treeRows(forest, new Set([1, 2]), ''))).toEqual([[1, 1], [2, 2], [3, 3], [5, 1]]); // prettier-ignore
    expect(ids(treeRows(plantForest(ENTRIES, true), new Set([1]), ''))).toEqual([[1, 1], [2, 2], [4, 2], [5, 1]]); // prettier-ignore
  });
  it('finds by a part of either name, under what it hangs on', () => {
    expect(ids(treeRows(plantForest(ENTRIES, true), new Set(), ' clean'))).toEqual([[1, 1], [2, 2], [3, 3]]); // prettier-ignore
    expect(treeRows(plantForest(ENTRIES, true), new Set(), 'none')).toEqual([]);
  });
  it('shows those whose parent is not there, and each of a ring, on top', () => {
    const forest = plantForest([entry(1, 2), entry(2, 1), entry(3, 2), entry(4, 99)], true);
    expect(ids(treeRows(forest, new Set([1, 2]), ''))).toEqual([[1, 1], [2, 1], [3, 2], [4, 1]]); // prettier-ignore
    expect(forest.chainOf(3).map(({ id }) => id)).toEqual([2]);
    expect(forest.chainOf(1)).toEqual([]);
  });
});
