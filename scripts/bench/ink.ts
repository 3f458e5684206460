import { writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

import { launchBrowser, openPage } from '../flows/browser.ts';
import { lookAt, waitForDistrict, waitForWhole } from '../flows/on-map.ts';
import { startProduct } from '../flows/product.ts';

import type { Bench, BenchResult } from './bench.ts';
import { changedShare } from './ink/compare-pictures.ts';

const LAYERS = ['areas', 'units', 'incidents', 'labels', 'cameras'] as const;
type InkLayer = (typeof LAYERS)[number];
/** The most of the map's pixels that each layer may change, %, by the zoom of a desk, and where it looks. */
const BUDGETS: { zoom: number; at: 'middle' | 'densest'; most: Record<InkLayer, number> }[] = [
  { zoom: 13.06, at: 'middle', most: { areas: 3, units: 2, incidents: 3, labels: 4, cameras: 0 } },
  {
    zoom: 15.1,
    at: 'densest',
    most: { areas: 7, units: 1.5, incidents: 2, labels: 2, cameras: 2 },
  },
  { zoom: 16.7, at: 'densest', most: { areas: 4, units: 1, incidents: 2, labels: 3, cameras: 12 } },
];

/**
 * Ink: the share of the map's pixels that change when a layer is switched off, on the dark desk at
 * 1920×1080. The server is held still meanwhile and the page's clock with it, so that nothing else
 * changes. INK_PICTURES names a folder for the pictures.
 */
export const bench: Bench = {
  name: 'ink',
  about: 'share of the map that each layer changes, against its budget',
  steady: true,
  run: async (log) => {
    const product = await startProduct({ env: { JINGWEI_SAMPLE: 'district' } });
    const browser = await launchBrowser();
    try {
      const { page, faults } = await openPage(
        browser,
        `${product.url}/watch?probe&theme=dark&lang=zh-CN&layers=incidents,units,cameras,stations,areas,buildings,base`,
        { width: 1920, height: 1080 },
      );
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await page.reload();
      await waitForDistrict(page);
      await page.waitForFunction(() => {
        const { stores, columns } = window.__jingwei!;
        const packed = [stores.buildingStore, stores.featureStore, stores.siteStore];
        const onDuty = [...stores.unitStore.getState().byId.values()].filter((u) => u.onDuty);
        return columns.count >= onDuty.length && packed.every((s) => s.getState().load === 'ready');
      });
      const places = await placesOf(page);
      await page.evaluate(() => {
        const now = Date.now();
        Date.now = () => now;
      });
      product.process.kill('SIGSTOP');
      await page.waitForFunction(
        () => window.__jingwei!.stores.connectionStore.getState().state === 'lost',
      );
      const results: BenchResult[] = [];
      for (const { zoom, at, most } of BUDGETS) {
        await lookAt(page, ...places[at], zoom);
        const shares = await inkAt(page, `z${zoom}`);
        log(`z ${zoom}: ${shares.map(([layer, share]) => `${layer} ${share.toFixed(2)}`).join(', ')} %`); // prettier-ignore
        for (const [layer, ours] of shares)
          results.push({
            name: `ink of ${layer}, z ${zoom}`,
            unit: '% of the map',
            ours,
            peers: [],
            ratio: null,
            aim: `≤ ${most[layer]} %`,
            met: ours <= most[layer],
          });
      }
      if (faults.errors.length > 0) log(`the page said: ${faults.errors.join('; ')}`);
      return results;
    } finally {
      product.process.kill('SIGCONT');
      await browser.close();
      await product.stop();
    }
  },
};

/** The middle of the district, and where its community of most residents is named. */
function placesOf(page: Page): Promise<Record<'middle' | 'densest', [number, number]>> {
  return page.evaluate(() => {
    const { areaStore, districtStore } = window.__jingwei!.stores;
    const [west, south, east, north] = districtStore.getState().district!.bounds!;
    const { byId, figures } = areaStore.getState();
    const densest = [...byId.values()]
      .filter((area) => area.level === 3)
      .sort(
        (a, b) =>
          (figures.get(b.id)?.residents ?? 0) - (figures.get(a.id)?.residents ?? 0) || a.id - b.id,
      )[0]!;
    return { middle: [(west + east) / 2, (south + north) / 2], densest: densest.labelAt };
  });
}

/** Ink of each layer where the map looks, %. Labels first; the others without labels, which make room for one another. */
async function inkAt(page: Page, name: string): Promise<[InkLayer, number][]> {
  const whole = await picture(page, `${name}-all`);
  await setLabels(page, 0);
  const bare = await picture(page, `${name}-no-labels`);
  const found: [InkLayer, number][] = [['labels', 100 * (await changedShare(page, whole, bare))]];
  for (const layer of LAYERS) {
    if (layer === 'labels') continue;
    await toggle(page, layer);
    const without = await picture(page, `${name}-no-${layer}`);
    found.push([layer, 100 * (await changedShare(page, bare, without))]);
    await toggle(page, layer);
  }
  await setLabels(page, 1);
  return found;
}

async function toggle(page: Page, layer: InkLayer): Promise<void> {
  await page.locator(`[data-layer=${layer}] .layer-switch`).click();
}

/** Every name on the map, but not the unseen marks that keep room for symbols. */
function setLabels(page: Page, opacity: 0 | 1): Promise<void> {
  return page.evaluate((shown) => {
    const { map } = window.__jingwei!;
    for (const layer of map.getStyle().layers)
      if (layer.type === 'symbol' && !layer.id.startsWith('incident-room'))
        map.setPaintProperty(layer.id, 'text-opacity', shown);
  }, opacity);
}

/** Some frames after the map has all that it shows: one to lay out, one to place labels, one to draw them. */
async function settle(page: Page): Promise<void> {
  await waitForWhole(page);
  for (let frame = 0; frame < 3; frame++)
    await page.evaluate(async () => {
      const { map } = window.__jingwei!;
      const drawn = map.once('render');
      map.triggerRepaint();
      await drawn;
    });
}

/** The map alone, without what stands on it. */
async function picture(page: Page, name: string): Promise<Buffer> {
  await settle(page);
  const place = page.locator('.watch-map');
  await place.evaluate((element) => {
    for (const child of element.querySelectorAll<HTMLElement>(
      ':scope > :not(:has(.maplibregl-canvas)), .maplibregl-control-container',
    ))
      child.style.visibility = 'hidden';
  });
  const png = await place.screenshot({ timeout: 120_000 });
  const folder = process.env['INK_PICTURES'];
  if (folder) await writeFile(`${folder}/${name}.png`, png);
  return png;
}
