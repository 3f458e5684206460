import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import type { Incident } from '#data/incidents/incident.ts';

import { keepPicture, launchBrowser, openPage } from './browser.ts';
import { layCuttable } from './cuttable.ts';
import { labelBoxes } from './label-boxes.ts';
import { waitForDistrict } from './on-map.ts';
import { freePort, startProduct, type Product } from './product.ts';
import { wallFaults } from './wall-faults.ts';

/** For a thing to happen; generous, for a machine that is busy. */
const WAIT_MS = 90_000;
const NO_FAULTS = { outside: [], overlapping: [], acrossSeams: [], shortened: [], small: [] };
const SIZES = [
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
  { width: 5760, height: 3240 },
];

let dataDir: string;
let port: number;
let product: Product;
let browser: Browser;
const start = () =>
  startProduct({
    dataDir,
    port,
    env: {
      NODE_OPTIONS: `--import tsx --import ${fileURLToPath(new URL('./shift-clock.ts', import.meta.url))}`,
    },
  });

beforeAll(async () => {
  dataDir = await mkdtemp(join('/var/tmp', 'jingwei-flow-'));
  port = await freePort();
  [product, browser] = await Promise.all([start(), launchBrowser()]);
});
// A wall that nobody looks at any more would go on drawing, also when its test has failed.
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
  if (dataDir) await rm(dataDir, { recursive: true, force: true });
});

async function report(title: string): Promise<Incident> {
  const district = (await (await fetch(`${product.url}/api/district`)).json()) as { categories: { key: string; severity: number }[] }; // prettier-ignore
  const response = await fetch(`${product.url}/api/incidents`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      id: crypto.randomUUID(),
      // No Ⅰ: a wall that is to be reloaded waits for two minutes after one.
      category: district.categories.find((c) => c.severity > 2)!.key,
      title,
    }),
  });
  expect(response.status).toBe(201);
  return (await response.json()) as Incident;
}

/** So that a reload would be noticed. */
const mark = (page: Page) =>
  page.evaluate(() => void ((window as { marked?: true }).marked = true));
const isMarked = (page: Page) => page.evaluate(() => (window as { marked?: true }).marked === true);
const waitForIncident = (page: Page, id: string) =>
  page.waitForFunction(
    (wanted) => window.__jingwei?.stores.incidentStore.getState().byId.has(wanted) === true,
    id,
    { timeout: WAIT_MS },
  );
const waitForLive = (page: Page) =>
  page.waitForFunction(
    () => window.__jingwei?.stores.connectionStore.getState().state === 'live',
    undefined,
    { timeout: WAIT_MS },
  );
const figureIs = (page: Page, key: string, text: string) =>
  page.waitForFunction(
    ([of, wanted]) => document.querySelector(`[data-figure=${of}]`)?.textContent === wanted,
    [key, text] as const,
    { timeout: WAIT_MS },
  );

/** Long names, large figures, many messages: as they might be in a city. */
function fillWall(page: Page): Promise<void> {
  return page.evaluate(() => {
    const { incidentStore, districtStore, areaStore, feedStore } = window.__jingwei!.stores;
    const long = '柳林渡口历史文化街区管理委员会及其毗邻之老旧小区联合片区';
    const longEn =
      'Joint Administration of the Willow Ferry Historic Quarter and Adjoining Estates';
    districtStore.setState((was) => ({
      district: {
        ...was.district!,
        name: long,
        nameEn: longEn,
        openToNetwork: true,
        attribution: longEn,
      },
    }));
    const named = (area: { level: number; name: string }) =>
      ({ ...area, name: `${long}街道`, nameEn: `${longEn} Subdistrict` }) as never;
    const { chainOf } = areaStore.getState();
    areaStore.setState({ chainOf: (id) => chainOf(id).map(named) });
    const { byId } = incidentStore.getState();
    const [one] = byId.values();
    const many = Array.from({ length: 40 }, (_, i): Incident => ({
      ...one!,
      id: `long-${i}`,
      no: `261126${String(100_000 + i)}`,
      severity: 1 + (i % 4),
      title: `${long} ${i}`,
      reportedAt: new Date(Date.now() - 86_400_000 * (i % 2 ? 0.99 : 365)).toISOString(),
    }));
    incidentStore.setState({
      byId: new Map(many.map((i) => [i.id, i])),
      figures: { open: 99_999, openGrave: 123_456, newToday: 12_345_678, closedToday: 88_888 },
      recent: many.slice(0, 30).map((incident) => ({ at: '2025-12-31T12:00:00Z', kind: 'closed', incident })),
    }); // prettier-ignore
    const message = feedStore.getState().message!;
    feedStore.setState({
      message: { ...message, feeds: message.feeds.map((f, i) => ({ ...f, newestAt: new Date(Date.now() - (i ? 5e8 : 0)).toISOString() })) },
    }); // prettier-ignore
  });
}

