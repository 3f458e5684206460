import { useSyncExternalStore } from 'react';

import { areaStandings, type AreaStanding } from '#data/areas/area-standing.ts';
import { CAMERA_STATES, SITE_KINDS } from '#data/sites/site.ts';
import { slotOf } from '#data/wire/frame.ts';
import type { PackedAreas, PackedSites } from '#data/wire/packed.ts';

import {
  areaStore,
  districtStore,
  incidentStore,
  serverNow,
  siteStore,
  unitColumns,
  unitStore,
} from '../live/stores.ts';
import { ageClass } from '../map/lod.ts';

/**
 * How all areas stand now, for maps, legends, tables and files alike: worked out from what the lanes have told,
 * nothing is fetched for it. While nobody watches nothing is worked out.
 */
export type Standings = ReadonlyMap<number, AreaStanding>;

/** What a second brings is counted at once; people are counted anew this often, for they cross borders at any time. */
const SOON_MS = 1_000;
const PEOPLE_MS = 5_000;

let held: Standings = new Map();
const watchers = new Set<() => void>();
let stop: (() => void) | null = null;

/** The newest standings; empty before the areas are there, and as they were while nobody watches. */
export function standingsNow(): Standings {
  return held;
}

/** Tells when standings have changed, at most once a second; returns how to stop. */
export function watchStandings(tell: () => void): () => void {
  watchers.add(tell);
  stop ??= start();
  return () => {
    watchers.delete(tell);
    if (watchers.size > 0) return;
    stop?.();
    stop = null;
  };
}

/** How every area stands, renewed as the lanes tell. */
export function useStandings(): Standings {
  return useSyncExternalStore(watchStandings, standingsNow);
}

function start(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const refresh = (): void => {
    timer = undefined;
    held = workOut();
    for (const tell of [...watchers]) tell();
  };
  const soon = (): void => {
    timer ??= setTimeout(refresh, SOON_MS);
  };
  held = workOut();
  const stops = [
    incidentStore.subscribe((s, was) => s.byId !== was.byId && soon()),
    siteStore.subscribe((s, was) => (s.states !== was.states || s.packed !== was.packed) && soon()),
    unitStore.subscribe((s, was) => s.byId !== was.byId && soon()),
    districtStore.subscribe((s, was) => s.district !== was.district && soon()),
    areaStore.subscribe((s, was) => {
      if (s.packed === was.packed && s.figures === was.figures) return;
      clearTimeout(timer);
      refresh();
    }),
  ];
  const people = setInterval(soon, PEOPLE_MS);
  return () => {
    clearTimeout(timer);
    clearInterval(people);
    for (const end of stops) end();
  };
}

function workOut(): Standings {
  const { packed, figures } = areaStore.getState();
  if (!packed) return new Map();
  const levels = districtStore.getState().district?.levels ?? [];
  return areaStandings(packed.areas, levels, figures, {
    open: openByCell(),
    duty: dutyByCell(),
    down: downByCell(packed),
  });
}

function add(counts: Map<number, number>, cell: number): void {
  if (cell !== 0) counts.set(cell, (counts.get(cell) ?? 0) + 1);
}

function openByCell(): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { areaId } of incidentStore.getState().byId.values())
    if (areaId !== null) add(counts, areaId);
  return counts;
}

/** On duty, and seen so lately that the map draws them: where somebody was an hour ago says nothing of now. */
function dutyByCell(): Map<number, number> {
  const counts = new Map<number, number>();
  const { cellAt } = areaStore.getState();
  const now = serverNow();
  for (const { id, onDuty } of unitStore.getState().byId.values()) {
    const slot = onDuty ? slotOf(unitColumns, id) : -1;
    if (slot < 0 || ageClass(now - unitColumns.measuredAt[slot]!) === 'gone') continue;
    add(counts, cellAt(unitColumns.positions[2 * slot]!, unitColumns.positions[2 * slot + 1]!));
  }
  return counts;
}

let cellsOf: { sites: PackedSites; areas: PackedAreas; cells: Uint32Array } | null = null;

/** The cell of each site; a site does not move, so it is asked for once an edition. */
function siteCells(sites: PackedSites, areas: PackedAreas): Uint32Array {
  if (cellsOf?.sites !== sites || cellsOf.areas !== areas) {
    const { cellAt } = areaStore.getState();
    const cells = new Uint32Array(sites.count);
    const camera = SITE_KINDS.indexOf('camera');
    for (let i = 0; i < sites.count; i++)
      if (sites.kind[i] === camera)
        cells[i] = cellAt(sites.positions[2 * i]!, sites.positions[2 * i + 1]!);
    cellsOf = { sites, areas, cells };
  }
  return cellsOf.cells;
}

function downByCell(areas: PackedAreas): Map<number, number> {
  const counts = new Map<number, number>();
  const { packed, states } = siteStore.getState();
  if (!packed) return counts;
  const cells = siteCells(packed, areas);
  const offline = CAMERA_STATES.indexOf('offline');
  for (let i = 0; i < packed.count; i++) {
    if (cells[i] === 0) continue;
    const told = states.size > 0 ? states.get(packed.ids[i]!) : undefined;
    if (told ? told.state === 'offline' : packed.state[i] === offline) add(counts, cells[i]!);
  }
  return counts;
}
