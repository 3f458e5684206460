import { mkdtemp, rm } from 'node:fs/promises';

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { startTestProvider, type TestProvider } from '#server/accounts/test-provider.ts';

import { accessibilityFaults } from './accessible.ts';
import { keepPicture, launchBrowser, openPage, type PageFaults } from './browser.ts';
import { freePort, startProduct, type Product } from './product.ts';

const SIZE = { width: 1366, height: 900 };
const PASSWORD = 'river willow lantern';

let browser: Browser;
let provider: TestProvider;
let product: Product;
let dataDir: string;
beforeAll(async () => {
  const port = await freePort();
  dataDir = await mkdtemp('/var/tmp/jingwei-oidc-');
  browser = await launchBrowser();
  provider = await startTestProvider(`http://127.0.0.1:${port}/api/sessions/oidc/return`);
  const env = {
    JINGWEI_SAMPLE: 'none',
    JINGWEI_SIGN_IN: 'yes',
    JINGWEI_OIDC_ISSUER: provider.issuer,
    JINGWEI_OIDC_CLIENT_ID: provider.clientId,
    JINGWEI_OIDC_CLIENT_SECRET: provider.clientSecret,
    JINGWEI_OIDC_NAME: provider.name!,
  };
  product = await startProduct({ dataDir, port, env });
}, 300_000);
afterAll(async () => {
  await product?.stop();
  await provider?.stop();
  await browser?.close();
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);

/** A "no" is a line in a browser's console too. */
const expectNoFaults = ({ errors, foreign }: PageFaults): void =>
  expect([errors.filter((text) => !/status of (40[139]|503)/.test(text)), foreign]).toEqual([[], []]); // prettier-ignore
/** At the provider's own page. */
const say = async (page: Page, login: string): Promise<void> => {
  await page.waitForURL('**/interaction/**');
  await page.fill('input[name=login]', login);
  await page.keyboard.press('Enter');
};

it('by OpenID Connect: linked in /account, in by it, and a sentence for whoever is not let in', async () => {
  const link = /open once (\S+)/.exec(product.output())![1]!;
  const { page, context, faults } = await openPage(browser, link, SIZE);
  const said = ['周敏', 'zhou', PASSWORD, PASSWORD];
  for (const [i, text] of said.entries()) await page.locator('.account-form input').nth(i).fill(text); // prettier-ignore
  await page.keyboard.press('Enter');
  await page.waitForURL('**/watch**');

  // Whoever is not linked has no way in, and no account is made.
  const stranger = await openPage(browser, `${product.url}/sign-in?next=/account`, SIZE);
  await stranger.page.click('.provider-entry button:has-text("区政务统一认证登录")');
  await say(stranger.page, 'chen');
  await stranger.page.waitForURL('**/sign-in?refused=oidc-unknown&next=%2Faccount');
  const note = stranger.page.locator('.account-form .refused').first();
  expect(await note.innerText()).toContain('没有绑定本系统的账号');
  expect(await accessibilityFaults(stranger.page)).toEqual([]);
  await keepPicture(stranger.page, 'oidc-unknown');
  await stranger.page.click('button:has-text("English")');
  expect(await note.innerText()).toContain('no account here is linked');
  await stranger.context.close();

  await page.goto(`${product.url}/account`);
  const section = page.locator('section[aria-label=区政务统一认证]');
  await section.locator('button').click();
  await page.keyboard.type(PASSWORD);
  await keepPicture(page, 'oidc-link');
  await page.keyboard.press('Enter');
  await say(page, 'zhou-min');
  await page.waitForURL('**/account');
  await section.locator('button:has-text("解除绑定")').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  const before = (await context.cookies(product.url)).find(({ name }) => name === 'jingwei')!;

  await page.click('.session-list .button');
  await page.waitForURL('**/sign-in?next=**account');
  expect(await accessibilityFaults(page)).toEqual([]);
  await keepPicture(page, 'oidc-sign-in');
  // The provider knows this browser still: it sends it straight back, and the cookie outlives that.
  await page.click('.provider-entry button');
  await page.waitForURL(`${product.url}/account`);
  await page.waitForSelector('.session-list li');
  expect(await page.locator('h1').innerText()).toContain('周敏');
  const after = (await context.cookies(product.url)).find(({ name }) => name === 'jingwei')!;
  expect([after.sameSite, after.httpOnly, after.value === before.value]).toEqual(['Lax', true, false]); // prettier-ignore
  expectNoFaults(faults);
  await context.close();
}, 180_000);

it('refused there, or come back with another state, is a sentence here', async () => {
  const { page, context } = await openPage(browser, `${product.url}/sign-in`, SIZE);
  await page.click('.provider-entry button');
  await page.waitForURL('**/interaction/**');
  await page.click('button[value=no]');
  await page.waitForURL('**/sign-in?refused=oidc-refused**');
  expect(await page.locator('.account-form .refused').first().innerText()).toContain('没有通过');

  await page.route('**/api/sessions/oidc', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    const response = await route.fetch();
    const to = new URL(((await response.json()) as { address: string }).address);
    to.searchParams.set('state', 'tampered');
    await route.fulfill({ response, json: { address: to.href } });
  });
  await page.click('.provider-entry button');
  await say(page, 'zhou-min');
  await page.waitForURL('**/sign-in?refused=oidc-over**');
  expect(await page.locator('.account-form .refused').first().innerText()).toContain('重新开始');
  expect((await context.cookies(product.url)).map(({ name }) => name)).not.toContain('jingwei');
  await context.close();
}, 120_000);
