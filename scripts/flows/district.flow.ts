import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Incident } from '#data/incidents/incident.ts';

import { wordsOf } from '../../web/words/words.ts';
import { root } from '../run-step.ts';

import { keepPicture, launchBrowser, openPage, type PageFaults } from './browser.ts';
import { layCuttable } from './cuttable.ts';
import {
  layersOrder,
  lookAt,
  pickAt,
  pixelsOf,
  waitForDistrict,
  waitForPick,
  waitForUnit,
} from './on-map.ts';
import { startProduct, type Product } from './product.ts';

const words = wordsOf('zh-CN');
/** For a thing to happen; generous, for a machine that is busy. */
const WAIT_MS = 60_000;

let dataDir: string;
let product: Product;
let browser: Browser;

beforeAll(async () => {
  dataDir = await mkdtemp(join('/var/tmp', 'jingwei-flow-'));
  [product, browser] = await Promise.all([startProduct({ dataDir }), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
  if (dataDir) await rm(dataDir, { recursive: true, force: true });
});

/** A page of the product on which the district is drawn; its context is closed by the caller. */
async function openScreen(path: string, size?: { width: number; height: number }) {
  const opened = await openPage(browser, `${product.url}${path}`, size);
  await waitForDistrict(opened.page);
  return opened;
}

/** Nothing went wrong on the page, and nothing was asked of anybody else. */
function expectNoFaults(faults: PageFaults): void {
  expect(faults.errors).toEqual([]);
  expect(faults.foreign).toEqual([]);
}

/** The row of an incident in the list, by its title. */
const rowOf = (page: Page, title: string) =>
  page.locator('.incident-list [role=option]', { hasText: title });

async function postReport(body: Record<string, unknown>): Promise<Incident> {
  const response = await fetch(`${product.url}/api/incidents`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id: crypto.randomUUID(), ...body }),
  });
  expect(response.status).toBe(201);
  return (await response.json()) as Incident;
}

/** A unit on duty that has a fix, and where it is. */
function someUnit(page: Page): Promise<{ id: number; at: [number, number] }> {
  return page
    .waitForFunction(
      () => {
        const { columns, stores } = window.__jingwei!;
        const units = stores.unitStore.getState().byId;
        for (let i = 0; i < columns.count; i++) {
          const id = columns.ids[i]!;
          if (units.get(id)?.onDuty && columns.measuredAt[i]! > stores.serverNow() - 30_000)
            return { id, at: [columns.positions[2 * i]!, columns.positions[2 * i + 1]!] };
        }
        return null;
      },
      undefined,
      { timeout: WAIT_MS },
    )
    .then((found) => found.jsonValue() as Promise<{ id: number; at: [number, number] }>);
}

/** Where a unit's newest fix is now. */
function placeOfUnit(page: Page, id: number): Promise<[number, number]> {
  return page.evaluate((unitId) => {
    const { columns } = window.__jingwei!;
    const i = columns.ids.indexOf(unitId);
    return [columns.positions[2 * i]!, columns.positions[2 * i + 1]!] as [number, number];
  }, id);
}

