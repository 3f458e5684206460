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

/** A browser that has just opened a window goes on loading parts of that window. */
const REST_MS = 300;
const REST_S = 0.03;

/** Waits until a browser does nothing: it has long been running when a person opens the page. */
export async function restBrowser(browser: Browser): Promise<void> {
  const used = async (): Promise<number> =>
    Object.values(await browserCpu(browser)).reduce((sum, seconds) => sum + seconds, 0);
  const until = performance.now() + 15_000;
  for (let last = await used(), calm = 0; calm < 2 && performance.now() < until;) {
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    const now = await used();
    calm = now - last <= REST_S ? calm + 1 : 0;
    last = now;
  }
}
