import type { Browser } from 'playwright-core';

/** CPU seconds that a browser's processes have used, by what they are: browser, renderer, GPU, utility. */
export async function browserCpu(browser: Browser): Promise<Record<string, number>> {
  const cdp = await browser.newBrowserCDPSession();
  try {
    const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
    const seconds: Record<string, number> = {};
    for (const { type, cpuTime } of processInfo) seconds[type] = (seconds[type] ?? 0) + cpuTime;
    return seconds;
  } finally {
    await cdp.detach();
  }
}