describe('a district, live', () => {
  it('is seen after a start: borders, symbols among the labels, Chinese names drawn', async () => {
    expect(product.output()).toMatch(/^ready http:\/\/127\.0\.0\.1:\d+$/m);
    const { page, context, faults } = await openScreen('/watch?probe', {
      width: 1920,
      height: 1080,
    });
    const order = await layersOrder(page);
    const symbols = order.findIndex((id) => id.startsWith('deck-maplibre-layer-group'));
    const borders = order.findIndex((id) => id.startsWith('areas'));
    expect(borders).toBeGreaterThanOrEqual(0);
    expect(symbols).toBeGreaterThan(borders);

    // What a label says is Chinese, and it is ink: without the labels the picture is another.
    const names = await page.waitForFunction(
      () => {
        const { map } = window.__jingwei!;
        const labels = map.getLayersOrder().filter((id) => map.getLayer(id)?.type === 'symbol');
        const found = map
          .queryRenderedFeatures({ layers: labels })
          .map((f) => String(f.properties['n'] ?? ''))
          .filter((n) => /[\u4e00-\u9fff]/.test(n));
        return found.length > 0 ? found : null;
      },
      undefined,
      { timeout: WAIT_MS },
    );
    expect(((await names.jsonValue()) as string[]).length).toBeGreaterThan(0);
    expect(await page.locator('h1.district').textContent()).toMatch(/[\u4e00-\u9fff]/);
    await keepPicture(page, 'watch-dark-zh');
    expectNoFaults(faults);
    await context.close();
  });

  it('shows in one browser what is reported in another, and that it is closed', async () => {
    const one = await openScreen('/watch?probe');
    const other = await openScreen('/watch?probe');
    const title = `井盖松动 ${Date.now()}`;
    await one.page.keyboard.press('n');
    await one.page.locator('#report-category').selectOption({ index: 1 });
    await one.page.locator('#report-title').fill(title);
    await one.page.locator('#report-at').click();
    await one.page.getByRole('button', { name: words.report.send, exact: true }).last().click();
    const began = Date.now();
    const row = rowOf(other.page, title);
    await other.page.waitForFunction(
      (t) =>
        [...window.__jingwei!.stores.incidentStore.getState().byId.values()].some(
          (i) => i.title === t,
        ),
      title,
      { timeout: WAIT_MS },
    );
    console.log(`flow: seen in the other browser after ${Date.now() - began} ms`);
    // Newest first: the list is virtual, and the row must be in sight.
    await other.page.locator('[data-sort=time]').click();
    await row.waitFor({ timeout: WAIT_MS });
    const found = await other.page.evaluate(
      (t) =>
        [...window.__jingwei!.stores.incidentStore.getState().byId.values()].find(
          (i) => i.title === t,
        )!,
      title,
    );
    expect(found.at).not.toBeNull();
    await lookAt(other.page, found.at![0], found.at![1], 17);
    await waitForPick(other.page, found.at!, { noun: 'incidents', id: found.id });

    // Closed there, it goes from both.
    await row.click();
    await other.page.getByRole('button', { name: words.incidents.close, exact: true }).click();
    await other.page.getByRole('button', { name: words.incidents.closeConfirm }).click();
    for (const { page } of [one, other]) {
      await page.waitForFunction(
        (id) => !window.__jingwei!.stores.incidentStore.getState().byId.has(id),
        found.id,
        { timeout: WAIT_MS },
      );
    }
    await expect.poll(() => rowOf(one.page, title).count(), { timeout: WAIT_MS }).toBe(0);
    expectNoFaults(one.faults);
    expectNoFaults(other.faults);
    await one.context.close();
    await other.context.close();
  });

  it('moves its people, and draws them where they are', async () => {
    const { page, context, faults } = await openScreen('/watch?probe&layers=units,areas,base');
    const { id, at } = await someUnit(page);
    await lookAt(page, at[0], at[1], 17);
    await page.waitForFunction(
      ([unitId, x, y]) => {
        const { columns } = window.__jingwei!;
        const i = columns.ids.indexOf(unitId);
        return Math.hypot(columns.positions[2 * i]! - x, columns.positions[2 * i + 1]! - y) > 2e-5;
      },
      [id, at[0], at[1]] as const,
      { timeout: WAIT_MS },
    );
    const now = await placeOfUnit(page, id);
    await lookAt(page, now[0], now[1], 18);
    // It may go on meanwhile: what is drawn is where its newest fix is.
    await waitForUnit(page, id);
    expectNoFaults(faults);
    await context.close();
  });

  it('switches a layer off and on, and remembers it in the address', async () => {
    const { page, context, faults } = await openScreen('/watch?probe', {
      width: 1600,
      height: 900,
    });
    const incident = await page.evaluate(() =>
      [...window.__jingwei!.stores.incidentStore.getState().byId.values()].find(
        // A new Ⅰ stays on the map though its layer is off.
        (i) => i.at !== null && i.severity > 2,
      )!,
    );
    const wanted = { noun: 'incidents', id: incident.id } as const;
    await lookAt(page, incident.at![0], incident.at![1], 17.5);
    await waitForPick(page, incident.at!, wanted);
    const flip = page.locator('[data-layer=incidents] [role=switch]');
    await flip.click();
    await page.waitForFunction(
      ([x, y]) => {
        const p = window.__jingwei!.map.project([x, y]);
        return window.__jingwei!.pick(p.x, p.y)?.noun !== 'incidents';
      },
      incident.at!,
      { timeout: WAIT_MS, polling: 400 },
    );
    expect(await flip.getAttribute('aria-checked')).toBe('false');
    expect(new URL(page.url()).searchParams.get('layers')).not.toContain('incidents');
    await flip.click();
    await waitForPick(page, incident.at!, wanted);
    expectNoFaults(faults);
    await context.close();
  });

  it('agrees with its list of people: a row selects on the map, the map selects a row', async () => {
    const { page, context, faults } = await openScreen('/patrol?probe', {
      width: 1180,
      height: 820,
    });
    await page.locator('.team [role=option]').first().waitFor({ timeout: WAIT_MS });
    const figures = JSON.parse(
      (await page.locator('.team .figures').getAttribute('data-figures'))!,
    ) as { onDuty: number; all: number };
    const units = await page.evaluate(() => {
      const all = [...window.__jingwei!.stores.unitStore.getState().byId.values()];
      return { all: all.length, onDuty: all.filter((u) => u.onDuty).length };
    });
    expect({ all: figures.all, onDuty: figures.onDuty }).toEqual(units);
    expect(await page.locator('.team [role=option]').first().getAttribute('aria-setsize')).toBe(
      String(units.all),
    );

    // Row → map: the one selected is framed, and a click there would select it.
    await page.getByRole('button', { name: words.patrol.byName, exact: true }).click();
    await page.locator('.team[data-sort=name]').waitFor({ timeout: WAIT_MS });
    const shown = page.locator('.team-row[data-on-map=true]').first();
    await shown.waitFor({ timeout: WAIT_MS });
    const id = Number(await shown.getAttribute('data-unit'));
    const name = await page.evaluate(
      (unitId) => window.__jingwei!.stores.unitStore.getState().byId.get(unitId)!.name,
      id,
    );
    const row = page.locator(`.team [data-key="${id}"]`);
    await row.click();
    await page.locator('.unit-card, .card').getByText(name).first().waitFor({ timeout: WAIT_MS });
    const picked = await placeOfUnit(page, id);
    await lookAt(page, picked[0], picked[1], 18);
    await waitForUnit(page, id);
    expect(await row.getAttribute('aria-selected')).toBe('true');

    // Map → row: a real click on another one.
    await page.keyboard.press('Escape');
    await page
      .locator(`.team [data-key="${id}"][aria-selected=false]`)
      .waitFor({ timeout: WAIT_MS });
    const again = await placeOfUnit(page, id);
    await lookAt(page, again[0], again[1], 18);
    await expect
      .poll(
        async () => {
          const p = await pixelsOf(page, ...(await placeOfUnit(page, id)));
          await page.mouse.click(p.x, p.y);
          return row.getAttribute('aria-selected');
        },
        { timeout: WAIT_MS, interval: 1_000 },
      )
      .toBe('true');
    expect(new URL(page.url()).searchParams.get('sel')).toBe(`units:${id}`);
    await keepPicture(page, 'patrol-dark-zh');
    expectNoFaults(faults);
    await context.close();
  });

  it('says so when it is cut off, comes back by itself and has missed nothing', async () => {
    const wire = await layCuttable(product.url);
    try {
      const { page, context } = await openPage(browser, `${wire.url}/watch?probe`);
      await waitForDistrict(page);
      wire.cut();
      await page.locator('.stopped-frame').waitFor({ timeout: WAIT_MS });
      await page.getByText(words.bar.stoppedAt('').trim()).first().waitFor({ timeout: WAIT_MS });
      await keepPicture(page, 'watch-cut-off');
      const { id } = await postReport({
        category: (
          (await (await fetch(`${product.url}/api/district`)).json()) as {
            categories: { key: string }[];
          }
        ).categories[0]!.key,
        title: '断线期间上报',
      });
      wire.mend();
      await page.locator('.stopped-frame').waitFor({ state: 'detached', timeout: WAIT_MS });
      await page.waitForFunction(
        (missed) => window.__jingwei!.stores.incidentStore.getState().byId.has(missed),
        id,
        { timeout: WAIT_MS },
      );
      await context.close();
    } finally {
      await wire.close();
    }
  });

  it('comes back when the graphics context is lost', async () => {
    const { page, context } = await openScreen('/watch?probe');
    const lost = await page.evaluate(() => {
      const { map } = window.__jingwei!;
      (window as { lostMap?: unknown }).lostMap = map;
      const gl = map.getCanvas().getContext('webgl2')!;
      gl.getExtension('WEBGL_lose_context')!.loseContext();
      return gl.isContextLost();
    });
    expect(lost).toBe(true);
    await page.waitForFunction(
      () => window.__jingwei!.map !== (window as { lostMap?: unknown }).lostMap,
      undefined,
      { timeout: WAIT_MS },
    );
    await waitForDistrict(page);
    await context.close();
  });

  it('fills a wall of 3840 × 2160 without scrolling, in letters for the farthest seat', async () => {
    const { page, context, faults } = await openScreen('/wall?probe', {
      width: 3840,
      height: 2160,
    });
    await page.locator('.wall-ticker p').first().waitFor({ timeout: WAIT_MS });
    const seen = await page.evaluate(() => {
      const k = Number(getComputedStyle(document.querySelector('.wall')!).getPropertyValue('--k'));
      const smallest = Math.min(
        ...[...document.querySelectorAll<HTMLElement>('.wall *')]
          .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent!.trim()))
          .filter((e) => e.getClientRects().length > 0 && !e.closest('.maplibregl-map'))
          .map((e) => Number.parseFloat(getComputedStyle(e).fontSize)),
      );
      window.scrollTo(1e5, 1e5);
      return {
        k,
        smallest,
        scrolled: [window.scrollX, window.scrollY],
        controls: document.querySelectorAll('.wall :is(button, input, select, a)').length,
      };
    });
    expect(seen.k).toBe(3);
    expect(seen.smallest).toBeGreaterThanOrEqual(22 * 3);
    expect(seen.scrolled).toEqual([0, 0]);
    expect(seen.controls).toBe(0);
    await keepPicture(page, 'wall-3840-dark-zh');
    expectNoFaults(faults);
    await context.close();
  });

  it('is loud about a simulator that went silent', async () => {
    // The same data, but nobody walks of himself: the simulator is a process of its own, and is ended.
    await product.stop();
    product = await startProduct({ dataDir, args: ['--no-simulate'] });
    const simulator = spawn(
      process.execPath,
      ['--import', 'tsx', 'scripts/simulate.ts', '--url', product.url, '--hz', '0.2'],
      { cwd: root, stdio: 'ignore' },
    );
    const { page, context, faults } = await openScreen('/watch?probe');
    await page.locator('[data-feed=fixes]:not(.silent)').waitFor({ timeout: WAIT_MS });
    simulator.kill('SIGTERM');
    // By itself, or in one with what else the simulator no longer tells of: whichever fell silent first.
    const silent = page.locator('.feed-bar .silent:visible', {
      hasText: wordsOf('zh-CN').feeds.fixes,
    });
    await silent.waitFor({ timeout: WAIT_MS });
    expect(await silent.textContent()).toMatch(/无数据/);
    // The socket lives all the while: nothing else is said to be wrong.
    expect(await page.locator('.stopped-frame').count()).toBe(0);
    await keepPicture(page, 'watch-silent-feed');
    expectNoFaults(faults);
    await context.close();
  });
});

describe('what a click hits', () => {
  it('is an area where nothing else is', async () => {
    const { page, context } = await openPage(browser, `${product.url}/watch?probe&layers=areas`);
    await waitForDistrict(page, false);
    const at = await page.evaluate(() => {
      const { packed } = window.__jingwei!.stores.areaStore.getState();
      return packed!.areas.at(-1)!.labelAt as [number, number];
    });
    await lookAt(page, at[0], at[1], 17);
    await expect
      .poll(async () => (await pickAt(page, at[0], at[1]))?.noun, { timeout: WAIT_MS })
      .toBe('areas');
    await context.close();
  });
});
