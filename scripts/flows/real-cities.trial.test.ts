import { chmod } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { clusterUrl, OWNER_ROLE, SERVER_ROLE } from '#server/db/private-cluster.ts';
import { prepareDatabase } from '#server/db/prepare-database.sql.ts';
import { startThrowAwayCluster, type ThrowAwayCluster } from '#server/db/throw-away-cluster.ts';

import { runStep } from '../run-step.ts';

import { keepPicture, launchBrowser, openPage } from './browser.ts';
import { lookAt, waitForDistrict } from './on-map.ts';
import { startProduct, type Product } from './product.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** Import Taipei by the line of the README, with the settings of a product that runs. */
async function importTaipei(product: Product): Promise<string> {
  const { code, output } = await runStep(
    process.execPath,
    ['--import', 'tsx', 'scripts/import.ts', 'data/import/manifests/taipei.json'],
    { env: product.settings, quiet: true },
  );
  expect(code, output).toBe(0);
  return output;
}

async function expectTaipei(page: Page): Promise<void> {
  await waitForDistrict(page);
  const seen = await page.evaluate(() => {
    const { areaStore, buildingStore } = window.__jingwei!.stores;
    const levels = new Map<number, number>();
    for (const { level } of areaStore.getState().packed!.areas)
      levels.set(level, (levels.get(level) ?? 0) + 1);
    return { levels: [...levels.values()], buildings: buildingStore.getState().packed?.count };
  });
  expect(seen.levels).toEqual([1, 12, 456]);
  await page.waitForFunction(
    () => (window.__jingwei!.stores.buildingStore.getState().packed?.count ?? 0) > 4_000,
    undefined,
    { timeout: 60_000 },
  );
  // Its names are drawn.
  await page.waitForFunction(
    () => {
      const { map } = window.__jingwei!;
      const labels = map.getLayersOrder().filter((id) => map.getLayer(id)?.type === 'symbol');
      return map
        .queryRenderedFeatures({ layers: labels })
        .some((f) => /[\u4e00-\u9fff]/.test(String(f.properties['n'] ?? '')));
    },
    undefined,
    { timeout: 60_000 },
  );
}

describe('Taipei in the browser', () => {
  it('appears on an open page when it is imported into an empty database', async () => {
    const product = await startProduct({ env: { JINGWEI_SAMPLE: 'none' } });
    try {
      const { page, context, faults } = await openPage(browser, `${product.url}/watch?probe`, {
        width: 1920,
        height: 1080,
      });
      await page.locator('[data-empty]').waitFor();
      await importTaipei(product);
      await page.locator('[data-empty]').waitFor({ state: 'detached' });
      await expectTaipei(page);
      // What never reports is no feed; it says of when it is.
      await page.locator('.data-note [data-date]').first().waitFor();
      await keepPicture(page, 'taipei-imported');
      await lookAt(page, 121.52, 25.046, 15.6);
      await page.waitForTimeout(3_000);
      await keepPicture(page, 'taipei-imported-near');
      expect(faults.errors).toEqual([]);
      expect(faults.foreign).toEqual([]);
      await context.close();
    } finally {
      await product.stop();
    }
  });

  describe('from a server of one’s own', () => {
    let cluster: ThrowAwayCluster;
    beforeAll(async () => {
      cluster = await startThrowAwayCluster();
      await prepareDatabase(cluster.place, 'taipei');
      // The product gives up root and becomes a user who must reach the server.
      const { socketDir } = cluster.place;
      const way = [dirname(socketDir), socketDir, join(socketDir, '.s.PGSQL.5432')];
      await Promise.all(way.map((path) => chmod(path, 0o777)));
    });
    afterAll(() => cluster?.stop());

    it('is shown as well', async () => {
      const product = await startProduct({
        env: {
          DATABASE_URL: clusterUrl(cluster.place, SERVER_ROLE, 'taipei'),
          JINGWEI_OWNER_URL: clusterUrl(cluster.place, OWNER_ROLE, 'taipei'),
        },
      });
      try {
        await importTaipei(product);
        const { page, context, faults } = await openPage(browser, `${product.url}/watch?probe`, {
          width: 1920,
          height: 1080,
        });
        await expectTaipei(page);
        await keepPicture(page, 'taipei-given-database');
        expect(faults.errors).toEqual([]);
        await context.close();
      } finally {
        await product.stop();
      }
    });
  });
});
