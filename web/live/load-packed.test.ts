import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { packSites } from '#data/wire/sites-packed.ts';
import type { Versions } from '#data/wire/messages.ts';

import { loadVersions, retryFailed, wantBuildings } from './load-packed.ts';
import { siteStore } from './stores.ts';

let asked: string[];
const buildings: string[] = [];
let up: boolean;
let versions = 0;
/** Versions that nobody has asked for yet. */
const next = (): Versions => {
  versions++;
  return { areas: versions, features: versions, buildings: versions, sites: versions, units: 1 };
};
const load = () => siteStore.getState().load;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  up = true;
  vi.stubGlobal('fetch', async (url: string) => {
    if (url.includes('/buildings/')) buildings.push(url);
    if (!url.includes('/sites/')) return new Promise(() => undefined);
    asked.push(url);
    if (!up) return new Response(null, { status: 503 });
    return new Response(Uint8Array.from(packSites([])));
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('what is packed is fetched once a version', async () => {
  const wanted = next();
  loadVersions(wanted);
  loadVersions(wanted);
  await vi.advanceTimersByTimeAsync(10);
  expect([load(), asked]).toEqual(['ready', [`/api/sites/packed?v=${versions}`]]);
  loadVersions(wanted);
  await vi.advanceTimersByTimeAsync(10);
  expect(asked).toHaveLength(1);
});

it('buildings are fetched once somebody wants them, and from then on as all else is', () => {
  loadVersions(next());
  retryFailed();
  expect(buildings).toEqual([]);
  wantBuildings();
  wantBuildings();
  expect(buildings).toEqual([`/api/buildings/packed?v=${versions}`]);
  loadVersions(next());
  expect(buildings.slice(1)).toEqual([`/api/buildings/packed?v=${versions}`]);
});

it('what fails is said to have failed, and comes when the server is back, whoever is there to ask', async () => {
  up = false;
  loadVersions(next());
  await vi.advanceTimersByTimeAsync(8_000);
  expect([load(), asked.length]).toEqual(['failed', 4]);
  await vi.advanceTimersByTimeAsync(120_000);
  // Not in a hurry.
  expect(asked.length).toBeGreaterThan(8);
  expect(asked.length).toBeLessThan(60);
  // Many joins in between do not make it many at once.
  for (let i = 0; i < 50; i++) {
    retryFailed();
    await vi.advanceTimersByTimeAsync(6_000);
  }
  asked = [];
  await vi.advanceTimersByTimeAsync(120_000);
  expect(asked.length).toBeLessThan(60);
  up = true;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(load()).toBe('ready');
  const count = asked.length;
  await vi.advanceTimersByTimeAsync(120_000);
  expect(asked).toHaveLength(count);
});

it('what has failed is tried again at once when the socket is back', async () => {
  up = false;
  loadVersions(next());
  await vi.advanceTimersByTimeAsync(8_000);
  expect(load()).toBe('failed');
  up = true;
  retryFailed();
  await vi.advanceTimersByTimeAsync(10);
  expect(load()).toBe('ready');
});
