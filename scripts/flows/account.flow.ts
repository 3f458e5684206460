import { mkdtemp, rm } from 'node:fs/promises';

import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { accessibilityFaults } from './accessible.ts';
import { keepPicture, launchBrowser, openPage, type PageFaults } from './browser.ts';
import { startProduct, type Product } from './product.ts';

const WAIT_MS = 30_000;
const SIZE = { width: 1366, height: 900 };

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => browser?.close());

/** A "no" is a line in a browser's console too: of who is not signed in, of a wrong or a weak password, of a link that is over. */
const expectNoFaults = ({ errors, foreign }: PageFaults): void =>
  expect([errors.filter((text) => !/status of (40[139]|422)/.test(text)), foreign]).toEqual([
    [],
    [],
  ]);

async function fill(page: Page, ...said: string[]): Promise<void> {
  const fields = page.locator('.account-form input');
  for (const [i, text] of said.entries()) await fields.nth(i).fill(text);
}
const refusal = async (page: Page): Promise<string> => {
  await page.waitForFunction(() => document.querySelector('.refused')?.textContent);
  return page.locator('.refused').first().innerText();
};

describe('an account', () => {
  let product: Product;
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp('/var/tmp/jingwei-account-');
    product = await startProduct({ dataDir, env: { JINGWEI_SIGN_IN: 'yes' } });
  }, 300_000);
  afterAll(async () => {
    await product?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }, 60_000);

  it('of a sample is there for each role; a session is seen, ended here and ended elsewhere', async () => {
    const { page, context, faults } = await openPage(browser, `${product.url}/account`, SIZE);
    // Who is not signed in comes to the door, and from it to where they wanted to go.
    await page.waitForURL('**/sign-in?next=**account');
    await page.waitForSelector('.demo-accounts li');
    expect(await page.locator('.demo-accounts li').count()).toBeGreaterThan(15);
    expect(await accessibilityFaults(page)).toEqual([]);
    await keepPicture(page, 'sign-in');
    await fill(page, 'duty-officer', 'not the password');
    await page.keyboard.press('Enter');
    expect(await refusal(page)).toBe('账号或密码不对。');
    await page.click('.demo-accounts button:has-text("值班员")');
    await page.waitForURL('**/account');
    await page.waitForSelector('.session-list li');
    expect(await page.locator('.account-page main').innerText()).toContain('值班员');
    expect(await accessibilityFaults(page)).toEqual([]);
    await keepPicture(page, 'account');

    const other = await openPage(browser, `${product.url}/sign-in?next=/account`, SIZE);
    await other.page.click('.demo-accounts button:has-text("值班员")');
    await other.page.waitForSelector('.session-list li:nth-child(2)');
    await other.page.click('.session-list li:not(:has(.chip)) button');
    await other.page.waitForSelector('.session-list li:nth-child(2)', { state: 'detached' });
    // The first one is signed out by that, and leaves by itself.
    const endedAt = performance.now();
    await page.waitForURL('**/sign-in?next=**account');
    expect(performance.now() - endedAt).toBeLessThan(2_000);
    await other.page.click('.session-list .button');
    await other.page.waitForURL('**/sign-in?next=**account');
    // An auditor finds what was done; who is signed out signs in first, and comes back.
    await other.page.goto(`${product.url}/audit`);
    await other.page.waitForURL('**/sign-in?next=**audit');
    await other.page.click('.demo-accounts button:has-text("审计员")');
    await other.page.waitForURL('**/audit');
    await other.page.waitForSelector('.audit-table tbody tr');
    await other.page.selectOption('.audit-filters select', 'sign-in-failed');
    await other.page.waitForFunction(() => document.querySelectorAll('.audit-table tbody tr').length === 1); // prettier-ignore
    expect(await other.page.locator('.audit-table tbody').innerText()).toContain('登录失败');
    await other.page.click('.audit-filters button');
    await other.page.waitForFunction(() => document.querySelectorAll('.audit-table tbody tr').length > 5); // prettier-ignore
    expect(await accessibilityFaults(other.page)).toEqual([]);
    await keepPicture(other.page, 'audit');
    for (const one of [faults, other.faults]) expectNoFaults(one);
    await other.context.close();
    await context.close();
  }, 120_000);
});

