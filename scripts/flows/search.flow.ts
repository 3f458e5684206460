import { pinyin } from 'pinyin-pro';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';

import type { SearchAnswer, SearchAnswers } from '#data/wire/search.ts';

import { wordsOf } from '../../web/words/words.ts';

import { accessibilityFaults } from './accessible.ts';
import { keepPicture, openPage } from './browser.ts';
import { waitForDistrict } from './on-map.ts';
import { withProduct } from './with-product.ts';

const words = wordsOf('zh-CN');
const WAIT_MS = 60_000;

const here = withProduct();

async function ask(q: string): Promise<SearchAnswer[]> {
  const answer = await fetch(
    `${here.product.url}/api/search?${new URLSearchParams({ q }).toString()}`,
  );
  expect(answer.status).toBe(200);
  return ((await answer.json()) as SearchAnswers).answers;
}

/** A building that is found, with an address of its own. */
async function someBuilding(): Promise<SearchAnswer> {
  const found = (await ask('1号')).find((a) => a.noun === 'buildings' && a.address);
  expect(found).toBeDefined();
  return found!;
}

/** Wait until the map has come to rest over a place, and is near. */
function waitForCamera(page: Page, at: [number, number]): Promise<unknown> {
  return page.waitForFunction(
    ([lng, lat]) => {
      const { map } = window.__jingwei!;
      const { lng: x, lat: y } = map.getCenter();
      return !map.isMoving() && map.getZoom() > 15.9 && Math.hypot(x - lng, y - lat) < 1e-5;
    },
    at,
    { timeout: WAIT_MS },
  );
}

