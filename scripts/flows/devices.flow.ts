import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';

import { accessibilityFaults } from './accessible.ts';
import { keepPicture, openPage } from './browser.ts';
import { withProduct } from './with-product.ts';

const SIZE = { width: 1366, height: 900 };
/** A revoked wall says so within this. */
const TOLD_MS = 2_000;

const here = withProduct({ env: { JINGWEI_SIGN_IN: 'yes' } });

/** A district's demo account of a role, signed in. */
async function desk(role: string) {
  const opened = await openPage(here.browser, `${here.product.url}/sign-in?next=/devices`, SIZE);
  await opened.page.click(`.demo-accounts button:has-text("${role}")`);
  await opened.page.waitForSelector('.list-page');
  return opened;
}
const rows = (page: Page) => page.locator('.device-table tbody tr');

it('pairs a wall by its code, which shows the map, is revoked and says so', async () => {
  const wall = await openPage(
    here.browser,
    `${here.product.url}/wall?pair&layers=incidents,areas`,
    SIZE,
  );
  await wall.page.waitForFunction(() => /^[A-Z0-9]{4} [A-Z0-9]{4}$/.test(document.querySelector('.wall-pairing .code')?.textContent ?? '')); // prettier-ignore
  expect(await accessibilityFaults(wall.page)).toEqual([]);
  await keepPicture(wall.page, 'wall-pairing');
  const code = await wall.page.locator('.wall-pairing .code').innerText();

  const { page, context, faults } = await desk('管理员');
  await page.waitForSelector('.list-page .acts button');
  // By keys alone.
  await page.focus('.list-page .acts button');
  await page.keyboard.press('Enter');
  await page.keyboard.type('K7QD C3MW');
  await page.keyboard.press('Tab');
  await page.keyboard.type('指挥大厅');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /没有大屏显示/.test(document.querySelector('.add-device .refused')?.textContent ?? '')); // prettier-ignore
  expect(await accessibilityFaults(page)).toEqual([]);
  await keepPicture(page, 'devices-pair');
  await page.locator('.add-device input').first().fill(code.toLowerCase());
  await page.keyboard.press('Enter');
  await page.waitForSelector('.device-table tbody tr');
  expect(await rows(page).first().innerText()).toContain('指挥大厅');

  // The wall goes on by itself, without the keyboard that it does not have.
  await wall.page.waitForSelector('.wall-map canvas');
  await wall.page.waitForFunction(() => performance.getEntriesByName('jingwei:picture').length > 0); // prettier-ignore
  await wall.page.reload();
  await wall.page.waitForSelector('.wall-map canvas');
  const state = await wall.page.evaluate(async () => (await (await fetch('/api/devices/wall')).json()) as { state: string }); // prettier-ignore
  expect(state.state).toBe('paired');
  await wall.page.waitForTimeout(1_000);

  // Visitors come: from now on nobody is on it, and it says so.
  expect(await wall.page.locator('.wall-standing').innerText()).not.toContain('访客模式');
  await page.click('.device-table button:has-text("开启访客模式")');
  await wall.page.waitForSelector('.wall-standing .chip:has-text("访客模式")');
  expect(await wall.page.evaluate(async () => (await (await fetch('/api/units')).json()) as unknown[])).toEqual([]); // prettier-ignore
  await page.waitForSelector('.device-table button:has-text("关闭访客模式")');
  expect(await accessibilityFaults(page)).toEqual([]);
  await keepPicture(page, 'devices-visitor-safe');
  await keepPicture(wall.page, 'wall-visitor-safe');

  const at = Date.now();
  await page.click('.device-table tbody tr button:has-text("停用")');
  await wall.page.waitForSelector('.wall-pairing .revoked');
  const told = Date.now() - at;
  expect(await wall.page.locator('.wall-pairing .revoked').innerText()).toContain(
    '“指挥大厅”已停用',
  );
  expect(told).toBeLessThan(TOLD_MS);
  await wall.page.waitForFunction(() => /^[A-Z0-9]{4} /.test(document.querySelector('.wall-pairing .code')?.textContent ?? '')); // prettier-ignore
  await keepPicture(wall.page, 'wall-revoked');
  await page.waitForSelector('.device-table tr.over');
  expect(faults.foreign).toEqual([]);
  expect(faults.errors.filter((text) => !/status of 409/.test(text))).toEqual([]);
  await wall.context.close();
  await context.close();
}, 180_000);

it('makes a tracker’s token, shown once, which adds fixes until it is revoked', async () => {
  const { page, context } = await desk('管理员');
  await page.click('.list-page .acts button:nth-child(2)');
  await page.locator('.add-device input').nth(0).fill('巡查手机');
  const { code, name } = await page.evaluate(async () => {
    const units = (await (await fetch('/api/units')).json()) as { code: string; name: string }[];
    return units[0]!;
  });
  const unit = page.locator('.add-device input').nth(1);
  await unit.fill(code);
  await page.waitForFunction(() => document.querySelectorAll('.add-device option').length > 0);
  await unit.fill(`${name} · ${code}`);
  await page.waitForTimeout(1_000);
  await page.click('.add-device button[type=submit]');
  await page.waitForSelector('.token-shown .qr-code path');
  expect(await accessibilityFaults(page)).toEqual([]);
  await keepPicture(page, 'devices-token');
  const address = await page.locator('.token-shown code').first().innerText();
  const fix = `${address}&lat=32&lon=118&timestamp=${Date.now()}`;
  expect((await fetch(fix)).status).toBe(200);
  await page.click('.token-shown .primary');
  await page.waitForSelector('.device-table tbody tr');
  expect(await page.content()).not.toContain(address.split('=')[1]!);
  expect(await rows(page).first().innerText()).toContain(code);
  await page.click('.device-table tbody tr:first-child button');
  await page.waitForSelector('.device-table tr.over');
  expect((await fetch(fix)).status).toBe(401);
  expect(here.product.output()).not.toContain(address.split('=')[1]!);
  await context.close();
}, 120_000);

it('says to whoever may not that they may not', async () => {
  const { page, context } = await desk('值班员');
  await page.waitForSelector('.list-page .refused');
  expect(await page.locator('.list-page .refused').first().innerText()).toContain('岗位不能这样做');
  expect(await page.locator('.list-page .acts').count()).toBe(0);
  await context.close();
}, 60_000);
