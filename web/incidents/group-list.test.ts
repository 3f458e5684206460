import { expect, it } from 'vitest';

import type { Incident } from '#data/incidents/incident.ts';

import { groupedRows, groupList } from './group-list.ts';

const make = (id: string, severity: number, areaId: number | null): Incident =>
  ({ id, severity, areaId }) as Incident;
/** Grids 11, 12 … are of community 1, and so on; 90 and more are above communities. */
const communityOf = (areaId: number): number | null => (areaId >= 90 ? null : Math.floor(areaId / 10)); // prettier-ignore
const rows = [
  make('new-a', 1, 31),
  make('new-b', 1, 21),
  make('new-c', 1, 22),
  make('known', 1, 11),
  make('other', 1, 41),
  make('second', 2, 41),
  make('far', 4, null),
  make('near', 4, 12),
];
const alarms = new Set(['new-a', 'new-b', 'new-c']);
const groups = groupList(rows, communityOf, alarms);

it('has the community with the most new Ⅰ first, then the gravest, and what is in none last', () => {
  expect(groups.map((g) => [g.areaId, ...g.incidents.map((i) => i.id)])).toEqual([
    [2, 'new-b', 'new-c'],
    [3, 'new-a'],
    [4, 'other', 'second'],
    [1, 'known', 'near'],
    [null, 'far'],
  ]);
});

it('shows what is below those with new Ⅰ, below that of what is selected, and below those the reader opened', () => {
  const keys = (folded: [string, boolean][], selectedId: string | null): string[] =>
    groupedRows(groups, new Map(folded), selectedId).map((r) => r.incident?.id ?? r.group.key);
  expect(keys([], null)).toEqual(['group-2', 'new-b', 'new-c', 'group-3', 'new-a', 'group-4', 'group-1', 'group-none']); // prettier-ignore
  expect(keys([], 'near')).toContain('known');
  expect(keys([['group-2', false], ['group-none', true]], null)).toEqual(['group-2', 'group-3', 'new-a', 'group-4', 'group-1', 'group-none', 'far']); // prettier-ignore
  expect(groupedRows(groups, new Map(), null)[2]).toMatchObject({ at: 2, of: 2 });
});
