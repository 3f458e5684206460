import { describe, expect, it } from 'vitest';

import type { Incident, Severity } from '#data/incidents/incident.ts';

import {
  alarmsFirst,
  arrangeList,
  FIRST_ARRANGEMENT,
  listedOf,
  pressSeverity,
  pressSort,
  readArrangement,
  writeArrangement,
  type Arrangement,
} from './arrange-list.ts';

const make = (no: string, severity: Severity, minute: number, areaId: number | null): Incident => ({
  id: no,
  no,
  category: 'x',
  severity,
  title: no,
  description: '',
  address: null,
  at: null,
  areaId,
  editionId: null,
  origin: 'patrol',
  reportedAt: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
  state: 'open',
  revision: 1,
  closedAt: null,
});
const rows = [
  make('a', 4, 10, 2),
  make('b', 1, 5, 1),
  make('c', 2, 20, null),
  make('d', 4, 30, 1),
  make('e', 2, 20, 2),
];
const nos = (arrangement: Partial<Arrangement>): string =>
  arrangeList(rows, { ...FIRST_ARRANGEMENT, ...arrangement }, (id) => `path ${id}`)
    .map((i) => i.no)
    .join('');

describe('arrangeList', () => {
  it('puts the graver first, then the newer, then by number', () => {
    expect(nos({})).toBe('bceda');
  });
  it('turns the order but not the ties', () => {
    expect(nos({ reversed: true })).toBe('daceb');
  });
  it('sorts by time, the newest first', () => {
    expect(nos({ sort: 'time' })).toBe('dceab');
    expect(nos({ sort: 'time', reversed: true })).toBe('baced');
  });
  it('sorts by area with those of no area last', () => {
    expect(nos({ sort: 'area' })).toBe('bdeac');
  });
  it('keeps only the severities asked for', () => {
    expect(nos({ severities: [4] })).toBe('da');
    expect(nos({ severities: [1, 2] })).toBe('bce');
  });
});

describe('pressing', () => {
  it('a sort turns it only when it is the one held', () => {
    const byTime = pressSort(FIRST_ARRANGEMENT, 'time');
    expect(byTime).toMatchObject({ sort: 'time', reversed: false });
    expect(pressSort(byTime, 'time')).toMatchObject({ sort: 'time', reversed: true });
    expect(pressSort(pressSort(byTime, 'time'), 'area')).toMatchObject({ reversed: false });
  });
  it('a severity takes it in, again leaves it out, and all four are none', () => {
    const one = pressSeverity(FIRST_ARRANGEMENT, 2);
    expect(one.severities).toEqual([2]);
    expect(pressSeverity(one, 2).severities).toEqual([]);
    const three = pressSeverity(pressSeverity(one, 1), 4);
    expect(three.severities).toEqual([1, 2, 4]);
    expect(pressSeverity(three, 3).severities).toEqual([]);
  });
});

describe('what is listed', () => {
  const today = (at: string): boolean => at >= '2026-01-01T00:15';
  const shut = (i: Incident, minute: number): Incident => ({
    ...i,
    state: 'closed',
    closedAt: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
  });
  const closed = [
    shut(make('f', 4, 5, 1), 16),
    shut(make('g', 1, 18, 1), 50),
    shut(make('h', 2, 1, 1), 9),
  ];
  const listed = (l: Arrangement['listed']): string =>
    arrangeList(
      listedOf(l, rows, closed, today),
      { ...FIRST_ARRANGEMENT, listed: l, sort: 'time' },
      () => '',
    )
      .map((i) => i.no)
      .join('');

  it('is what is open; what was closed today, the last closed first; or all that was reported today', () => {
    expect(listed('open')).toBe('dceab');
    expect(listed('closed')).toBe('gf');
    expect(listed('new')).toBe('dceg');
  });
});

describe('an arrangement in the address', () => {
  it('comes back as it was written, and what is as at first says nothing', () => {
    expect(writeArrangement(FIRST_ARRANGEMENT)).toEqual({});
    for (const one of [
      FIRST_ARRANGEMENT,
      { listed: 'closed', sort: 'time', reversed: true, severities: [1, 2] },
      { listed: 'new', sort: 'severity', reversed: true, severities: [4] },
    ] as Arrangement[])
      expect(readArrangement(writeArrangement(one))).toEqual(one);
  });
  it('is left as at first where the address cannot be meant', () => {
    expect(readArrangement({ list: 'all', sort: '-colour', only: [9] })).toEqual(FIRST_ARRANGEMENT);
  });
});

it('lifts unanswered alarms to the top, though their severity is left out, and none that is not listed', () => {
  const shown = rows.filter((i) => i.severity === 4);
  expect(alarmsFirst(shown, rows, ['b', 'x', 'd']).map((i) => i.no)).toEqual(['b', 'd', 'a']);
  expect(alarmsFirst(shown, rows, [])).toBe(shown);
});
