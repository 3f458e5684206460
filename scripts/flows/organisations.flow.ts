import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';

import { accessibilityFaults, unmarkedChinese } from './accessible.ts';
import { keepPicture, openPage } from './browser.ts';
import { withProduct } from './with-product.ts';

const SIZE = { width: 1366, height: 900 };

const here = withProduct();

const item = (page: Page, name: string) => page.locator(`[role=treeitem]:has-text("${name}")`);
const head = (page: Page) => page.locator('.organisation-head');
/** What the browser itself says of an answer that was a no. */
const isTold = (text: string): boolean => /status of 40[139]/.test(text);

it('founds, renames, moves and closes an organisation by keys alone, and shows who is in it', async () => {
  const { page, context, faults } = await openPage(
    here.browser,
    `${here.product.url}/organisations`,
    SIZE,
  );
  await page.waitForURL('**/sign-in?next=**organisations');
  await page.click('.demo-accounts button:has-text("系统管理员")');
  await page.waitForURL('**/organisations');
  await page.waitForSelector('[role=treeitem]');
  expect(await accessibilityFaults(page)).toEqual([]);

  // One on top.
  await page.focus('.tree-side .filters button');
  await page.keyboard.press('Enter');
  await page.keyboard.type('城市管理局');
  await page.keyboard.press('Tab');
  await page.keyboard.type('City management');
  await page.keyboard.press('Enter');
  await head(page).filter({ hasText: '城市管理局' }).waitFor();
  const top = new URL(page.url()).searchParams.get('organisation');
  expect(Number(top)).toBeGreaterThan(0);

  // One below it, with the focus on what opened the form afterwards.
  await page.focus('.one-side .acts button >> nth=0');
  await page.keyboard.press('Enter');
  await page.keyboard.type('环卫所');
  await page.keyboard.press('Enter');
  await head(page).filter({ hasText: '环卫所' }).waitFor();
  expect(await head(page).innerText()).toContain('城市管理局');
  expect(await accessibilityFaults(page)).toEqual([]);

  // Arrows: up to what it hangs on, which shuts and opens.
  await page.focus('[role=tree]');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => item(page, '城市管理局').first().getAttribute('aria-expanded')).toBe('false'); // prettier-ignore
  expect(await item(page, '环卫所').count()).toBe(0);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await head(page).filter({ hasText: '环卫所' }).waitFor();

  // Another name and kind.
  await page.focus('.one-side .acts button >> nth=1');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('环境卫生所');
  await page.selectOption('.one-side select', 'station');
  await page.click('.one-side button[type=submit]');
  await head(page).filter({ hasText: '环境卫生所' }).waitFor();
  expect(await head(page).innerText()).toContain('站所');

  // What lies below is not offered, what lies elsewhere is.
  await page.goto(`${here.product.url}/organisations?organisation=${top}`);
  await page.click('.one-side .acts button >> nth=2');
  await page.keyboard.type('环境卫生所');
  await page.waitForSelector('.pick-found [role=status]');
  await page.keyboard.press('Escape');
  await item(page, '环境卫生所').click();
  await page.click('.one-side .acts button >> nth=2');
  await page.keyboard.type('公安分局');
  await page.waitForSelector('.pick-found .found button');
  await page.keyboard.press('Enter');
  await page.click('.one-side button[type=submit]');
  await head(page).filter({ hasText: '公安分局' }).waitFor();
  await keepPicture(page, 'organisations');

  // Closed at the second press; then it is shown only where it is asked for.
  await page.focus('.one-side .acts button >> nth=3');
  await page.keyboard.press('Enter');
  expect(await item(page, '环境卫生所').count()).toBe(1);
  await page.keyboard.press('Enter');
  await head(page).filter({ hasText: '撤销' }).waitFor();
  expect(await page.locator('.one-side .acts').count()).toBe(0);
  await item(page, '城市管理局').click();
  await expect.poll(() => item(page, '环境卫生所').count()).toBe(0);
  await page.check('.tree-side input[type=checkbox]');
  await expect.poll(() => item(page, '环境卫生所').count()).toBe(1);

  // Who is in one, and where each works.
  await page.fill('.tree-side input[type=search]', '街道办事处');
  await item(page, '街道办事处').first().click();
  await page.waitForSelector('.member-list li a[href^="/people?person="]');
  await page.goto(`${page.url()}&lang=en&theme=light`);
  await page.waitForSelector('.member-list li');
  expect(await unmarkedChinese(page)).toEqual([]);
  expect(await accessibilityFaults(page)).toEqual([]);
  expect([faults.errors.filter((text) => !isTold(text)), faults.foreign]).toEqual([[], []]);
  await context.close();
}, 180_000);

it('shows nothing of it to whoever may not, and says so', async () => {
  const { page, context } = await openPage(here.browser, `${here.product.url}/sign-in?next=/organisations`, SIZE); // prettier-ignore
  await page.click('.demo-accounts button:has-text("值班员")');
  await page.waitForSelector('.refused:has-text("现任岗位不能这样做")');
  expect(await page.locator('.organisations, .page-links').count()).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.click('.asked-state a');
  await page.waitForURL('**/account');
  expect(await page.locator('a[href="/organisations"]').count()).toBe(0);
  await context.close();
}, 60_000);
