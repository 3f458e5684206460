import { createStore } from 'zustand/vanilla';

import type { Incident } from '#data/incidents/incident.ts';

import { floodSince, keepReports, NEW_MS, type Reports } from './alarm-flood.ts';
import { connectionStore, incidentStore, serverNow } from './stores.ts';

/** An open Ⅰ that was new to this screen. It is unanswered until it is stilled here, or closed. */
export interface Alarm {
  /** When this screen heard of it, ms of the server's clock. */
  heardAt: number;
  /** When it was answered here, ms of the server's clock; null: not yet. */
  stilledAt: number | null;
}

export interface Alarms {
  /** Alarms of this screen by incident, those heard last at the end. */
  byId: ReadonlyMap<string, Alarm>;
  reports: Reports;
  /** Since when they come in a flood, ms of the server's clock; null: they do not. */
  flood: number | null;
}

const NO_ALARMS: Alarms = { byId: new Map(), reports: new Map(), flood: null };
export const alarmStore = createStore<Alarms>(() => NO_ALARMS);

/** Whether a flood is over is looked at this often. */
const FLOOD_EACH_MS = 5_000;
/** So many flash at once, the newest; more would be a picture that flashes (see look: alarms). */
const FLASHING_MAX = 3;
/** Lit and pale half a second each: 1 Hz. */
const FLASH_MS = 1_000;

/**
 * Whether what flashes is pale at this moment: one clock for map and lists, and none while nothing flashes.
 * An animation of the page's own would have it drawn sixty times a second.
 */
export const flashStore = createStore<{ pale: boolean }>(() => ({ pale: false }));

/** In this page's session, for a reload must neither forget an alarm nor bring back one that was stilled. */
const KEY = 'jingwei.alarms';

/** Unanswered alarms, the newest first. */
export function unanswered(byId: ReadonlyMap<string, Alarm>): string[] {
  return [...byId].flatMap(([id, alarm]) => (alarm.stilledAt === null ? [id] : [])).reverse();
}

/** Those of the unanswered that flash. */
export function flashing(byId: ReadonlyMap<string, Alarm>): string[] {
  return unanswered(byId).slice(0, FLASHING_MAX);
}

/**
 * What is read first, the newest first: unanswered alarms; in a flood also those answered since it began, so that
 * answering moves nothing.
 */
export function readFirst({ byId, flood }: Pick<Alarms, 'byId' | 'flood'>): string[] {
  if (flood === null) return unanswered(byId);
  return [...byId]
    .flatMap(([id, { stilledAt }]) => (stilledAt === null || stilledAt >= flood ? [id] : []))
    .reverse();
}

/** Answer all alarms on this screen, or those heard before a moment (ms of the server's clock); whether there were any. */
export function stillAlarms(heardBefore = Infinity): boolean {
  const { byId, reports } = alarmStore.getState();
  const ringing = (a: Alarm): boolean => a.stilledAt === null && a.heardAt < heardBefore;
  if (![...byId.values()].some(ringing)) return false;
  const stilledAt = serverNow();
  keep(new Map([...byId].map(([id, a]) => [id, ringing(a) ? { ...a, stilledAt } : a])), reports);
  return true;
}

/**
 * Hear of grave incidents from now on; returns how to stop. New is what is told while we listen, or
 * what happened while we were cut off; of what is open at first, what is not older than NEW_MS: older ones were somebody's already.
 */
export function watchAlarms(): () => void {
  const known = new Set<string>();
  let cutAt = Infinity;
  // Neither thinned out nor judged before the server's clock is known.
  alarmStore.setState(recall());
  for (const id of alarmStore.getState().byId.keys()) known.add(id);

  const look = (): void => {
    const { byId: open, figures } = incidentStore.getState();
    // Before the first snapshot nothing is known to be closed.
    if (figures === null) return;
    const since = Math.min(serverNow() - NEW_MS, cutAt);
    cutAt = Infinity;
    const was = alarmStore.getState();
    const alarms = new Map([...was.byId].filter(([id]) => open.has(id)));
    const reports = new Map(was.reports);
    let differ = alarms.size !== was.byId.size;
    for (const incident of graveOf(open.values())) {
      if (known.has(incident.id)) continue;
      known.add(incident.id);
      const reportedAt = Date.parse(incident.reportedAt);
      if (reportedAt < since) continue;
      alarms.set(incident.id, { heardAt: serverNow(), stilledAt: null });
      reports.set(incident.id, reportedAt);
      differ = true;
    }
    if (differ) keep(alarms, reports);
  };
  const stops = [
    incidentStore.subscribe((s, was) => s.version !== was.version && look()),
    connectionStore.subscribe((s, was) => {
      if (s.state === 'lost' && was.state !== 'lost')
        cutAt = Math.min(cutAt, (s.heardAt ?? s.since) + s.serverOffsetMs);
    }),
  ];
  stops.push(runFlash(), runFlood());
  look();
  return () => stops.forEach((stop) => stop());
}

/** Turns the flash while anything flashes, unless motion is to be reduced. */
function runFlash(): () => void {
  const stillness = window.matchMedia?.('(prefers-reduced-motion: reduce)');
  let timer: ReturnType<typeof setInterval> | undefined;
  const look = (): void => {
    const flashes = !stillness?.matches && flashing(alarmStore.getState().byId).length > 0;
    if (flashes)
      timer ??= setInterval(
        () => flashStore.setState((was) => ({ pale: !was.pale })),
        FLASH_MS / 2,
      );
    else {
      clearInterval(timer);
      timer = undefined;
      if (flashStore.getState().pale) flashStore.setState({ pale: false });
    }
  };
  const stop = alarmStore.subscribe(look);
  stillness?.addEventListener('change', look);
  look();
  return () => {
    stop();
    stillness?.removeEventListener('change', look);
    clearInterval(timer);
  };
}

/** Says when a flood is over. */
function runFlood(): () => void {
  const timer = setInterval(() => {
    const { byId, reports, flood } = alarmStore.getState();
    if (flood === null || incidentStore.getState().figures === null) return;
    if (floodSince(reports, serverNow(), flood) === null) keep(byId, reports);
  }, FLOOD_EACH_MS);
  return () => clearInterval(timer);
}

/** Ⅰ, oldest first. */
function graveOf(open: Iterable<Incident>): Incident[] {
  return [...open]
    .filter((i) => i.severity === 1)
    .sort((a, b) => (a.reportedAt < b.reportedAt ? -1 : 1));
}

function keep(byId: ReadonlyMap<string, Alarm>, heard: Reports): void {
  const now = serverNow();
  const reports = keepReports(heard, now);
  const flood = floodSince(reports, now, alarmStore.getState().flood);
  alarmStore.setState({ byId, reports, flood });
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ byId: [...byId], reports: [...reports], flood }));
  } catch {
    // It is then known for as long as the page is there.
  }
}

function recall(): Alarms {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Record<string, unknown>;
    const pairs = <T>(of: unknown, is: (value: T) => boolean): Map<string, T> =>
      new Map(
        (Array.isArray(of) ? (of as [string, T][]) : []).filter(
          ([id, value]) => typeof id === 'string' && is(value),
        ),
      );
    return {
      byId: pairs<Alarm>(kept['byId'], (alarm) => typeof alarm?.heardAt === 'number'),
      reports: pairs<number>(kept['reports'], (at) => typeof at === 'number'),
      flood: typeof kept['flood'] === 'number' ? kept['flood'] : null,
    };
  } catch {
    return NO_ALARMS;
  }
}
