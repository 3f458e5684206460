import { expect, it } from 'vitest';

import { marksOnWall } from './wall-legend.tsx';

const ALL = ['incidents', 'units', 'areas', 'base'] as const;

it('names on a wall what its map shows at its zoom, and nothing else', () => {
  // As it is first shown: Ⅲ and Ⅳ in time are left out far out.
  expect(marksOnWall(ALL, 11.5, false)).toEqual([1, 2, 'dot', 'squad']);
  expect(marksOnWall(ALL, 14, false)).toEqual([1, 2, 3, 4, 'dot', 'squad']);
  // A large city, where all but Ⅰ is counted.
  expect(marksOnWall(ALL, 9, false)).toEqual([1, 'incident-count', 'unit-count']);
  expect(marksOnWall(['areas', 'base'], 11.5, false)).toEqual([]);
});

it('names the brackets of an alarm while there is one, and cameras and sites where they were asked for', () => {
  expect(marksOnWall(ALL, 11.5, true)).toEqual(['alarm', 1, 2, 'dot', 'squad']);
  const sites = ['cameras', 'stations', 'points'] as const;
  expect(marksOnWall(sites, 10, false)).toEqual(['camera-share']);
  expect(marksOnWall(sites, 14.5, false)).toEqual(['station']);
  expect(marksOnWall(sites, 15, false)).toEqual(['camera-dot', 'station']);
  expect(marksOnWall(sites, 17, false)).toEqual(['camera-icon', 'station', 'point']);
  // Whoever answers late sees it, also where no incidents are shown.
  expect(marksOnWall(['areas'], 11.5, true)).toEqual(['alarm']);
});

it('tells people near by from the buildings of captains', () => {
  const people = ['units', 'captains'] as const;
  expect(marksOnWall(people, 9, false)).toEqual(['unit-count', 'captain-count']);
  expect(marksOnWall(people, 12, false)).toEqual(['dot', 'squad']);
  expect(marksOnWall(people, 15, false)).toEqual(['dot', 'squad', 'captain']);
  expect(marksOnWall(people, 16, false)).toEqual(['bust', 'squad', 'captain']);
});
