import type { Page } from 'playwright-core';

import type * as Stores from '../../web/live/stores.ts';
import type { Probe } from '../../web/map/probe.ts';
import type { Selection } from '../../web/map/scene.ts';

/** What a page opened with `?probe` lets a flow see. */
interface Seen extends Probe {
  stores: typeof Stores;
  columns: typeof Stores.unitColumns;
}
declare global {
  interface Window {
    __jingwei?: Seen;
  }
}

/** Wait until the district's borders are loaded and drawn and, unless there are none, deck's symbols stand among MapLibre's layers. */
export async function waitForDistrict(page: Page, symbols = true): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const seen = window.__jingwei;
      if (!seen || seen.stores.areaStore.getState().load !== 'ready') return false;
      const order = seen.map.getLayersOrder();
      return (
        seen.map.isStyleLoaded() === true &&
        (!wanted || order.some((id) => id.startsWith('deck-maplibre-layer-group'))) &&
        order.some((id) => id.startsWith('areas'))
      );
    },
    symbols,
    { timeout: 120_000 },
  );
}

/** Wait until the last frame held all that was asked for, names placed. */
export async function waitForWhole(page: Page): Promise<void> {
  await page.waitForFunction(
    () => window.__jingwei?.isWhole() === true && !window.__jingwei.map.isMoving(),
    undefined,
    { timeout: 240_000 },
  );
}

/** Layers of the map, bottom to top, deck's among them. */
export function layersOrder(page: Page): Promise<string[]> {
  return page.evaluate(() => [...window.__jingwei!.map.getLayersOrder()]);
}

/** Look at a place, without flying there, as somebody who moved the map: it does not go home when its size changes. */
export async function lookAt(page: Page, lng: number, lat: number, zoom: number): Promise<void> {
  await page.evaluate(
    ([x, y, z]) => {
      const by = { originalEvent: new Event('look') };
      window.__jingwei!.map.jumpTo({ center: [x, y], zoom: z }, by);
    },
    [lng, lat, zoom] as const,
  );
}

/** What a click at a place on the map would select. */
export function pickAt(page: Page, lng: number, lat: number): Promise<Selection | null> {
  return page.evaluate(
    ([x, y]) => {
      const { map, pick } = window.__jingwei!;
      const at = map.project([x, y]);
      return pick(at.x, at.y);
    },
    [lng, lat] as const,
  );
}

/** Wait until a click at a place would select this, as the symbol is drawn there. */
export async function waitForPick(
  page: Page,
  [lng, lat]: [number, number],
  wanted: Selection,
): Promise<void> {
  await page.waitForFunction(
    ([x, y, noun, id]) => {
      const { map, pick } = window.__jingwei!;
      const at = map.project([x, y]);
      const hit = pick(at.x, at.y);
      return hit !== null && hit.noun === noun && hit.id === id;
    },
    [lng, lat, wanted.noun, wanted.id] as const,
    { timeout: 90_000, polling: 400 },
  );
}

/** Wait until a click where a unit's newest fix is would select it; it may go on meanwhile. */
export async function waitForUnit(page: Page, unitId: number): Promise<void> {
  await page.waitForFunction(
    (id) => {
      const { columns, map, pick } = window.__jingwei!;
      const i = columns.ids.indexOf(id);
      const p = map.project([columns.positions[2 * i]!, columns.positions[2 * i + 1]!]);
      const hit = pick(p.x, p.y);
      return hit?.noun === 'units' && hit.id === id;
    },
    unitId,
    { timeout: 90_000, polling: 400 },
  );
}

/** Pixels in the page of a place on the map, for a real mouse. */
export function pixelsOf(page: Page, lng: number, lat: number): Promise<{ x: number; y: number }> {
  return page.evaluate(
    ([x, y]) => {
      const { map } = window.__jingwei!;
      const box = map.getContainer().getBoundingClientRect();
      const at = map.project([x, y]);
      return { x: box.left + at.x, y: box.top + at.y };
    },
    [lng, lat] as const,
  );
}