function emptyWall(page: Page): Promise<void> {
  return page.evaluate(() => {
    const figures = { open: 0, openGrave: 0, newToday: 0, closedToday: 0 };
    window.__jingwei!.stores.incidentStore.setState({ byId: new Map(), recent: [], figures });
  });
}

describe('a wall', () => {
  it.each(SIZES)(
    'of $width × $height cuts nothing off, in both languages and themes, full and empty',
    async (size) => {
      const { page, faults } = await openPage(browser, 'about:blank', size);
      for (const language of ['zh-CN', 'en'])
        for (const theme of ['dark', 'light']) {
          // Words are as long in either theme: where many pixels take long, each is looked at once.
          if (size.width > 1920 && (language === 'en') !== (theme === 'light')) continue;
          // The map has no words here: they are looked at below.
          await page.goto(`${product.url}/wall?probe&layers=&lang=${language}&theme=${theme}`);
          await page.locator('.wall-ticker p').first().waitFor({ timeout: WAIT_MS });
          await page.waitForFunction(() => window.__jingwei?.stores.areaStore.getState().load === 'ready', undefined, { timeout: WAIT_MS }); // prettier-ignore
          // It is drawn in software: a map that goes on drawing so many pixels leaves nothing for the words.
          await page.evaluate(() => void (window.__jingwei!.map.triggerRepaint = () => undefined));
          expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe(theme);
          const at = `${language} ${theme}`;
          expect(await wallFaults(page), at).toEqual(NO_FAULTS);
          await fillWall(page);
          await page.locator('[data-incident^=long]').first().waitFor();
          expect(await wallFaults(page), `${at} full`).toEqual(NO_FAULTS);
          if (size.width === 1920) await keepPicture(page, `wall-full-${theme}-${language}`);
          await emptyWall(page);
          await page.locator('.wall-none').waitFor();
          expect(await wallFaults(page), `${at} empty`).toEqual(NO_FAULTS);
          const scrolled = await page.evaluate(() => {
            window.scrollTo(1e5, 1e5);
            return [window.scrollX, window.scrollY];
          });
          expect(scrolled).toEqual([0, 0]);
        }
      expect(faults.errors).toEqual([]);
    },
  );

  it('keeps words, names and symbols off the seams of its panels', async () => {
    const size = { width: 1920, height: 1080 };
    const { page } = await openPage(browser, `${product.url}/wall?probe&seams=3x3&theme=dark`, size); // prettier-ignore
    await waitForDistrict(page);
    expect((await wallFaults(page, { columns: 3, rows: 3 })).acrossSeams).toEqual([]);
    const seamsAreMarked = async () =>
      (await labelBoxes(page)).filter((box) => box.layer === 'seams').length > 0;
    await expect.poll(seamsAreMarked, { timeout: WAIT_MS }).toBe(true);
    // Grave ones exactly on each seam, and where two of them meet.
    const placed = await page.evaluate(() => {
      const { map, stores } = window.__jingwei!;
      const box = map.getContainer().getBoundingClientRect();
      const [one] = stores.incidentStore.getState().byId.values();
      const places = [[640, 500], [700, 360], [640, 360], [640, 720]].map(([x, y]) => ({ x: x! - box.left, y: y! - box.top })); // prettier-ignore
      const made = places.map(({ x, y }, i): Incident => {
        const { lng, lat } = map.unproject([x, y]);
        return { ...one!, id: `seam-${i}`, severity: 2, at: [lng, lat] };
      });
      stores.incidentStore.setState((was) => ({
        byId: new Map(made.map((i) => [i.id, i])),
        version: was.version + 1,
      }));
      return places;
    });
    // Drawn elsewhere: what is hit at a seam is none of them, and half of a symbol beside it stands one of them.
    await expect
      .poll(
        () =>
          page.evaluate((places) => {
            const { overlay } = window.__jingwei!;
            const beside = [[-39, 0], [39, 0], [0, -39], [0, 39], [39, 39], [-39, -39], [39, -39], [-39, 39]]; // prettier-ignore
            return places.map(({ x, y }) =>
              [[[0, 0]], beside].map(
                (at) =>
                at.some(([dx, dy]) => overlay.pickObject({ x: x + dx!, y: y + dy!, radius: 0, layerIds: ['incidents-symbols'] })), // prettier-ignore
              ),
            );
          }, placed),
        { timeout: WAIT_MS, interval: 1_000 },
      )
      .toEqual(placed.map(() => [false, true]));
    const { y: top, width, height } = (await page.locator('.maplibregl-map').boundingBox())!;
    const across = async () => {
      // What keeps names off the edge of the map stands beyond it.
      const labels = (await labelBoxes(page)).filter(
        ({ layer, left, right, top: up, bottom }) =>
          layer !== 'seams' && left + right > 0 && up + bottom > 0 && left + right < 2 * width && up + bottom < 2 * height, // prettier-ignore
      );
      // Placed anew twice a second while something moves: streets have their names, symbols their room.
      if (!labels.some((box) => box.layer.startsWith('areas-label'))) return 'no names yet';
      if (!labels.some((box) => box.layer === 'incident-room-grave')) return 'no room yet';
      return labels.filter(
        (box) =>
          [640, 1280].some((seam) => box.left < seam && box.right > seam) ||
          [360 - top, 720 - top].some((seam) => box.top < seam && box.bottom > seam),
      );
    };
    await expect.poll(across, { timeout: WAIT_MS, interval: 1_000 }).toEqual([]);
    await keepPicture(page, 'wall-seams');
  });
});