describe('the first administrator', () => {
  let product: Product;
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp('/var/tmp/jingwei-first-');
    product = await startProduct({
      dataDir,
      env: { JINGWEI_SAMPLE: 'none', JINGWEI_SIGN_IN: 'yes' },
    });
  }, 300_000);
  afterAll(async () => {
    await product?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }, 60_000);

  it('makes themselves by the link that the start prints, once, and changes the password', async () => {
    const link = /open once (\S+)/.exec(product.output())![1]!;
    const { page, context, faults } = await openPage(browser, `${link}`, { ...SIZE, language: 'en' }); // prettier-ignore
    await page.waitForSelector('.account-form input');
    expect(await page.locator('.demo-accounts').count()).toBe(0);
    await fill(page, '周敏', 'zhou', 'too short', 'too short');
    await page.keyboard.press('Enter');
    expect(await refusal(page)).toContain('10 characters');
    await fill(page, '周敏', 'zhou', 'river willow lantern', 'river willow');
    await page.keyboard.press('Enter');
    await expect.poll(() => refusal(page)).toContain('not the same');
    await keepPicture(page, 'first-link');
    await fill(page, '周敏', 'zhou', 'river willow lantern', 'river willow lantern');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/watch**');
    await page.goto(`${product.url}/account`);
    await page.waitForSelector('.session-list li');
    expect(await page.locator('h1').innerText()).toContain('周敏');
    await fill(page, 'river willow lantern', 'a quiet mountain road', 'a quiet mountain road');
    await page.keyboard.press('Enter');
    await page.waitForSelector('form [role=status]', { timeout: WAIT_MS });
    // The list is asked for again.
    await expect.poll(() => page.locator('.session-list li').count()).toBe(1);

    // It is over; the account is there, and the new password is its own.
    const again = await openPage(browser, link, SIZE);
    await fill(again.page, '吴江', 'wu', 'river willow lantern', 'river willow lantern');
    await again.page.keyboard.press('Enter');
    expect(await refusal(again.page)).toContain('链接已用过');
    await again.page.goto(`${product.url}/sign-in`);
    await fill(again.page, 'ZHOU', 'a quiet mountain road');
    await again.page.keyboard.press('Enter');
    await again.page.waitForURL('**/watch**');
    expectNoFaults(faults);
    await again.context.close();
    await context.close();
  }, 120_000);

  it('sets up a second step with a phone, and from then on signs in by its code or a recovery code', async () => {
    const { page, context, faults } = await openPage(browser, `${product.url}/sign-in?next=/account`, SIZE); // prettier-ignore
    const signIn = async (): Promise<void> => {
      await fill(page, 'zhou', 'a quiet mountain road');
      await page.keyboard.press('Enter');
    };
    await signIn();
    await page.waitForSelector('.session-list li');
    const step = page.locator('section[aria-label=两步验证]');
    await step.locator('button').click();
    await page.keyboard.type('a quiet mountain road');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.qr-code path[d^=M]');
    expect(await accessibilityFaults(page)).toEqual([]);
    await keepPicture(page, 'second-step');
    const key = (await step.locator('code').innerText()).replaceAll(' ', '');
    const phone = new TOTP({ secret: Secret.fromBase32(key) });
    const address = await step.locator('a[href^="otpauth:"]').getAttribute('href');
    expect(address).toContain(`secret=${key}`);
    await page.keyboard.type(phone.generate());
    await page.keyboard.press('Enter');
    await page.waitForSelector('.recovery li');
    const recovery = await page.locator('.recovery li').allInnerTexts();
    expect(recovery).toHaveLength(10);
    expect(await accessibilityFaults(page)).toEqual([]);
    await keepPicture(page, 'recovery-codes');
    await page.click('.recovery .primary');
    await step.locator('p:has-text("还剩 10 个恢复码")').waitFor();

    await page.click('.session-list .button');
    await page.waitForURL('**/sign-in?next=**account');
    await signIn();
    await page.waitForSelector('input[autocomplete=one-time-code]');
    await page.keyboard.type('000000');
    await page.keyboard.press('Enter');
    expect(await refusal(page)).toBe('验证码不对，或已用过。');
    expect(await accessibilityFaults(page)).toEqual([]);
    await keepPicture(page, 'code');
    await page.keyboard.type(phone.generate({ timestamp: Date.now() + 30_000 }));
    await page.keyboard.press('Enter');
    await page.waitForURL('**/account');

    await page.click('.session-list .button');
    await page.waitForURL('**/sign-in?next=**account');
    await signIn();
    await page.waitForSelector('input[autocomplete=one-time-code]');
    await page.keyboard.type(recovery[4]!);
    await page.keyboard.press('Enter');
    await step.locator('p:has-text("还剩 9 个恢复码")').waitFor();
    await step.locator('button').click();
    await page.keyboard.type('a quiet mountain road');
    await page.keyboard.press('Tab');
    await page.keyboard.type(recovery[5]!);
    await keepPicture(page, 'second-step-off');
    await page.keyboard.press('Enter');
    await step.locator('button:has-text("启用两步验证")').waitFor();
    expectNoFaults(faults);
    await context.close();
  }, 120_000);
});
