import { readFile } from 'node:fs/promises';

import { randomUUID } from 'node:crypto';

import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';

import type { IncidentCounts } from '#data/wire/incident-counts.ts';

import { wordsOf } from '../../web/words/words.ts';

import { accessibilityFaults } from './accessible.ts';
import { keepPicture, openPage } from './browser.ts';
import { postTo, readDistrict } from './district-facts.ts';
import { lookAt, pixelsOf, waitForDistrict } from './on-map.ts';
import { expectNoFaults, withProduct } from './with-product.ts';

const words = wordsOf('zh-CN');
const WAIT_MS = 60_000;
const SIZE = { width: 1600, height: 1000 };

const here = withProduct();

async function openWatch(query: string, symbols = true) {
  const opened = await openPage(here.browser, `${here.product.url}/watch?probe${query}`, SIZE);
  await waitForDistrict(opened.page, symbols);
  return opened;
}

/** What the legend says: the number above each swatch, and the ends of the classes between them. */
async function legendOf(page: Page, measure: string) {
  const legend = page.locator(`.shade-legend [data-shade=${measure}]`);
  await legend.waitFor();
  return {
    level: Number(await legend.getAttribute('data-level')),
    counts: (await legend.locator('ol .count').allTextContents()).map(Number),
    breaks: (await legend.locator('.breaks span').allTextContents()).map(Number),
    rest: (await legend.locator('.legend-row .count').allTextContents()).map(Number),
  };
}

/** Figures of a column of the table from the top, as many as are drawn. */
async function columnOf(page: Page, measure: string): Promise<number[]> {
  const rows = page.locator('.area-table .row');
  await rows.first().waitFor();
  const cells = await rows.evaluateAll(
    (all, name) =>
      all
        .sort((a, b) => Number(a.ariaRowIndex) - Number(b.ariaRowIndex))
        .map((row) => row.querySelector(`[data-measure=${name}]`)!.textContent),
    measure,
  );
  return cells.map((text) => Number(text.replaceAll(',', '')));
}

/** Wait until the map rests with the name of an area in view, from near. */
async function framed(page: Page, id: number): Promise<void> {
  await page.waitForFunction(
    (areaId) => {
      const { map, stores } = window.__jingwei!;
      const at = stores.areaStore.getState().byId.get(areaId)!.labelAt;
      return !map.isMoving() && map.getZoom() > 14 && map.getBounds().contains(at);
    },
    id,
    { timeout: WAIT_MS },
  );
}

/** How many areas of a level there are. */
const areasAt = (page: Page, level: number): Promise<number> =>
  page.evaluate(
    (l) => window.__jingwei!.stores.areaStore.getState().packed!.areas.filter((a) => a.level === l).length, // prettier-ignore
    level,
  );

/** How many areas the fill of a level draws in the first frame that is said to be whole. */
const areasDrawn = async (page: Page, level: number): Promise<number> => {
  const drawn = await page.waitForFunction(
    (id) => {
      const { map, isWhole } = window.__jingwei!;
      if (!isWhole() || map.isMoving()) return null;
      return { areas: new Set(map.queryRenderedFeatures({ layers: [id] }).map((f) => f.id)).size };
    },
    `shade-fill-${level}`,
    { timeout: WAIT_MS },
  );
  return (await drawn.jsonValue())!.areas;
};