describe('a wall that nobody looks after', () => {
  it('begins its day at midnight of the district, also when it was cut off then', async () => {
    const wire = await layCuttable(product.url);
    try {
      const { page, faults } = await openPage(browser, `${wire.url}/wall?probe&layers=areas&theme=dark`); // prettier-ignore
      await mark(page);
      await waitForLive(page);
      const first = await report('午夜前上报');
      await waitForIncident(page, first.id);
      const dateNow = () => page.locator('.wall-bar .date').textContent();
      const before = await dateNow();
      product.process.kill('SIGUSR2');
      await figureIs(page, 'newToday', '0');
      await figureIs(page, 'closedToday', '0');
      expect(await dateNow()).not.toBe(before);
      expect(await page.locator('.wall-bar time').textContent()).toMatch(/^00:0/);
      // Of yesterday the ticker says the day.
      expect(await page.locator('.wall-ticker p time').first().textContent()).toMatch(/日/);

      const second = await report('次日上报');
      await waitForIncident(page, second.id);
      await figureIs(page, 'newToday', '1');
      wire.cut();
      await page.locator('.stopped-frame').waitFor({ timeout: WAIT_MS });
      product.process.kill('SIGUSR2');
      // Its clock stands at three seconds before midnight: nothing that could be waited for tells of it.
      await new Promise((resolve) => setTimeout(resolve, 6_000));
      wire.mend();
      // A page that was never cut says how it should stand: somebody of the simulator's may have reported by now.
      const fresh = (await openPage(browser, `${product.url}/wall?probe&layers=areas&theme=dark`)).page; // prettier-ignore
      await waitForLive(fresh);
      const figuresOf = (of: Page) => of.locator('[data-figure]').allTextContents();
      await expect
        .poll(async () => (await figuresOf(page)).join() === (await figuresOf(fresh)).join(), {
          timeout: WAIT_MS,
        }) // prettier-ignore
        .toBe(true);
      expect(await isMarked(page)).toBe(true);
      // The cut itself is said on the console; nothing else is.
      expect(faults.errors.filter((e) => !/net::ERR|WebSocket/.test(e))).toEqual([]);
    } finally {
      await wire.close();
    }
  });

  it('comes back when its graphics context is lost', async () => {
    const { page } = await openPage(browser, `${product.url}/wall?probe&theme=dark`);
    await waitForDistrict(page);
    await mark(page);
    await page.evaluate(() => {
      const { map } = window.__jingwei!;
      (window as { lostMap?: unknown }).lostMap = map;
      map.getCanvas().getContext('webgl2')!.getExtension('WEBGL_lose_context')!.loseContext();
    });
    await page.waitForFunction(
      () => window.__jingwei!.map !== (window as { lostMap?: unknown }).lostMap,
      undefined,
      { timeout: WAIT_MS },
    );
    await waitForDistrict(page);
    expect(await isMarked(page)).toBe(true);
    expect(await page.locator('.wall .maplibregl-canvas').count()).toBe(1);
  });

  it('wakes with what happened while its machine slept', async () => {
    const wire = await layCuttable(product.url);
    try {
      const { page, context } = await openPage(browser, `${wire.url}/wall?probe&layers=areas&theme=dark`); // prettier-ignore
      await waitForLive(page);
      await mark(page);
      const machine = await context.newCDPSession(page);
      wire.hold();
      await machine.send('Page.setWebLifecycleState', { state: 'frozen' });
      const missed = await report('休眠期间上报');
      // Longer than the server waits for a sign of life: it has given the console up.
      await new Promise((resolve) => setTimeout(resolve, 25_000));
      await machine.send('Page.setWebLifecycleState', { state: 'active' });
      wire.release();
      await waitForIncident(page, missed.id);
      await waitForLive(page);
      expect(await page.locator('.stopped-frame').count()).toBe(0);
      expect(await isMarked(page)).toBe(true);
    } finally {
      await wire.close();
    }
  });

  it('outlives a restart of the server, and goes on to the program that was built meanwhile', async () => {
    const { page } = await openPage(browser, `${product.url}/wall?probe&layers=areas&theme=dark`); // prettier-ignore
    await waitForLive(page);
    await mark(page);
    const scriptOf = () => page.evaluate(() => document.querySelector('script[type=module]')!.getAttribute('src')); // prettier-ignore
    const old = await scriptOf();
    await product.stop();
    await page.locator('.stopped-frame').waitFor({ timeout: WAIT_MS });
    await keepPicture(page, 'wall-stopped');
    product = await start();
    const after = await report('重启之后上报');
    await waitForIncident(page, after.id);
    await waitForLive(page);
    expect(await isMarked(page)).toBe(true);
    expect(await scriptOf()).toBe(old);

    // As a new build would be: another name of the program in the page, from the next restart on.
    await page.route(/\/wall(\?|$)/, async (route) => {
      // It is asked for while the server is away, too.
      const response = await route.fetch().catch(() => null);
      if (!response) return route.abort('connectionrefused');
      const html = (await response.text()).replace(`src="${old}"`, `src="${old}?next"`);
      return route.fulfill({ response, body: html });
    });
    await product.stop();
    await page.locator('.stopped-frame').waitFor({ timeout: WAIT_MS });
    product = await start();
    await page.waitForFunction(() => !('marked' in window), undefined, { timeout: WAIT_MS });
    await waitForLive(page);
    expect(await scriptOf()).toBe(`${old}?next`);
  });
});
