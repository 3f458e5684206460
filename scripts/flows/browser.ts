import { mkdir } from 'node:fs/promises';

import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

import { root } from '../run-step.ts';

/** Debian's Chromium, software WebGL2, nothing asked of any network; `args` beside those. */
export function launchBrowser(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM_BIN'] ?? '/usr/bin/chromium',
    headless: true,
    chromiumSandbox: false,
    args: [
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
      ...args,
    ],
  });
}

/** What went wrong on a page: uncaught errors, console errors and requests that left its origin. */
export interface PageFaults {
  errors: string[];
  foreign: string[];
}

/** A page of its own context at a size, language and theme, `touch`: of a phone; its faults are gathered. */
export async function openPage(
  browser: Browser,
  url: string,
  options: { width?: number; height?: number; language?: string; touch?: boolean } = {},
): Promise<{ page: Page; context: BrowserContext; faults: PageFaults }> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: options.height ?? 720 },
    locale: options.language ?? 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    ...(options.touch ? { hasTouch: true, isMobile: true } : {}),
  });
  const page = await context.newPage();
  page.setDefaultTimeout(90_000);
  const faults: PageFaults = { errors: [], foreign: [] };
  page.on('pageerror', (error) => faults.errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.errors.push(message.text());
  });
  page.on('request', (request) => {
    const to = new URL(request.url());
    if (!['data:', 'blob:'].includes(to.protocol) && to.hostname !== '127.0.0.1')
      faults.foreign.push(request.url());
  });
  await page.goto(url);
  return { page, context, faults };
}

/** Keep a picture of the page under test-results/pictures. */
export async function keepPicture(page: Page, name: string): Promise<string> {
  const folder = `${root}test-results/pictures`;
  await mkdir(folder, { recursive: true });
  const path = `${folder}/${name}.png`;
  await page.screenshot({ path, timeout: 120_000 });
  return path;
}
