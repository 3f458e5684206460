import { loadVersions, wantBuildings } from '../live/load-packed.ts';
import {
  areaStore,
  buildingStore,
  connectionStore,
  districtStore,
  featureStore,
  incidentStore,
  siteStore,
} from '../live/stores.ts';

import { drawLeaflet } from './draw-leaflet.ts';
import { drawOurs } from './draw-ours.ts';
import { drawPlain } from './draw-plain.ts';
import type { Drawn, Things } from './drawn.ts';
import type { FrameFacts, FramesPage, Way } from './frames-page.ts';
import { makeMovers } from './movers.ts';
import { cameraAt } from './path.ts';

/** The page of `npm run bench frames`: a city, drawn one way, along one path. */
/** Parts of the path at which something is seen for the first time. */
const WARM_AT = [0, 0.4, 0.6, 0.75];
let drawn: Drawn | null = null;
let start: [number, number] = [0, 0];

const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

async function prepare(way: Way, movers: number): Promise<string> {
  const facts = (await (await fetch('/facts.json')).json()) as FrameFacts;
  const versions = { areas: 1, features: 1, buildings: 1, sites: 1, units: 1 };
  districtStore.setState({ district: facts.district, versions });
  connectionStore.setState({ state: 'live' });
  incidentStore.setState({ byId: new Map(facts.incidents.map((i) => [i.id, i])), version: 1 });
  loadVersions(versions);
  wantBuildings();
  const stores = [areaStore, featureStore, buildingStore, siteStore];
  while (stores.some((s) => s.getState().load !== 'ready')) {
    if (stores.some((s) => s.getState().load === 'failed')) throw new Error('something did not load'); // prettier-ignore
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const buildings = buildingStore.getState().packed!;
  const things: Things = {
    areas: areaStore.getState().packed!,
    features: featureStore.getState().packed!,
    buildings,
    sites: siteStore.getState().packed!,
    units: facts.units,
    movers: makeMovers(buildings, movers),
  };
  const [west, south, east, north] = facts.district.bounds!;
  start = [(west + east) / 2, (south + north) / 2];
  const box = document.getElementById('map')!;
  box.style.cssText = 'position:fixed;inset:0';
  const camera = cameraAt(0, start);
  drawn = way === 'plain' ? drawPlain(box, things, camera) : way === 'leaflet' ? drawLeaflet(box, things, camera) : drawOurs(box, things, camera, way === 'capped'); // prettier-ignore
  do await frame();
  while (!drawn.settled());
  return drawn.leaves;
}

async function warm(): Promise<void> {
  for (const part of WARM_AT) {
    drawn!.look(cameraAt(part, start));
    await frame();
    // Else it would be drawn while the walk is measured.
    drawn!.finish();
  }
}

async function walk(
  least: number,
  most: number,
  budgetMs: number,
  finishes: boolean,
): Promise<number[]> {
  const { look, tick, finish } = drawn!;
  const step = async (part: number): Promise<number> => {
    look(cameraAt(part, start));
    await frame();
    if (!finishes) return performance.now();
    finish();
    await frame();
    return performance.now();
  };
  // The first ones tell how long one takes: three steps along the path, and back.
  const began = await frame();
  for (let i = 0; i < 3; i++) {
    await step(i / 40);
  }
  const one = (performance.now() - began) / 3;
  const steps = Math.round(Math.max(least, Math.min(most, budgetMs / one)));
  const times: number[] = [];
  let last = await frame();
  let told = last;
  for (let i = 0; i <= steps; i++) {
    const now = await step(i / steps);
    times.push(now - last);
    last = now;
    if (now - told >= 1_000) {
      told = now;
      tick();
    }
    // Nobody waits for ever: what is left of the path is then not walked, and the bench says so.
    if (times.length >= least && times.reduce((a, b) => a + b, 0) > 2 * budgetMs) break;
  }
  // The last ones are still being drawn.
  await frame();
  times[times.length - 1]! += (await frame()) - last;
  return times;
}

async function ticks(count: number): Promise<void> {
  const { look, tick } = drawn!;
  look(cameraAt(0, start));
  await frame();
  await frame();
  for (let i = 0; i < count; i++) {
    tick();
    await frame();
    await frame();
  }
}

Object.assign(window, { framesPage: { prepare, warm, walk, ticks } satisfies FramesPage });
