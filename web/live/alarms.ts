import { createStore } from 'zustand/vanilla';

import type { Incident } from '#data/incidents/incident.ts';

import { connectionStore, incidentStore, serverNow } from './stores.ts';

/** An open Ⅰ that was new to this screen. It is unanswered until it is stilled here, or closed. */
export interface Alarm {
  /** When this screen heard of it, ms of the server's clock. */
  heardAt: number;
  stilled: boolean;
}

/** Alarms of this screen by incident, those heard last at the end; `flood`: see `isFlood`. */
export const alarmStore = createStore<{ byId: ReadonlyMap<string, Alarm>; flood: boolean }>(() => ({
  byId: new Map(),
  flood: false,
}));

/** What is open when a screen begins alarms only if it is as new as this: older ones were somebody's already. */
export const NEW_MS = 10 * 60_000;
/** More within NEW_MS are a flood: nobody reads them one by one. */
const FLOOD_ABOVE = 10;
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
  return [...byId].flatMap(([id, alarm]) => (alarm.stilled ? [] : [id])).reverse();
}

/** Those of the unanswered that flash. */
export function flashing(byId: ReadonlyMap<string, Alarm>): string[] {
  return unanswered(byId).slice(0, FLASHING_MAX);
}

/** Alarms that were heard within ten minutes, answered or not. */
export function heardLately(byId: ReadonlyMap<string, Alarm>, now: number): number {
  let lately = 0;
  for (const { heardAt } of byId.values()) if (now - heardAt < NEW_MS) lately++;
  return lately;
}

/** Whether alarms come in a flood: from the eleventh within ten minutes on, until none came for ten minutes. */
export function isFlood(byId: ReadonlyMap<string, Alarm>, now: number, was: boolean): boolean {
  const lately = heardLately(byId, now);
  return lately > FLOOD_ABOVE || (was && lately > 0);
}

/** Answer all alarms on this screen, or those heard before a moment (ms of the server's clock); whether there were any. */
export function stillAlarms(heardBefore = Infinity): boolean {
  const { byId } = alarmStore.getState();
  if (![...byId.values()].some((a) => !a.stilled && a.heardAt < heardBefore)) return false;
  keep(
    new Map(
      [...byId].map(([id, alarm]) => [
        id,
        alarm.heardAt < heardBefore ? { ...alarm, stilled: true } : alarm,
      ]),
    ),
  );
  return true;
}

/**
 * Hear of grave incidents from now on; returns how to stop. New is what is told while we listen, or
 * what happened while we were cut off; of what is open at first, what is not older than NEW_MS.
 */
export function watchAlarms(): () => void {
  const known = new Set<string>();
  let cutAt = Infinity;
  keep(recall());
  for (const id of alarmStore.getState().byId.keys()) known.add(id);

  const look = (): void => {
    const { byId: open, figures } = incidentStore.getState();
    // Before the first snapshot nothing is known to be closed.
    if (figures === null) return;
    const since = Math.min(serverNow() - NEW_MS, cutAt);
    cutAt = Infinity;
    const alarms = new Map([...alarmStore.getState().byId].filter(([id]) => open.has(id)));
    let differ = alarms.size !== alarmStore.getState().byId.size;
    for (const incident of graveOf(open.values())) {
      if (known.has(incident.id)) continue;
      known.add(incident.id);
      if (Date.parse(incident.reportedAt) < since) continue;
      alarms.set(incident.id, { heardAt: serverNow(), stilled: false });
      differ = true;
    }
    if (differ) keep(alarms);
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
    const { byId, flood } = alarmStore.getState();
    if (flood && !isFlood(byId, serverNow(), flood)) alarmStore.setState({ flood: false });
  }, FLOOD_EACH_MS);
  return () => clearInterval(timer);
}

/** Ⅰ, oldest first. */
function graveOf(open: Iterable<Incident>): Incident[] {
  return [...open]
    .filter((i) => i.severity === 1)
    .sort((a, b) => (a.reportedAt < b.reportedAt ? -1 : 1));
}

function keep(byId: ReadonlyMap<string, Alarm>): void {
  alarmStore.setState(({ flood }) => ({ byId, flood: isFlood(byId, serverNow(), flood) }));
  try {
    sessionStorage.setItem(KEY, JSON.stringify([...byId]));
  } catch {
    // It is then known for as long as the page is there.
  }
}

function recall(): Map<string, Alarm> {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '[]');
    return new Map(
      (Array.isArray(kept) ? (kept as [string, Alarm][]) : []).filter(
        ([id, alarm]) => typeof id === 'string' && typeof alarm?.heardAt === 'number',
      ),
    );
  } catch {
    return new Map();
  }
}
