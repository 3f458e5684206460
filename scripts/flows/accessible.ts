import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import type { Page } from 'playwright-core';

interface AxeResults {
  violations: { id: string; impact: string | null; help: string; nodes: { html: string }[] }[];
}

/**
 * What axe finds against WCAG 2 A and AA on a page, or within one part of it, a line each; the map's own canvas aside. A
 * part that is not there is a fault.
 */
export async function accessibilityFaults(page: Page, part?: string): Promise<string[]> {
  if (part !== undefined && (await page.locator(part).count()) === 0) return [`no ${part}`];
  const source = await readFile(
    createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
    'utf8',
  );
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  const results = await page.evaluate((within) => {
    const { axe } = window as unknown as {
      axe: { run: (context: unknown, options: unknown) => Promise<unknown> };
    };
    return axe.run(
      { ...(within !== undefined && { include: [within] }), exclude: ['.maplibregl-map'] },
      { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] },
    );
  }, part);
  return (results as AxeResults).violations.map(
    (v) =>
      `${v.id} (${v.impact}): ${v.help}: ${v.nodes
        .slice(0, 3)
        .map((n) => n.html.slice(0, 160))
        .join(' | ')}`,
  );
}

/** Texts of an English page that are Chinese and do not say so, a line each: a voice would spell them. */
export function unmarkedChinese(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { textContent: text, parentElement: box } = texts.currentNode;
      if (!text || !/\p{Script=Han}/u.test(text) || !box?.checkVisibility()) continue;
      const lang = box.closest('[lang]')?.getAttribute('lang');
      if (!lang?.startsWith('zh')) found.add(`${box.className || box.tagName}: ${text}`);
    }
    return [...found];
  });
}
