import { describe, expect, it } from 'vitest';

import type { Incident, Severity } from '#data/incidents/incident.ts';

import {
  arrangeList,
  FIRST_ARRANGEMENT,
  pressSeverity,
  pressSort,
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
