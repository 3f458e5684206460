import { describe, expect, it } from 'vitest';

import { whoGainsSight, type AreaPost, type LandPiece } from './who-gains-sight.ts';

const treeOf = (pairs: [id: number, parentId: number | null][]) => new Map(pairs);
/** A district 1 of grids 10 (cells 100, 101) and 11 (cells 110, 111). */
const BEFORE = treeOf([[1, null], [10, 1], [11, 1], [100, 10], [101, 10], [110, 11], [111, 11]]); // prettier-ignore
const same: LandPiece[] = [100, 101, 110, 111].map((id) => ({ fromId: id, toId: id }));
const post = (holder: string, role: AreaPost['role'], areaId: number): AreaPost => ({ holder, role, areaId }); // prettier-ignore
const STAFF = [post('a', 'leader', 10), post('b', 'leader', 11), post('c', 'duty-leader', 1)];
const gains = (
  after: Parameters<typeof whoGainsSight>[1],
  land: LandPiece[] = same,
  posts: AreaPost[] = STAFF,
) => whoGainsSight({ areas: BEFORE, posts }, after, land);

describe('who gains sight by an edition', () => {
  it('is nobody where nothing moves', () => {
    expect(gains({ areas: BEFORE, posts: STAFF })).toEqual([]);
  });

  it('is whose area gets a cell of another, and not whose loses it, nor who sees all', () => {
    const areas = treeOf([[1, null], [10, 1], [11, 1], [100, 10], [101, 10], [110, 10], [111, 11]]); // prettier-ignore
    expect(gains({ areas, posts: STAFF })).toEqual([{ holder: 'a', role: 'leader', areas: [{ id: 110, whole: true }] }]); // prettier-ignore
  });

  it('says a whole area instead of all that was below it', () => {
    const areas = treeOf([
      [1, null],
      [10, 1],
      [100, 10],
      [101, 10],
      [110, 10],
      [111, 10],
    ]);
    const posts = [post('a', 'leader', 10), post('b', 'leader', 10), post('c', 'duty-leader', 1)];
    expect(gains({ areas, posts })).toEqual([
      { holder: 'b', role: 'leader', areas: [{ id: 10, whole: true }] },
      { holder: 'a', role: 'leader', areas: [{ id: 11, whole: true }] },
    ]);
  });

  it('tells a part of a cell from all of it', () => {
    const land = [...same, { fromId: 110, toId: 101 }];
    expect(gains({ areas: BEFORE, posts: STAFF }, land)).toEqual([{ holder: 'a', role: 'leader', areas: [{ id: 110, whole: false }] }]); // prettier-ignore
  });

  it('counts a holder’s posts together, act by act', () => {
    const areas = treeOf([[1, null], [10, 1], [11, 1], [100, 10], [101, 10], [110, 10], [111, 11]]); // prettier-ignore
    const both = [post('a', 'leader', 10), post('a', 'leader', 11)];
    expect(gains({ areas, posts: both }, same, both)).toEqual([]);
    // As a worker there no cameras were seen.
    const other = [post('a', 'leader', 10), post('a', 'worker', 11)];
    expect(gains({ areas, posts: other }, same, other)).toMatchObject([{ holder: 'a', role: 'leader' }]); // prettier-ignore
    const less = [post('a', 'worker', 10), post('a', 'leader', 11)];
    expect(gains({ areas, posts: less }, same, less)).toEqual([]);
  });

  it('is who is named to lead an area, but no volunteer, who sees nothing by the area', () => {
    const named = [...STAFF, post('d', 'leader', 110), post('e', 'volunteer', 110)];
    expect(gains({ areas: BEFORE, posts: named })).toEqual([{ holder: 'd', role: 'leader', areas: [{ id: 110, whole: true }] }]); // prettier-ignore
  });
});