describe('areas compared', () => {
  it('are coloured by another figure from the keyboard, and the legend counts every one of them', async () => {
    const { page, context, faults } = await openWatch('');
    await page.keyboard.press('c');
    await page.waitForFunction(() => document.activeElement?.id === 'shade-by');
    await page.keyboard.press('ArrowDown');
    const open = await legendOf(page, 'open');
    expect(new URL(page.url()).searchParams.get('shade')).toBe('open');
    await page.selectOption('#shade-by', 'residents');
    const residents = await legendOf(page, 'residents');
    for (const legend of [open, residents]) {
      const all = [...legend.counts, ...legend.rest].reduce((a, b) => a + b, 0);
      expect(all).toBe(await areasAt(page, legend.level));
      expect(legend.breaks).toEqual([...legend.breaks].sort((a, b) => a - b));
      expect(legend.breaks.length).toBe(Math.max(1, legend.counts.length - 1));
    }
    // Once the picture is whole, every area of the level is drawn: the district is framed.
    expect(await areasDrawn(page, residents.level)).toBe(await areasAt(page, residents.level));
    expect(await accessibilityFaults(page)).toEqual([]);
    await keepPicture(page, 'areas-shaded');
    // Remembered: the same address shows the same.
    await page.reload();
    await waitForDistrict(page);
    expect(await legendOf(page, 'residents')).toEqual(residents);
    // Near enough to see houses nothing is coloured any more.
    const [lng, lat] = await page.evaluate(() => window.__jingwei!.map.getCenter().toArray());
    await lookAt(page, lng, lat, 17.5);
    await page.locator('.shade-legend', { hasText: words.shade.near }).waitFor();
    expect(faults.errors).toEqual([]);
    await context.close();
  });

  it('are listed, sorted by a column, found on the map from their row, and saved as shown', async () => {
    const { page, context, faults } = await openWatch('&shade=households&layers=areas,base', false);
    await page.keyboard.press('a');
    const grid = page.locator('.area-table [role=grid]');
    await grid.waitFor();
    await page.locator('.area-table select').first().selectOption({ label: '网格' });
    await page.locator('.area-table [data-column=households]').press('Enter');
    await page.locator('[role=columnheader][aria-sort=descending] [data-column=households]').waitFor(); // prettier-ignore
    const most = await columnOf(page, 'households');
    expect(most.length).toBeGreaterThan(5);
    expect(most).toEqual([...most].sort((a, b) => b - a));
    await page.locator('.area-table [data-column=households]').press('Enter');
    await page.locator('[role=columnheader][aria-sort=ascending] [data-column=households]').waitFor(); // prettier-ignore
    const least = await columnOf(page, 'households');
    expect(least).toEqual([...least].sort((a, b) => a - b));
    expect(least[0]).toBeLessThan(most[0]!);

    // Row → map, by the keyboard: it is outlined, flown to, and its card has the same figure.
    await grid.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const row = page.locator('.area-table .row[aria-selected=true]');
    await row.waitFor();
    const id = Number(await row.getAttribute('data-area'));
    expect(new URL(page.url()).searchParams.get('sel')).toBe(`areas:${id}`);
    await framed(page, id);
    const figure = await row.locator('[data-measure=households]').textContent();
    const dt = page.locator('.card dt', { hasText: words.areas.householdsLabel });
    await page.locator('.card dt + dd').first().waitFor();
    expect(await dt.locator('+ dd').first().textContent()).toBe(figure);

    // Map → row: what the pointer rests on is the row that is lit. No symbol is in its way: none is on.
    const at = await page.evaluate((areaId) => window.__jingwei!.stores.areaStore.getState().byId.get(areaId)!.labelAt, id); // prettier-ignore
    const px = await pixelsOf(page, at[0], at[1]);
    await page.mouse.move(px.x - 3, px.y);
    await page.mouse.move(px.x, px.y);
    await page.locator(`.area-table .row.lit[data-area="${id}"]`).waitFor();
    expect(await page.locator('.hover-tip').textContent()).toContain(
      `${figure} ${words.shade.units.households}`,
    );

    // The window changes its size while the map flies: it still ends where it was sent.
    await grid.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.setViewportSize({ width: SIZE.width - 160, height: SIZE.height - 200 });
    const next = await page.locator('.area-table .row[aria-selected=true]').getAttribute('data-area'); // prettier-ignore
    expect(Number(next)).not.toBe(id);
    await framed(page, Number(next));
    await page.setViewportSize(SIZE);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.area-table header button', { hasText: words.table.csv }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^.+-网格-\d{8}T\d{4}\.csv$/);
    const rows: string[][] = parse(await readFile(await download.path()), { bom: true });
    expect(rows[0]!.slice(0, 2)).toEqual([words.table.columns.name, words.table.columns.code]);
    expect(rows.length - 1).toBe(await areasAt(page, 4));
    const inFile = rows.slice(1).map((cells) => Number(cells[4]));
    expect(inFile.slice(0, least.length)).toEqual(least);
    expect(await accessibilityFaults(page)).toEqual([]);
    await keepPicture(page, 'areas-table');
    expectNoFaults(faults);
    await context.close();
  });
});

