import { describe, expect, it } from 'vitest';

import { en } from '../../web/words/en.ts';
import { zhCN } from '../../web/words/zh-cn.ts';
import { accessibilityFaults, unmarkedChinese } from './accessible.ts';
import { keepPicture, openPage } from './browser.ts';
import { postTo, readDistrict } from './district-facts.ts';
import { waitForDistrict } from './on-map.ts';
import { lookThroughDesk, lookThroughPatrol } from './panels.ts';
import { expectNoFaults, withProduct } from './with-product.ts';
import { smallTargets } from './touch-targets.ts';
import { wallFaults } from './wall-faults.ts';

const here = withProduct();

const SIZES = {
  watch: { width: 1920, height: 1080 },
  wall: { width: 1920, height: 1080 },
  patrol: { width: 1180, height: 820 },
};

describe.each(['dark', 'light'] as const)('in %s', (theme) => {
  describe.each(['zh-CN', 'en'] as const)('in %s', (language) => {
    it.each(['watch', 'wall', 'patrol'] as const)('%s is readable by all', async (screen) => {
      const url = `${here.product.url}/${screen}?probe&theme=${theme}&lang=${language}`;
      const { page, context, faults } = await openPage(here.browser, url, SIZES[screen]);
      try {
        await waitForDistrict(page);
        expect(await accessibilityFaults(page)).toEqual([]);
        if (language === 'en') expect(await unmarkedChinese(page)).toEqual([]);
        await keepPicture(page, `${screen}-${theme}-${language}`);
        // Their words are looked at in one theme each, and their colours in one language.
        const panels = { watch: lookThroughDesk, patrol: lookThroughPatrol, wall: null }[screen];
        if (panels && (theme === 'dark') === (language === 'zh-CN'))
          expect(await panels(page)).toEqual([]);
        expectNoFaults(faults);
      } finally {
        // One that failed does not draw on beside the others.
        await context.close();
      }
    });
  });
});

it.each(['zh-CN', 'en'])(
  'lets a finger hit every control of a patrol lead’s phone, in %s',
  async (language) => {
    const url = `${here.product.url}/patrol?probe&lang=${language}&theme=light`;
    const phone = { width: 390, height: 844, touch: true };
    const { page, context, faults } = await openPage(here.browser, url, phone);
    try {
      await waitForDistrict(page);
      await page.locator('.team-row').first().waitFor();
      expect(await smallTargets(page)).toEqual([]);
      await page.locator('.area-chooser .chosen').tap();
      await page.locator('.area-tree .line').first().waitFor();
      expect(await smallTargets(page)).toEqual([]);
      await page.locator('.area-chooser .chosen').tap();
      await page.locator('.team-row').first().tap();
      await page.locator('.card > footer').waitFor();
      expect(await smallTargets(page)).toEqual([]);
      await keepPicture(page, `phone-${language}`);
      expect(faults.errors).toEqual([]);
    } finally {
      await context.close();
    }
  },
);

it('groups the desk’s list by community in a flood of alarms, readable and by keys', async () => {
  const { page, context, faults } = await openPage(here.browser, `${here.product.url}/watch?probe&lang=zh-CN&layers=`, SIZES.watch); // prettier-ignore
  try {
    await page.locator('.incident-list [role=option]').first().waitFor();
    const { bounds, categories } = await readDistrict(here.product);
    const [west, south, east, north] = bounds;
    const category = categories.find((c) => c.severity === 1)!.key;
    // Four here and there, then eight near to each other: of these are the newest, which flash.
    for (let n = 0; n < 12; n++) {
      const [x, y] = n < 4 ? [0.4 + 0.05 * n, 0.4] : [0.5, 0.5];
      const at = [west + x * (east - west), south + y * (north - south)];
      const report = { id: crypto.randomUUID(), category, title: `储罐泄漏 ${n}`, at };
      const answer = await postTo(here.product, '/api/incidents', report);
      expect(answer.status).toBe(201);
    }
    const tree = page.locator('.incident-list [role=tree]');
    await tree.waitFor();
    const first = tree.locator('[role=treeitem]').first();
    await expect.poll(() => first.textContent()).toContain(zhCN.alarm.unansweredIn('8'));
    expect(await page.locator('.alarm-banner').textContent()).toContain(zhCN.alarm.othersGrouped);
    expect(await first.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('l');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => first.getAttribute('aria-expanded')).toBe('false');
    expect(await first.locator('.incident-group.alarm.flash').count()).toBe(1);
    expect(await accessibilityFaults(page)).toEqual([]);
    await keepPicture(page, 'watch-flood');
    await page.locator('.flood-line button').click();
    await page.locator('.incident-list [role=listbox]').waitFor();
    expect(faults).toEqual({ errors: [], foreign: [] });
  } finally {
    await context.close();
  }
  // A wall says how many above its rows, in the size of its rows, whole.
  for (const [language, words] of [
    ['zh-CN', zhCN],
    ['en', en],
  ] as const) {
    const { page: wall, context: room, faults: errors } = await openPage(here.browser, `${here.product.url}/wall?probe&lang=${language}`, SIZES.wall); // prettier-ignore
    try {
      const line = wall.locator('.wall-alarms');
      for (const [width, height, k] of [
        [1920, 1080, 1.5],
        [3840, 2160, 3],
      ] as const) {
        await wall.setViewportSize({ width, height });
        const size = () => line.evaluate((of) => parseFloat(getComputedStyle(of).fontSize));
        await expect.poll(size).toBe(22 * k);
        // The district may have brought a few of its own; after a while the wall stills by itself.
        const counts = Array.from({ length: 20 }, (_, i) => `${12 + i}`);
        expect(counts.flatMap((n) => [words.wall.unanswered(n), words.wall.flood(n)])).toContain(await line.textContent()); // prettier-ignore
        const { outside, overlapping, shortened, small } = await wallFaults(wall);
        expect({ outside, overlapping, shortened, small }).toEqual({ outside: [], overlapping: [], shortened: [], small: [] }); // prettier-ignore
        await keepPicture(wall, `wall-flood-${language}-${width}`);
      }
      expect(errors.errors).toEqual([]);
    } finally {
      await room.close();
    }
  }
});
