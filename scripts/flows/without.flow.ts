import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { wordsOf } from '../../web/words/words.ts';

import { keepPicture, launchBrowser, openPage } from './browser.ts';
import { startProduct, type Product } from './product.ts';

const words = wordsOf('zh-CN');
let product: Product;
beforeAll(async () => {
  product = await startProduct({ env: { JINGWEI_SAMPLE: 'none' } });
});
afterAll(() => product?.stop());

async function withBrowser(args: string[], use: (browser: Browser) => Promise<void>) {
  const browser = await launchBrowser(args);
  try {
    await use(browser);
  } finally {
    await browser.close();
  }
}

describe('without data', () => {
  it.each(['watch', 'wall', 'patrol'])('%s says how to import', (screen) =>
    withBrowser([], async (browser) => {
      const { page, faults } = await openPage(browser, `${product.url}/${screen}`);
      const notice = page.locator('[data-empty]');
      await notice.waitFor();
      expect(await notice.textContent()).toContain('npm run import');
      await keepPicture(page, `empty-${screen}`);
      expect(faults.errors).toEqual([]);
    }),
  );

  it('an address of no screen says where to go', () =>
    withBrowser([], async (browser) => {
      const { page } = await openPage(browser, `${product.url}/nowhere`);
      await page.getByText(words.lost.title).waitFor();
    }));
});

describe('without WebGL2', () => {
  it('the map’s place says so in a sentence, and the lists are there', () =>
    withBrowser(['--disable-3d-apis'], async (browser) => {
      const { page } = await openPage(browser, `${product.url}/watch`);
      await page.locator('[data-no-webgl]').waitFor();
      await page.locator('.incident-list').waitFor();
      await keepPicture(page, 'no-webgl');
    }));
});
