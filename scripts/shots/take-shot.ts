import type { Browser, Page } from 'playwright-core';

import { accessibilityFaults } from '../flows/accessible.ts';
import { openPage } from '../flows/browser.ts';
import { lookAt } from '../flows/on-map.ts';

import type { ToolKey } from '../../web/plans/tools/tool.ts';
import { TOOL_LETTERS } from '../../web/plans/tools/tools.ts';

import type { Shot } from './list-shots.ts';
import type { Scene } from './set-states.ts';

/** Software rendering at 3840 × 2160 beside other work takes its time. */
const WHOLE_MS = 90_000;

/** A plan is looked at from where micro-grids are told apart. */
const PLAN_ZOOM = 16.8;

/** What was seen of a shot beside its picture. */
export interface ShotSeen {
  shot: Shot;
  seconds: number;
  /** What must not be: errors, requests that leave the machine, scrolling, what axe finds. */
  faults: string[];
  /** Texts that do not fit their box. */
  cut: string[];
}

function addressOf(shot: Shot, scene: Scene): string {
  const screen = shot.screen === 'map' ? 'watch' : shot.screen;
  const query = new URLSearchParams({ probe: '', theme: shot.theme, lang: shot.language });
  if (shot.state === 'selected' && scene.selected)
    query.set('sel', screen === 'patrol' ? scene.selected.patrol : scene.selected.watch);
  if (shot.tool && scene.plan) {
    query.set('plan', scene.plan.id);
    query.set('c', `${scene.plan.at.join()},${PLAN_ZOOM}`);
  }
  return `${scene.product.url}/${screen}?${query}`;
}

/** In the page: all that is asked for is drawn, and everybody on duty has reported since the start. */
function isThere(): boolean {
  const { isWhole, stores, columns } = window.__jingwei ?? {};
  if (!isWhole?.() || !stores || !columns) return false;
  const onDuty = [...stores.unitStore.getState().byId.values()].filter((unit) => unit.onDuty);
  const placed = new Set(columns.ids.subarray(0, columns.count));
  return onDuty.every((unit) => placed.has(unit.id));
}

/** In the page: the plan and what it is counted of are there and drawn. */
function isDrawn(): boolean {
  const seams = document.querySelector('.tool-status .seams')?.textContent ?? '';
  return window.__jingwei?.isWhole() === true && /0/.test(seams);
}

/** Takes a tool in hand and begins what it does, in the middle of the map. */
async function beginTool(page: Page, tool: ToolKey): Promise<void> {
  await page.keyboard.press(TOOL_LETTERS[tool]);
  const box = (await page.locator('.ground').boundingBox())!;
  const at = (x: number, y: number): [number, number] => [box.x + box.width * x, box.y + box.height * y]; // prettier-ignore
  await page.mouse.click(...at(0.42, 0.45));
  await page.mouse.move(...at(0.52, 0.46), { steps: 3 });
  await page.waitForTimeout(1500);
}

/** Wait until all that is asked for is drawn, or the page says that there is nothing. */
async function waitUntilDrawn(page: Page, shot: Shot): Promise<string[]> {
  try {
    if (shot.state === 'empty') await page.locator('[data-empty]').waitFor({ timeout: WHOLE_MS });
    else if (shot.tool)
      await page.waitForFunction(isDrawn, null, { timeout: WHOLE_MS, polling: 200 });
    else await page.waitForFunction(isThere, null, { timeout: WHOLE_MS, polling: 200 });
    return [];
  } catch {
    return [`not whole after ${WHOLE_MS / 1000} s`];
  }
}

/** What is wider or higher than the window, and the texts that are cut off in their boxes. */
function measurePage(page: Page): Promise<{ scrolls: string[]; cut: string[] }> {
  return page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    const scrolls = [
      ...(scrollWidth > window.innerWidth ? [`scrolls sideways: ${scrollWidth} px`] : []),
      ...(scrollHeight > window.innerHeight ? [`scrolls down: ${scrollHeight} px`] : []),
    ];
    const cut = [...document.querySelectorAll<HTMLElement>('body *')]
      .filter((box) => box.childElementCount === 0 && box.textContent.trim() !== '')
      .filter((box) => {
        const style = getComputedStyle(box);
        return style.overflowX === 'hidden' && box.clientWidth > 1 && box.scrollWidth > box.clientWidth + 1; // prettier-ignore
      })
      .map((box) => `${box.className || box.tagName.toLowerCase()}: ${box.textContent.trim()}`);
    return { scrolls, cut: [...new Set(cut)] };
  });
}

/** Take one picture into `path` (PNG), and say what is wrong with what it shows. */
export async function takeShot(
  browser: Browser,
  shot: Shot,
  scene: Scene,
  path: string,
): Promise<ShotSeen> {
  const began = performance.now();
  const { width, height, language } = shot;
  const opened = await openPage(browser, addressOf(shot, scene), { width, height, language });
  const { page, context, faults } = opened;
  try {
    const late = await waitUntilDrawn(page, shot);
    if (shot.zoom !== undefined) {
      const [lng, lat] = await page.evaluate(() => window.__jingwei!.map.getCenter().toArray());
      await lookAt(page, lng, lat, shot.zoom);
      late.push(...(await waitUntilDrawn(page, shot)));
    }
    if (shot.tool) await beginTool(page, shot.tool);
    const clip =
      shot.zoom === undefined ? null : await page.locator('.maplibregl-map').boundingBox();
    await page.screenshot({ path, timeout: 120_000, ...(clip && { clip }) });
    const { scrolls, cut } = await measurePage(page);
    const axe = shot.zoom === undefined ? await accessibilityFaults(page) : [];
    return {
      shot,
      seconds: (performance.now() - began) / 1000,
      faults: [...late, ...scrolls, ...axe, ...faults.errors, ...faults.foreign],
      cut,
    };
  } finally {
    await context.close();
  }
}