describe('incidents plotted', () => {
  const counts = async (query: string): Promise<IncidentCounts> => {
    const answer = await fetch(`${here.product.url}/api/incidents/counts?${query}`);
    expect(answer.status).toBe(200);
    return (await answer.json()) as IncidentCounts;
  };
  /** The panel's count is the server's, which goes on meanwhile. */
  const agrees = (page: Page, query: string) =>
    expect
      .poll(
        async () => {
          const { count } = await counts(query);
          const shown = await page.locator('.plots-panel .headline strong').textContent();
          return Number(/([\d,]+) 件/.exec(shown!)![1]!.replaceAll(',', '')) - count;
        },
        { timeout: WAIT_MS, interval: 1_000 },
      )
      .toBe(0);

  it('speak to pointer and keys, go on with reports, follow the selected area, and are saved as shown', async () => {
    const { page, context, faults } = await openWatch('&layers=areas,base', false);
    await page.keyboard.press('p');
    const plot = (name: string) => page.locator(`.plots-panel [data-plot=${name}]`);
    await plot('trend').locator('svg').waitFor();
    expect(new URL(page.url()).searchParams.get('plots')).toBe('4');
    await agrees(page, 'weeks=4');

    await plot('trend').locator('.plot-area').hover();
    const spoken = await plot('trend').locator('.read').textContent();
    expect(spoken).toMatch(/^\d+月\d+日 周. · [\d,]+ 件/);
    await plot('week').locator('.plot-area').focus();
    await page.keyboard.press('ArrowRight');
    const peak = Number(/ · ([\d,]+) 件/.exec((await plot('week').locator('.read').textContent())!)![1]!.replaceAll(',', '')); // prettier-ignore
    const cells = await plot('week').locator('td').allTextContents();
    expect(cells).toHaveLength(168);
    expect(peak).toBe(Math.max(...cells.map(Number)));
    expect(await plot('week').locator('path.bar.chosen').count()).toBe(1);
    await keepPicture(page, 'plots-district');

    // A report is counted without anything being asked of the page.
    const { categories } = await readDistrict(here.product);
    const before = (await counts('weeks=4')).count;
    const report = { id: randomUUID(), category: categories[0]!.key, title: '试' };
    const sent = await postTo(here.product, '/api/incidents', report);
    expect(sent.status).toBe(201);
    expect((await counts('weeks=4')).count).toBeGreaterThan(before);
    await agrees(page, 'weeks=4');

    // A row of the table selects its area: its card has a small plot, which leads to the large ones.
    await page.keyboard.press('a');
    await plot('trend').waitFor({ state: 'detached' });
    await page.locator('.area-table .row').first().click();
    const small = page.locator('.card [data-about=counts]');
    await small.locator('svg').waitFor();
    await small.getByRole('button', { name: words.plots.more }).click();
    await plot('week').locator('svg').waitFor();
    const area = await page.locator('.plots-panel').getAttribute('data-area');
    expect(new URL(page.url()).searchParams.get('sel')).toBe(`areas:${area}`);
    await page.getByRole('button', { name: words.plots.weeks(1), exact: true }).click();
    await agrees(page, `weeks=1&area=${area}`);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.plots-panel header button', { hasText: words.plots.csv }).click(),
    ]);
    const rows: string[][] = parse(await readFile(await download.path()), { bom: true });
    const slots = rows.filter(([of]) => of === words.plots.week).map((row) => Number(row[3]));
    const days = rows.filter(([of]) => of === words.plots.trend(90));
    expect([slots.length, days.length]).toEqual([168, 90]);
    const shown = await page.locator('.plots-panel .headline strong').textContent();
    expect(shown).toBe(words.plots.counted(words.plots.last(1), String(slots.reduce((a, b) => a + b, 0)))); // prettier-ignore
    expectNoFaults(faults);
    await context.close();
  });
});
