import type { Page } from 'playwright-core';

import type { ToolKey } from '../../web/plans/tools/tool.ts';
import { TOOL_LETTERS } from '../../web/plans/tools/tools.ts';

import { pixelsOf } from './on-map.ts';

type Place = readonly [lng: number, lat: number];

/** A way of working at the map of a plan: each does the same by other means. */
export interface Hand {
  name: 'pointer' | 'keys' | 'touch';
  take: (tool: ToolKey) => Promise<void>;
  /** A click, Space, a tap. */
  place: (at: Place) => Promise<void>;
  finish: () => Promise<void>;
  /** Away with what is drawn and chosen; the first tool in hand. */
  leave: () => Promise<void>;
  undo: () => Promise<void>;
  redo: () => Promise<void>;
  /** A button, by its selector. */
  press: (selector: string) => Promise<void>;
  write: (selector: string, text: string) => Promise<void>;
}

const TAB_MAX = 120;
const UNDO = '.plan-bar .undo button:first-child';
const REDO = '.plan-bar .undo button:last-child';

/** A mouse, and the buttons on the page. */
export function pointerHand(page: Page): Hand {
  const press = (selector: string): Promise<void> => page.click(selector);
  const leave = async (): Promise<void> => {
    for (let i = 0; i < 6; i++) await page.keyboard.press('Escape');
  };
  return {
    name: 'pointer',
    take: (tool) => press(`.tool-rail [data-tool=${tool}]`),
    place: async ([lng, lat]) => {
      const { x, y } = await pixelsOf(page, lng, lat);
      await page.mouse.move(x, y, { steps: 3 });
      await page.mouse.click(x, y);
      // Two clicks in one place would be a double click.
      await page.waitForTimeout(400);
    },
    finish: () => page.keyboard.press('Enter'),
    leave,
    undo: () => press(UNDO),
    redo: () => press(REDO),
    press,
    write: (selector, text) => page.fill(selector, text),
  };
}

/** Fingers on a tablet: there is no key. */
export function touchHand(page: Page): Hand {
  const press = (selector: string): Promise<void> => page.tap(selector);
  return {
    name: 'touch',
    take: (tool) => press(`.tool-rail [data-tool=${tool}]`),
    place: async ([lng, lat]) => {
      const { x, y } = await pixelsOf(page, lng, lat);
      await page.touchscreen.tap(x, y);
      await page.waitForTimeout(400);
    },
    finish: () => press('.touch-bar .primary'),
    leave: async () => {
      for (let i = 0; i < 6 && (await page.locator('.touch-bar').count()) > 0; i++) await press('.touch-bar .button:first-child'); // prettier-ignore
    },
    undo: () => press(UNDO),
    redo: () => press(REDO),
    press,
    write: async (selector, text) => {
      await press(selector);
      await page.keyboard.type(text);
    },
  };
}

/** Keys alone: what is not on the map is come to by Tab. */
export function keysHand(page: Page): Hand {
  let cursor: { x: number; y: number } | null = null;
  const go = async (key: string, px: number): Promise<void> => {
    for (let i = 0; i < Math.floor(px / 64); i++) await page.keyboard.press(`Shift+${key}`);
    for (let i = 0; i < Math.round((px % 64) / 8); i++) await page.keyboard.press(key);
  };
  const moved = (px: number): number => 64 * Math.floor(px / 64) + 8 * Math.round((px % 64) / 8);
  const tabTo = async (selector: string): Promise<void> => {
    for (let i = 0; i < TAB_MAX; i++) {
      const is = await page.evaluate((s) => document.activeElement?.matches(s) === true, selector);
      if (is) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not come to ${selector}`);
  };
  return {
    name: 'keys',
    take: (tool) => page.keyboard.press(TOOL_LETTERS[tool]),
    place: async ([lng, lat]) => {
      const to = await pixelsOf(page, lng, lat);
      const box = (await page.locator('.ground').boundingBox())!;
      if (!cursor) {
        // The first arrow shows the cursor, in the middle.
        await page.keyboard.press('ArrowUp');
        cursor = { x: box.width / 2, y: box.height / 2 };
      }
      const [dx, dy] = [to.x - box.x - cursor.x, to.y - box.y - cursor.y];
      await go(dx < 0 ? 'ArrowLeft' : 'ArrowRight', Math.abs(dx));
      await go(dy < 0 ? 'ArrowUp' : 'ArrowDown', Math.abs(dy));
      cursor = { x: cursor.x + Math.sign(dx) * moved(Math.abs(dx)), y: cursor.y + Math.sign(dy) * moved(Math.abs(dy)) }; // prettier-ignore
      await page.keyboard.press(' ');
    },
    finish: () => page.keyboard.press('Enter'),
    leave: async () => {
      for (let i = 0; i < 6; i++) await page.keyboard.press('Escape');
    },
    undo: () => page.keyboard.press('Control+z'),
    redo: () => page.keyboard.press('Control+y'),
    press: async (selector) => {
      await tabTo(selector);
      await page.keyboard.press('Enter');
    },
    write: async (selector, text) => {
      await tabTo(selector);
      await page.keyboard.type(text);
    },
  };
}
