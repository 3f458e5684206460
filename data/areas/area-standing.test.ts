import { describe, expect, it } from 'vitest';

import { areaStandings, isEstimated } from './area-standing.ts';

const LEVELS = ['district', 'street', 'grid', 'micro-grid'].map((key, i) => ({ rank: i + 1, key }));
const area = (id: number, parentId: number | null, level: number, kind: 'comprehensive' | 'dedicated' = 'comprehensive') => ({ id, parentId, level, kind }); // prettier-ignore
const AREAS = [area(1, null, 1), area(2, 1, 2), area(3, 1, 2), area(4, 2, 3), area(5, 2, 3, 'dedicated'), area(6, 4, 4), area(7, 4, 4)]; // prettier-ignore
const people = (households: number | null, residents: number | null, estimated = false) => ({ households, residents, estimated }); // prettier-ignore
const PEOPLE = new Map([
  [1, people(1000, 2600)],
  [4, people(600, 1600)],
  [5, people(5, 0)],
  [6, people(30, 80, true)],
]);
const NONE = new Map<number, number>();
const standings = areaStandings(AREAS, LEVELS, PEOPLE, {
  open: new Map([[6, 2], [7, 1], [5, 4], [99, 8]]), // prettier-ignore
  duty: new Map([[3, 5]]),
  down: NONE,
});
const of = (id: number) => standings.get(id)!;

describe('how areas stand', () => {
  it('sums up what cells hold, on every level and also where a branch skips some', () => {
    expect([1, 2, 3, 4, 5, 6, 7].map((id) => of(id).open)).toEqual([7, 7, 0, 3, 4, 2, 1]);
    expect([1, 2, 3].map((id) => of(id).duty)).toEqual([5, 0, 5]);
  });
  it('counts incidents per thousand where somebody lives, and says nothing where nobody does', () => {
    expect(of(1).rate).toBeCloseTo(7 / 2.6);
    expect([of(5).rate, of(2).rate]).toEqual([null, null]);
  });
  it('measures by the band only what has one: a comprehensive grid with known figures', () => {
    expect([1, 2, 4, 5, 6].map((id) => of(id).band)).toEqual([null, null, 2, null, null]);
  });
  it('marks what rests on a shared count, and nothing else', () => {
    expect(isEstimated(of(6), 'residents')).toBe(true);
    expect(isEstimated(of(6), 'rate')).toBe(true);
    expect(isEstimated(of(6), 'open')).toBe(false);
    expect(isEstimated(of(6), 'band')).toBe(false);
    expect(isEstimated(of(4), 'residents')).toBe(false);
  });
});
