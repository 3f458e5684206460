// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import type { Incident } from '#data/incidents/incident.ts';

import {
  alarmStore,
  flashing,
  flashStore,
  NEW_MS,
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
  expect(alarmStore.getState().byId.get('next')).toEqual({ heardAt: NOW, stilled: false });
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

it('is a flood from the eleventh alarm within ten minutes on, until none came for ten minutes', () => {
  const many = (n: number): Incident[] => Array.from({ length: n }, (_, i) => grave(`${i}`, 0));
  const flood = (): boolean => alarmStore.getState().flood;
  stop = watchAlarms();
  tell(...many(10));
  expect(flood()).toBe(false);
  tell(...many(11));
  expect(flood()).toBe(true);
  // What is answered or closed one by one does not turn the list about under whoever works it off.
  stillAlarms();
  tell(...many(5));
  vi.advanceTimersByTime(NEW_MS - 60_000);
  expect(flood()).toBe(true);
  vi.advanceTimersByTime(120_000);
  expect(flood()).toBe(false);
});
