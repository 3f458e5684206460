import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Browser } from 'playwright-core';

import type { ShotSeen } from './take-shot.ts';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/g, (letter) => escapes[letter]!);

function figureOf({ shot, seconds, faults, cut }: ShotSeen): string {
  const { name, width, height } = shot;
  const notes = [...faults.map((f) => `✗ ${f}`), ...cut.map((c) => `… ${c}`)];
  return `<figure class="${faults.length ? 'bad' : ''}">
<a href="${name}.png"><img src="${name}.png" loading="lazy" alt="${name}" style="aspect-ratio:${width}/${height}"></a>
<figcaption>${name} <small>${seconds.toFixed(1)} s</small>${notes.map((n) => `<div>${escape(n)}</div>`).join('')}</figcaption>
</figure>`;
}

/** One page with all pictures, a heading for each screen; what is wrong stands under its picture. */
export function sheetOf(seen: readonly ShotSeen[]): string {
  const screens = [...new Set(seen.map((s) => s.shot.screen))];
  const parts = screens.map((screen) => {
    const of = seen.filter((s) => s.shot.screen === screen);
    return `<h2>${screen} <small>${of.length}</small></h2><section>${of.map(figureOf).join('\n')}</section>`;
  });
  return `<!doctype html><meta charset="utf-8"><title>Contact sheet</title><style>
body{margin:24px;background:#17191c;color:#d7dade;font:13px/1.4 system-ui,"Noto Sans CJK SC",sans-serif}
section{display:grid;grid-template-columns:repeat(4,1fr);gap:16px;align-items:start}
figure{margin:0}img{width:100%;display:block;background:#000}
.bad{outline:2px solid #e0634b;outline-offset:3px}small,figcaption div{color:#8d949c}
</style>${parts.join('\n')}`;
}

/** Write `index.html` beside the pictures, and a picture of it for each screen: `sheet-watch.png` … */
export async function writeSheet(
  browser: Browser,
  folder: string,
  seen: readonly ShotSeen[],
): Promise<void> {
  const index = join(folder, 'index.html');
  await writeFile(index, sheetOf(seen));
  for (const screen of new Set(seen.map((s) => s.shot.screen))) {
    const file = join(folder, `sheet-${screen}.html`);
    await writeFile(file, sheetOf(seen.filter((s) => s.shot.screen === screen)).replaceAll(' loading="lazy"', '')); // prettier-ignore
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    await page.goto(pathToFileURL(file).href);
    await page.screenshot({
      path: join(folder, `sheet-${screen}.png`),
      fullPage: true,
      timeout: 240_000,
    });
    await page.close();
  }
}
