import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';

import type { Chain, Near } from '#data/wire/about.ts';
import type { AreaCard } from '#data/wire/cards.ts';

import { wordsOf } from '../../web/words/words.ts';

import { accessibilityFaults } from './accessible.ts';
import { keepPicture, openPage } from './browser.ts';
import { waitForDistrict } from './on-map.ts';
import { withProduct } from './with-product.ts';

const words = wordsOf('zh-CN');
/** For a thing to happen; generous, for a machine that is busy. */
const WAIT_MS = 60_000;

const here = withProduct();

const ask = async <T>(path: string): Promise<T> =>
  (await fetch(here.product.url + path)).json() as T;
const part = (page: Page, name: string) => page.locator(`.card [data-about=${name}]`);
const card = (page: Page, about: string) => page.locator(`.card[data-card="${about}"]`);

/** An open incident with somebody near it; people walk from the start on, and are soon everywhere. */
async function someIncident(page: Page): Promise<{ id: string; title: string }> {
  const open = await page.evaluate(() =>
    [...window.__jingwei!.stores.incidentStore.getState().byId.values()].filter((i) => i.at),
  );
  let found: { id: string; title: string } | undefined;
  await expect
    .poll(
      async () => {
        for (const one of open.slice(0, 20)) {
          if ((await ask<Near>(`/api/incidents/${one.id}/near`)).people.length > 0) found = one;
          if (found) return true;
        }
        return false;
      },
      { timeout: WAIT_MS, interval: 1_000 },
    )
    .toBe(true);
  return found!;
}

it('leads from an incident to who answers for it, to who is nearest, and to a link that others open', async () => {
  const { page, context, faults } = await openPage(
    here.browser,
    `${here.product.url}/watch?probe`,
    {
      width: 1920,
      height: 1080,
    },
  );
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], {
    origin: here.product.url,
  });
  await waitForDistrict(page);
  const incident = await someIncident(page);

  // Its chain names the leader and every worker of the grid that its micro-grid is in, as that area's own card does.
  await page.goto(`${here.product.url}/watch?probe&sel=incidents:${incident.id}`);
  await card(page, `incidents:${incident.id}`).waitFor({ timeout: WAIT_MS });
  await part(page, 'chain').locator('li').first().waitFor({ timeout: WAIT_MS });
  const chain = await ask<Chain>(`/api/incidents/${incident.id}/chain`);
  const { levels } = await ask<{ levels: { rank: number; key: string }[] }>('/api/district');
  const keyOf = (rank: number) => levels.find((level) => level.rank === rank)!.key;
  expect(keyOf(chain.areas[0]!.area.level)).toBe('micro-grid');
  const grid = chain.areas.find(({ area }) => keyOf(area.level) === 'grid')!.area;
  const { posts } = await ask<AreaCard>(`/api/areas/${grid.id}`);
  const named = await part(page, 'chain').locator('li').allTextContents();
  for (const role of ['leader', 'worker'] as const) {
    const holders = posts.filter((post) => post.role === role);
    expect(holders.length).toBeGreaterThan(0);
    for (const { name, phone } of holders)
      expect(named).toContain(`${name}${words.people.roles[role]}${phone}`);
  }
  expect(await accessibilityFaults(page)).toEqual([]);
  await keepPicture(page, 'card-incident');

  // The nearest person: selected with a click, and followed.
  const first = part(page, 'near').locator('.about-rows').first().getByRole('button').first();
  await first.waitFor({ timeout: WAIT_MS });
  // The list is renewed meanwhile: what counts is who was clicked, not who was first a moment ago.
  const clicked = part(page, 'near').evaluate(
    (near) =>
      new Promise<string>((resolve) => {
        near.addEventListener(
          'click',
          (event) => resolve((event.target as Element).closest('button')!.textContent!),
          { capture: true, once: true },
        );
      }),
  );
  await first.click();
  await page.waitForFunction(() => /sel=units:\d+/.test(window.location.search), undefined, { timeout: WAIT_MS }); // prettier-ignore
  const unit = Number(/sel=units:(\d+)/.exec(page.url())![1]);
  const { unit: person } = await ask<{ unit: { name: string } }>(`/api/units/${unit}`);
  expect(await clicked).toMatch(new RegExp(`^${person.name}`));
  await card(page, `units:${unit}`).waitFor({ timeout: WAIT_MS });
  await page.getByRole('button', { name: words.units.follow, exact: true }).click();
  await page.waitForFunction(
    (id) => {
      const { columns, map } = window.__jingwei!;
      const i = columns.ids.indexOf(id);
      const { lng, lat } = map.getCenter();
      const [x, y] = [columns.positions[2 * i]!, columns.positions[2 * i + 1]!];
      return Math.hypot(x - lng, y - lat) < 3e-4;
    },
    unit,
    { timeout: WAIT_MS, polling: 400 },
  );

  // Its link opens the same card for somebody else.
  await page.getByRole('button', { name: words.card.copyLink }).click();
  await page.getByRole('button', { name: words.card.linkCopied }).waitFor({ timeout: WAIT_MS });
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain(`sel=units:${unit}`);
  // A page that follows somebody is drawn all the time: it is gone before the next one comes.
  await context.close();
  const other = await openPage(here.browser, link);
  await card(other.page, `units:${unit}`).waitFor({ timeout: WAIT_MS });
  await part(other.page, 'chain').locator('li').first().waitFor({ timeout: WAIT_MS });
  for (const { errors, foreign } of [faults, other.faults]) {
    expect(errors).toEqual([]);
    expect(foreign).toEqual([]);
  }
  await other.context.close();
});
