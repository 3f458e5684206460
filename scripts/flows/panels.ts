import type { Page } from 'playwright-core';

import { accessibilityFaults } from './accessible.ts';

/** A building whose address has this is found in any sample. */
const HOUSE = '1号';

/** Waits for a part of the page, and answers what axe finds in it. */
async function look(page: Page, part: string, until = part): Promise<string[]> {
  await page.locator(until).first().waitFor();
  return (await accessibilityFaults(page, part)).map((fault) => `${part}: ${fault}`);
}

/**
 * Opens every panel and card of the desk one after the other, by keys where there are some, and answers what axe finds
 * in each. Nothing flies meanwhile: what is looked at is not the map.
 */
export async function lookThroughDesk(page: Page): Promise<string[]> {
  const { keyboard } = page;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 1440, height: 900 });
  const faults: string[] = [];
  const card = async (noun: string): Promise<void> => {
    const part = `.card[data-card^="${noun}:"]`;
    faults.push(...(await look(page, part, `${part} > footer`)));
  };

  // The column of layers is seen whole.
  const beyond = await page
    .locator('.layers-panel')
    .evaluate((column) => column.scrollHeight - column.clientHeight);
  if (beyond > 0) faults.push(`.layers-panel: ${beyond} px of it are out of sight`);

  // A row of the table opens the card of its area, whose lines go on to a station and to whoever is near.
  await keyboard.press('a');
  await page.locator('.area-table .row').first().waitFor();
  await page.locator('.area-table .grid').focus();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  faults.push(...(await look(page, '.area-table', '.area-table .row[aria-selected=true]')));
  await page.locator('.card [data-about=counts] .plot-area svg').waitFor();
  await card('areas');
  await keyboard.press('p');
  await page.locator('.plots-panel [data-plot=week] svg').waitFor();
  await page.locator('.plots-panel [data-plot=week] .plot-area').focus();
  await keyboard.press('ArrowRight');
  faults.push(...(await look(page, '.plots-panel', '.plots-panel .read')));
  await keyboard.press('p');
  await page.locator('.card [data-about=near] .about-rows').last().locator('button').last().click();
  await card('sites');
  await page
    .locator('.card [data-about=near] .about-rows')
    .first()
    .locator('button')
    .first()
    .click();
  await card('units');

  await keyboard.press('l');
  await keyboard.press('Home');
  await keyboard.press('Enter');
  await card('incidents');

  await keyboard.press('/');
  await keyboard.insertText(HOUSE);
  faults.push(...(await look(page, '.search', '.search [data-found^="buildings:"]')));
  await page.locator('.search [data-found^="buildings:"]').first().click();
  await card('buildings');

  await page.locator('.help').click();
  faults.push(...(await look(page, '.key-help')));
  await keyboard.press('?');
  await page.locator('.key-help').waitFor({ state: 'detached' });

  await page.getByRole('main').locator('canvas').first().focus();
  await keyboard.press('n');
  faults.push(...(await look(page, '.report-form')));
  await keyboard.press('Escape');
  await page.locator('.report-form').waitFor({ state: 'detached' });

  await page.selectOption('#shade-by', 'open');
  faults.push(...(await look(page, '.shade-legend')));

  // Where there is little room the layers are behind a button.
  await page.setViewportSize({ width: 1180, height: 820 });
  await keyboard.press('l');
  await keyboard.press('m');
  faults.push(...(await look(page, '.watch-layers', '.watch-layers.open')));
  // Shut, it hands the focus on to where the keys were; the same after a card that was closed by its button.
  const expectFocusIn = async (part: string, after: string): Promise<void> => {
    const isThere = (selector: string) => document.activeElement?.closest(selector) !== null;
    await page.waitForFunction(isThere, part, { timeout: 20_000 }).catch(async () => {
      const on = await page.evaluate(
        () => (document.activeElement?.cloneNode() as Element | null)?.outerHTML,
      );
      faults.push(`after ${after} the focus is on ${on}, not in ${part}`);
    });
  };
  await keyboard.press('Escape');
  await page.locator('.watch-layers:not(.open)').waitFor();
  await expectFocusIn('.incident-list', 'the layers');
  await page.locator('.card .close').first().press('Enter');
  await page.locator('.card').waitFor({ state: 'detached' });
  await expectFocusIn('.incident-list', 'the card');
  return faults;
}

/** The patrol desk's card of one of the team. */
export async function lookThroughPatrol(page: Page): Promise<string[]> {
  await page.locator('.team-row').first().click();
  return look(page, '.card', '.card > footer');
}
