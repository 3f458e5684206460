import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';

import { accessibilityFaults } from './accessible.ts';
import { keepPicture, openPage } from './browser.ts';
import { withProduct } from './with-product.ts';

const SIZE = { width: 1366, height: 900 };
const PASSWORD = 'a quiet mountain road';

const here = withProduct({ env: { JINGWEI_SIGN_IN: 'yes' } });

async function enterAs(page: Page, role: string): Promise<void> {
  await page.waitForSelector('.demo-accounts li');
  await page.click(`.demo-accounts button:has-text("${role}")`);
}

it('an administrator adds somebody, gives a post and an account; who got the link signs in by it, until it is ended', async () => {
  const { page, context, faults } = await openPage(
    here.browser,
    `${here.product.url}/people`,
    SIZE,
  );
  await page.waitForURL('**/sign-in?next=**people');
  await enterAs(page, '系统管理员');
  await page.waitForURL('**/people');
  await page.waitForSelector('.people-table tbody tr');
  expect(await accessibilityFaults(page)).toEqual([]);
  await keepPicture(page, 'people');

  await page.click('.people-filters button');
  await page.fill('.add-person input', '顾晓燕');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/people?person=*');
  await page.selectOption('.give-post select', 'community-officer');
  await page.fill('.give-post input[type=search] >> nth=0', '社区');
  await page.click('.give-post .found button >> nth=0');
  await page.waitForSelector('.give-post .chosen');
  await page.click('.give-post button[type=submit]');
  await page.waitForSelector('.post-list li:has-text("社区干部")');
  await page.fill('section[aria-label=账号] input', 'gu');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.link-shown code');
  const link = await page.locator('.link-shown code').innerText();
  expect(await accessibilityFaults(page)).toEqual([]);
  await keepPicture(page, 'person');

  // Another name; somebody who stands in from a day on; a last day. Of days the district's are meant.
  const posts = page.locator('.post-list');
  await page.click('.person-head button');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('顾小燕');
  await page.keyboard.press('Enter');
  await page.locator('.person-head .who', { hasText: '顾小燕' }).waitFor();
  await page.click('.post-list button[aria-label^="代理"]');
  await page.keyboard.type('王');
  await page.waitForSelector('.post-form .found button');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press('ArrowDown');
  const standIn = await page.locator('.post-form .found button span').first().innerText();
  await page.keyboard.press('Enter');
  const year = new Date().getFullYear() + 1;
  await page.locator('.post-form input[type=date]').nth(0).fill(`${year}-07-01`);
  await page.locator('.post-form input[type=date]').nth(1).fill(`${year}-07-15`);
  await page.click('.post-form button[type=submit]');
  await posts.filter({ hasText: `${standIn} 代理` }).waitFor();
  expect(await posts.innerText()).toContain(`自 ${year}-07-01 至 ${year}-07-15`);
  await page.click('.post-list button[aria-label^="解除"]');
  await page.fill('.post-form input[type=date]', `${year}-12-31`);
  await page.click('.post-form button[type=submit]');
  await posts.filter({ hasText: `至 ${year}-12-31` }).waitFor();
  await page.click('.post-list button[aria-label^="代理"]');
  await page.click('.post-form button:has-text("取消代理")');
  await expect.poll(() => posts.innerText()).not.toContain(standIn);
  const account = page.locator('section[aria-label=账号]');
  await account.locator('button:has-text("改名")').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('gu.xiaoyan');
  await page.keyboard.press('Enter');
  await account.locator('strong', { hasText: 'gu.xiaoyan' }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);

  const hers = await openPage(here.browser, link, SIZE);
  const fields = hers.page.locator('.account-form input');
  await fields.nth(0).fill(PASSWORD);
  await fields.nth(1).fill(PASSWORD);
  await hers.page.keyboard.press('Enter');
  await hers.page.waitForURL('**/watch**');
  await hers.page.goto(`${here.product.url}/account`);
  await hers.page.waitForSelector('.session-list li');
  expect(await hers.page.locator('main').innerText()).toContain('社区干部');
  // What she may not is not there, and its address says so.
  expect(await hers.page.locator('a[href="/people"]').count()).toBe(0);
  await hers.page.goto(`${here.product.url}/people`);
  await hers.page.waitForSelector('.refused:has-text("现任岗位不能这样做")');
  expect(await hers.page.locator('.people-filters').count()).toBe(0);

  await page.reload();
  await page.click('section[aria-label=账号] button:has-text("停用账号")');
  await page.waitForSelector('section[aria-label=账号] button:has-text("启用账号")');
  // What she has open ends by itself, and her account with it.
  await hers.page.waitForURL('**/sign-in?next=**people');
  await hers.page.goto(`${here.product.url}/account`);
  await hers.page.waitForURL('**/sign-in?next=**account');
  for (const one of [faults, hers.faults])
    expect([one.errors.filter((text) => !/status of 40[13]/.test(text)), one.foreign]).toEqual([[], []]); // prettier-ignore
  await hers.context.close();
  await context.close();
}, 180_000);