describe('search', () => {
  it('finds a building by pinyin, flies there and opens its card; the address of the view says so', async () => {
    const building = await someBuilding();
    const { page, context, faults } = await openPage(
      here.browser,
      `${here.product.url}/watch?probe`,
    );
    await waitForDistrict(page);
    const field = page.getByRole('combobox', { name: words.search.label });
    await field.click();
    await field.fill(
      building.address!.replace(/\p{Script=Han}+/gu, (text) =>
        pinyin(text, { toneType: 'none', type: 'array', v: true }).join(''),
      ),
    );
    const option = page.locator(`[data-found="buildings:${building.id}"]`);
    await option.waitFor({ timeout: WAIT_MS });
    expect((await option.locator('mark').allTextContents()).join('')).toContain(building.address!.slice(0, 2)); // prettier-ignore
    expect(await accessibilityFaults(page)).toEqual([]);
    await keepPicture(page, 'watch-search');
    await option.click();
    await waitForCamera(page, building.at!);
    await page.locator('.card').getByText(building.address!).first().waitFor({ timeout: WAIT_MS });
    expect(new URL(page.url()).searchParams.get('sel')).toBe(`buildings:${building.id}`);

    // Whoever gets the address sees the same.
    const { page: other, context: otherContext } = await openPage(here.browser, page.url());
    await other.locator('.card').getByText(building.address!).first().waitFor({ timeout: WAIT_MS });
    await other.waitForFunction(isOutlined, undefined, { timeout: WAIT_MS });
    await otherContext.close();
    expect(faults).toEqual({ errors: [], foreign: [] });
    await context.close();
  });

  it('is all done by keys: opened, looked through, chosen, left; and kept among the recent', async () => {
    const { page, context, faults } = await openPage(
      here.browser,
      `${here.product.url}/watch?probe`,
    );
    await waitForDistrict(page);
    const field = page.getByRole('combobox', { name: words.search.label });
    const incident = await page.evaluate(() =>
      [...window.__jingwei!.stores.incidentStore.getState().byId.values()].find((i) => i.at)!,
    );
    await page.keyboard.press('/');
    expect(await field.evaluate((e) => e === document.activeElement)).toBe(true);
    // Enter before the answer has come takes its first.
    await page.keyboard.type(incident.no);
    await page.keyboard.press('Enter');
    await waitForCamera(page, incident.at!);
    await page.locator('.card').getByText(incident.title).first().waitFor({ timeout: WAIT_MS });
    expect(new URL(page.url()).searchParams.get('sel')).toBe(`incidents:${incident.id}`);
    // The keys go on from the card's name.
    await expect.poll(() => page.locator('.card h2').evaluate((e) => e === document.activeElement), { timeout: WAIT_MS }).toBe(true); // prettier-ignore

    // They are the screen's again.
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !location.search.includes('sel='), undefined, { timeout: WAIT_MS }); // prettier-ignore
    await page.keyboard.press('Control+k');
    await page.locator(`[data-found="incidents:${incident.id}"]`).waitFor({ timeout: WAIT_MS });

    await page.keyboard.type('1号');
    await page.locator('[data-found^="buildings:"]').first().waitFor({ timeout: WAIT_MS });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const active = await field.getAttribute('aria-activedescendant');
    const second = page.locator('.search-panel [role=option]').nth(1);
    expect(await second.getAttribute('id')).toBe(active);
    expect(await second.getAttribute('aria-selected')).toBe('true');
    const wanted = await second.getAttribute('data-found');
    await page.keyboard.press('Enter');
    await page.waitForFunction((sel) => new URLSearchParams(location.search).get('sel') === sel, wanted, { timeout: WAIT_MS }); // prettier-ignore

    await page.keyboard.press('/');
    await page.keyboard.type('zzzzzz');
    await page.getByText(words.search.none('zzzzzz')).waitFor({ timeout: WAIT_MS });
    await page.keyboard.press('Escape');
    expect(await field.inputValue()).toBe('');
    await page.keyboard.press('Escape');
    expect(await field.evaluate((e) => e === document.activeElement)).toBe(false);
    // What was selected is still selected: Escape was the box's.
    expect(new URL(page.url()).searchParams.get('sel')).toBe(wanted);
    expect(faults).toEqual({ errors: [], foreign: [] });
    await context.close();
  });

  it('marks coordinates, and shows whose they are; on the patrol desk an area becomes the team', async () => {
    const building = await someBuilding();
    const { page, context, faults } = await openPage(
      here.browser,
      `${here.product.url}/watch?probe`,
    );
    await waitForDistrict(page);
    await page.keyboard.press('Control+k');
    await page.keyboard.type(`${building.at![1]}, ${building.at![0]}`);
    await page.locator('[data-found^="places:decimal"]').waitFor({ timeout: WAIT_MS });
    await page.keyboard.press('Enter');
    await waitForCamera(page, building.at!);
    const query = new URL(page.url()).searchParams;
    expect(query.get('at')!.split(',').map(Number)[0]).toBeCloseTo(building.at![0], 5);
    expect(query.get('sel')).toBe(`areas:${building.areas.at(-1)!.id}`);
    await context.close();

    const patrol = await openPage(here.browser, `${here.product.url}/patrol?probe`);
    await waitForDistrict(patrol.page);
    const community = building.areas[2]!;
    await patrol.page.keyboard.press('/');
    await patrol.page.keyboard.type(community.code);
    await patrol.page.locator(`[data-found="areas:${community.id}"]`).waitFor({ timeout: WAIT_MS });
    await patrol.page.keyboard.press('Enter');
    await patrol.page.waitForFunction((id) => new URLSearchParams(location.search).get('area') === String(id), community.id, { timeout: WAIT_MS }); // prettier-ignore
    expect(patrol.faults).toEqual({ errors: [], foreign: [] });
    expect(faults).toEqual({ errors: [], foreign: [] });
    await patrol.context.close();
  });
});

/** In the page: a building's outline is among what is drawn. */
function isOutlined(): boolean {
  const { overlay } = window.__jingwei!;
  const { _deck } = overlay as unknown as {
    _deck: { layerManager: { getLayers: () => { id: string; props: { data: unknown } }[] } | null };
  };
  const layer = _deck.layerManager?.getLayers().find(({ id }) => id === 'buildings-selected');
  return Array.isArray(layer?.props.data) && layer.props.data.length > 0;
}
