// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Incident } from '#data/incidents/incident.ts';

import { NEW_MS, reportedLately } from './alarm-flood.ts';
import {
  alarmStore,
  flashing,
  flashStore,
  readFirst,
  stillAlarms,
  unanswered,
  watchAlarms,
} from './alarms.ts';
import { connectionStore, incidentStore } from './stores.ts';

const NOW = Date.parse('2026-11-23T03:00:00Z');
const grave = (id: string, agoMs: number, severity = 1): Incident =>
  ({ id, severity, reportedAt: new Date(NOW - agoMs).toISOString() }) as Incident;
const tell = (...open: Incident[]): void =>
  incidentStore.setState((was) => ({
    byId: new Map(open.map((i) => [i.id, i])),
    version: was.version + 1,
    figures: { open: 1, openGrave: 1, newToday: 1, closedToday: 0 },
  }));
const ringing = (): string[] => unanswered(alarmStore.getState().byId);

let stop = (): void => undefined;
beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  sessionStorage.clear();
  incidentStore.setState({ byId: new Map(), figures: null });
  connectionStore.setState({ state: 'live', heardAt: null, serverOffsetMs: 0, since: NOW });
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

it('alarms for a new Ⅰ, and of those open at first for none that is old or less grave', () => {
  stop = watchAlarms();
  const first = [grave('old', NEW_MS + 1), grave('young', NEW_MS - 1), grave('lesser', 0, 2)];
  tell(...first);
  expect(ringing()).toEqual(['young']);
  tell(...first, grave('next', 0), grave('other', 0, 3));
  expect(ringing()).toEqual(['next', 'young']);
  expect(alarmStore.getState().byId.get('next')).toEqual({ heardAt: NOW, stilledAt: null });
});

it('is stilled by a key or by closing, and does not begin again', () => {
  stop = watchAlarms();
  tell(grave('a', 0), grave('b', 0));
  tell(grave('b', 0));
  expect(ringing()).toEqual(['b']);
  stillAlarms(NOW);
  expect(ringing()).toEqual(['b']);
  stillAlarms();
  expect(ringing()).toEqual([]);
  tell(grave('b', 0), grave('c', 0));
  expect(ringing()).toEqual(['c']);
});

it('remembers over a reload what was stilled and what was not', () => {
  stop = watchAlarms();
  tell(grave('a', 0));
  stillAlarms();
  tell(grave('a', 0), grave('b', 0));
  stop();
  incidentStore.setState({ byId: new Map(), figures: null });
  vi.setSystemTime(NOW + 3_600_000);
  stop = watchAlarms();
  tell(grave('a', 0), grave('b', 0));
  expect(ringing()).toEqual(['b']);
});

it('alarms for what came while it was cut off, however long that was', () => {
  stop = watchAlarms();
  tell();
  connectionStore.setState({ state: 'lost', heardAt: NOW });
  vi.setSystemTime(NOW + 2 * NEW_MS);
  tell(grave('before', 5_000), grave('meanwhile', -60_000));
  expect(ringing()).toEqual(['meanwhile']);
});

it('lets only the newest flash', () => {
  stop = watchAlarms();
  tell(grave('a', 5), grave('b', 4), grave('c', 3), grave('d', 2));
  expect(flashing(alarmStore.getState().byId)).toEqual(['d', 'c', 'b']);
});

it('flashes at most once a second, and only while something is unanswered', () => {
  let turns = 0;
  const count = flashStore.subscribe(() => turns++);
  stop = watchAlarms();
  vi.advanceTimersByTime(5_000);
  expect(turns).toBe(0);
  tell(grave('a', 0));
  vi.advanceTimersByTime(10_000);
  expect(turns).toBe(20);
  stillAlarms();
  turns = 0;
  vi.advanceTimersByTime(5_000);
  expect([turns, flashStore.getState().pale]).toEqual([0, false]);
  count();
});

describe('a flood of alarms', () => {
  const many = (n: number, agoMs = 0): Incident[] =>
    Array.from({ length: n }, (_, i) => grave(`${i}`, agoMs));
  const flood = (): boolean => alarmStore.getState().flood !== null;
  const lately = (): number => reportedLately(alarmStore.getState().reports, Date.now());
  beforeEach(() => {
    stop = watchAlarms();
  });

  it('begins with the eleventh within ten minutes, and is over when none was reported for ten minutes', () => {
    tell(...many(10));
    expect([flood(), lately()]).toEqual([false, 10]);
    tell(...many(11));
    expect([flood(), lately()]).toEqual([true, 11]);
    vi.advanceTimersByTime(NEW_MS - 60_000);
    tell(...many(11), grave('last', -(NEW_MS - 60_000)));
    expect([flood(), lately()]).toEqual([true, 12]);
    vi.advanceTimersByTime(120_000);
    expect([flood(), lately()]).toEqual([true, 1]);
    vi.advanceTimersByTime(NEW_MS - 120_000 - 5_000);
    expect(flood()).toBe(true);
    vi.advanceTimersByTime(10_000);
    expect([flood(), lately()]).toEqual([false, 0]);
  });

  it('counts what was answered or closed, and nothing twice', () => {
    tell(...many(16));
    stillAlarms();
    tell(...many(8));
    expect([flood(), lately()]).toEqual([true, 16]);
    tell(...many(16));
    expect(lately()).toBe(16);
  });

  it('counts by when they were reported, not by when this screen heard', () => {
    tell(...many(11, NEW_MS - 60_000), grave('long ago', NEW_MS + 60_000));
    expect([flood(), lately()]).toEqual([true, 11]);
    // Nothing new comes: it is over ten minutes after the newest was reported.
    vi.advanceTimersByTime(65_000);
    expect([flood(), lately()]).toEqual([false, 0]);
  });

  it('does not count what was reported long ago in an outage', () => {
    tell();
    connectionStore.setState({ state: 'lost', heardAt: NOW });
    vi.setSystemTime(NOW + 3 * NEW_MS);
    tell(...many(20, -NEW_MS), grave('young', -3 * NEW_MS));
    expect(ringing()).toHaveLength(21);
    expect([flood(), lately()]).toEqual([false, 1]);
  });

  it('goes on over a reload in its tail, with its number', () => {
    tell(...many(16));
    vi.advanceTimersByTime(60_000);
    tell(...many(12), grave('later', -60_000));
    vi.advanceTimersByTime(NEW_MS - 30_000);
    expect([flood(), lately()]).toEqual([true, 1]);
    const since = alarmStore.getState().flood;
    stop();
    alarmStore.setState({ byId: new Map(), reports: new Map(), flood: null });
    incidentStore.setState({ byId: new Map(), figures: null });
    stop = watchAlarms();
    tell(...many(12), grave('later', -60_000));
    expect([alarmStore.getState().flood, lately()]).toEqual([since, 1]);
    vi.advanceTimersByTime(NEW_MS);
    expect(flood()).toBe(false);
  });

  it('has what was answered since it began read first, as before, and nothing that was answered earlier', () => {
    tell(grave('early', 0));
    stillAlarms();
    vi.advanceTimersByTime(1_000);
    tell(grave('early', 0), ...many(11));
    const before = readFirst(alarmStore.getState());
    expect(before).toHaveLength(11);
    stillAlarms();
    expect(ringing()).toEqual([]);
    expect(readFirst(alarmStore.getState())).toEqual(before);
    vi.advanceTimersByTime(NEW_MS + 5_000);
    expect(readFirst(alarmStore.getState())).toEqual([]);
  });
});
