import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';

import { launchBrowser, type PageFaults } from './browser.ts';
import { startProduct, type Product } from './product.ts';

/** For the flows of a file: a product with data of its own and a browser, there before the first and gone after the last. */
export function withProduct(options: Parameters<typeof startProduct>[0] = {}): {
  product: Product;
  browser: Browser;
} {
  const here = { product: null as unknown as Product, browser: null as unknown as Browser };
  beforeAll(async () => {
    [here.product, here.browser] = await Promise.all([startProduct(options), launchBrowser()]);
  });
  afterAll(async () => {
    await here.browser?.close();
    await here.product?.stop();
  });
  return here;
}

/** Nothing went wrong on the page, and nothing was asked of anybody else. */
export function expectNoFaults(faults: PageFaults): void {
  expect(faults.errors).toEqual([]);
  expect(faults.foreign).toEqual([]);
}
