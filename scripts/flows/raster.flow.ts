import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { startTestService, TEST_KEY, type TestService } from '#server/tiles/test-service.ts';

import { wordsOf } from '../../web/words/words.ts';

import { keepPicture, launchBrowser, openPage } from './browser.ts';
import { waitForDistrict } from './on-map.ts';
import { startProduct, type Product } from './product.ts';

/** Wide enough for the layers to stand beside the map. */
const SIZE = { width: 1600, height: 900 };
const words = wordsOf('zh-CN');
let service: TestService;
let product: Product;
let browser: Browser;
beforeAll(async () => {
  service = await startTestService();
  const { url, key, attribution } = service.settings;
  const env = { JINGWEI_TILES_URL: url, JINGWEI_TILES_KEY: key!, JINGWEI_TILES_ATTRIBUTION: attribution, JINGWEI_LOG: 'info' }; // prettier-ignore
  [product, browser] = await Promise.all([startProduct({ env }), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await service?.close();
});

it('the raster base map of a service of one’s own is switched on, named, remembered, and missed without harm', async () => {
  const { page, context, faults } = await openPage(browser, `${product.url}/watch?probe`, SIZE);
  await waitForDistrict(page);
  const button = page.getByRole('switch', { name: words.layers.names.raster });
  const credit = page.locator('.data-note').getByText(service.settings.attribution);
  const row = page.locator('[data-layer=raster]');
  expect(await button.getAttribute('aria-checked')).toBe('false');
  expect(await row.locator('.legend-row').count()).toBe(0);
  expect(service.asked).toHaveLength(0);

  const drawn = (): Promise<unknown> =>
    page.waitForFunction(() => {
      const { map } = window.__jingwei!;
      return map.getLayer('raster') !== undefined && map.isSourceLoaded('raster');
    });
  await button.click();
  await drawn();
  await credit.waitFor();
  // Whose pictures they are; there is nothing in them to count, and no day that they are of.
  expect(await row.locator('.legend-row').textContent()).toBe(service.settings.attribution);
  expect(await row.locator('.layer-switch .count').textContent()).toBe(words.layers.pictures);
  expect(await row.locator('.layer-age').textContent()).toBe(words.layers.undated);
  expect(new URL(page.url()).searchParams.get('layers')).toContain('raster');
  const asked = service.asked.length;
  expect(asked).toBeGreaterThan(0);
  expect(service.asked.every((query) => query.get('tk') === TEST_KEY)).toBe(true);
  await row.locator('.opacity-button').press('Enter');
  for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowLeft');
  await expect.poll(() => page.evaluate(() => window.__jingwei!.map.getPaintProperty('raster', 'raster-opacity'))).toBe(0.5); // prettier-ignore
  await keepPicture(page, 'raster');

  // Another reader of the same address, from what the server has kept.
  const shared = new URL(page.url());
  await context.close();
  shared.searchParams.set('probe', '');
  const again = await openPage(browser, shared.href, SIZE);
  await waitForDistrict(again.page);
  await again.page.locator('.data-note').getByText(service.settings.attribution).waitFor();
  await again.page.waitForFunction(() => window.__jingwei!.map.isSourceLoaded('raster'));
  expect(service.asked).toHaveLength(asked);

  // Where the service has nothing our own ground stays, and nothing is said to be wrong.
  service.behave((response) => void response.writeHead(500).end());
  await again.page.evaluate(() => window.__jingwei!.map.jumpTo({ zoom: 17 }));
  await expect.poll(() => service.asked.length, { timeout: 60_000 }).toBeGreaterThan(asked);
  await again.page.waitForFunction(() => window.__jingwei!.map.isSourceLoaded('raster'));

  await again.page.getByRole('switch', { name: words.layers.names.raster }).click();
  await again.page.waitForFunction(() => !window.__jingwei!.map.getSource('raster'));
  await again.page.locator('.data-note').getByText(service.settings.attribution).waitFor({ state: 'detached' }); // prettier-ignore
  expect([...faults.errors, ...again.faults.errors]).toEqual([]);
  expect([...faults.foreign, ...again.faults.foreign]).toEqual([]);
  expect(product.output()).toContain('the tile service gives no tile: status 500');
  expect(product.output()).not.toContain(TEST_KEY);
});
