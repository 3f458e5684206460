import { existsSync, readdirSync } from 'node:fs';

import type { Browser, Page } from 'playwright-core';

import { launchBrowser } from '../../flows/browser.ts';

/** A browser that draws by the machine's GPU where it has one, else in software; `rendererOf` says which it came to. */
export function launchDrawing(args: readonly string[] = []): Promise<Browser> {
  const cards = existsSync('/dev/dri') ? readdirSync('/dev/dri') : [];
  const gpu = cards.some((name) => name.startsWith('renderD')) || existsSync('/dev/nvidia0');
  const exact = ['--enable-precise-memory-info', ...args];
  return launchBrowser(gpu ? [...exact, '--use-angle=gl-egl', '--ignore-gpu-blocklist', '--enable-gpu'] : exact); // prettier-ignore
}

/** What draws on a page: the name of a card, or that it is software. */
export async function rendererOf(page: Page): Promise<string> {
  const name = await page.evaluate(() => {
    const gl = document.createElement('canvas').getContext('webgl2');
    const info = gl?.getExtension('WEBGL_debug_renderer_info');
    const text = gl && info ? String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL)) : '';
    gl?.getExtension('WEBGL_lose_context')?.loseContext();
    return text;
  });
  return /swiftshader|llvmpipe|software/i.test(name) || name === '' ? `software rendering (${name || 'unknown'})` : name; // prettier-ignore
}
