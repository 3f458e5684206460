import type { BrowserContext, Browser, Page } from 'playwright-core';

import { waitForWhole } from '../flows/on-map.ts';
import { startProduct } from '../flows/product.ts';
import { median, type Bench, type BenchResult } from './bench.ts';
import { browserCpu, restBrowser } from './page/browser-cpu.ts';
import { launchDrawing, rendererOf } from './page/graphics.ts';
import { traceTasks, type Task } from './page/trace.ts';

const ROUNDS = 3;
const WARM_AIM_S = 3;
const PAGE_AIM_MB = 1;
const TASK_AIM_MS = 50;

/** One visit, until the picture is whole. */
interface Visit {
  /** s from navigation. */
  whole: number;
  /** s of CPU of all the browser's processes until then. */
  browserCpu: number;
  /** The page's main thread until then: s of CPU, and the longest task, ms of CPU. */
  mainCpu: number;
  longest: number;
  /** Bytes over the wire: of the page itself, and of what it asked the server for. */
  page: number;
  data: number;
  /** MiB of JavaScript, and of arrays outside it. */
  heap: number;
  arrays: number;
  longestPanning: number;
  tasksPanning: number;
}

/**
 * /watch of a district at 1920×1080: from navigation to the first whole picture (`map/picture`: all that
 * the scene asks for was in the last frame), in a browser that has never seen it and in one that has;
 * what went over the wire, what it keeps, and the longest task while loading and while dragging and
 * zooming from the whole district down to houses. Tasks are CPU of the thread.
 */
export const bench: Bench = {
  name: 'load',
  about: 'navigation to the first whole picture, bytes, memory, longest tasks, with a district',
  run: async (log, once) => {
    const product = await startProduct({ env: { JINGWEI_SAMPLE: 'district' } });
    const browser = await launchDrawing();
    try {
      const cold: Visit[] = [];
      const warm: Visit[] = [];
      let renderer = '';
      for (let round = 0; round < (once ? 1 : ROUNDS); round++) {
        const context = await browser.newContext({
          viewport: { width: 1920, height: 1080 },
          locale: 'zh-CN',
          timezoneId: 'Asia/Shanghai',
        });
        cold.push(await visit(browser, context, product.url, false));
        warm.push(await visit(browser, context, product.url, true));
        if (round === 0) renderer = await rendererOf(await context.newPage());
        await context.close();
        log(`round ${round + 1}: cold ${say(cold.at(-1)!)}; warm ${say(warm.at(-1)!)}`);
      }
      return resultsOf(cold, warm, renderer);
    } finally {
      await browser.close();
      await product.stop();
    }
  },
};

const say = (v: Visit): string =>
  `${v.whole.toFixed(1)} s (browser ${v.browserCpu.toFixed(1)} s of CPU, main thread ${v.mainCpu.toFixed(2)}), longest task ${v.longest.toFixed(0)} ms${v.tasksPanning > 0 ? `, panning ${v.longestPanning.toFixed(0)} ms of ${v.tasksPanning} tasks` : ''}`;

function resultsOf(cold: Visit[], warm: Visit[], renderer: string): BenchResult[] {
  const of = (visits: Visit[], key: keyof Visit): number => median(visits.map((v) => v[key]));
  const plain = (name: string, unit: string, ours: number, aim = '', met: boolean | null = null, notes: string[] = []): BenchResult => ({ name, unit, ours, peers: [], ratio: null, aim, met, notes }); // prettier-ignore
  const cpu = (visits: Visit[]): string => `${renderer}; ${of(visits, 'browserCpu').toFixed(1)} s of CPU in all the browser's processes, ${of(visits, 'mainCpu').toFixed(2)} of them on the main thread`; // prettier-ignore
  const panning = of(warm, 'longestPanning');
  const page = of(cold, 'page') / 1e6;
  return [
    plain('first whole picture, cold', 's', of(cold, 'whole'), '', null, [cpu(cold)]),
    plain('first whole picture, warm', 's', of(warm, 'whole'), `≤ ${WARM_AIM_S} s`, of(warm, 'whole') <= WARM_AIM_S, [cpu(warm)]), // prettier-ignore
    plain('page before data, as sent', 'MB', page, `≤ ${PAGE_AIM_MB} MB`, page <= PAGE_AIM_MB),
    plain('data of a district, as sent', 'MB', of(cold, 'data') / 1e6, '', null, [`on the second visit ${(of(warm, 'data') / 1e6).toFixed(2)}, and ${(of(warm, 'page') / 1e6).toFixed(2)} of the page`]), // prettier-ignore
    plain('memory of the page', 'MiB of JavaScript', of(warm, 'heap'), '', null, [`and ${of(warm, 'arrays').toFixed(0)} MiB of arrays; the workers' own are not in it`]), // prettier-ignore
    plain('longest task while loading', 'ms CPU', of(warm, 'longest'), '', null, [`cold ${of(cold, 'longest').toFixed(0)} ms`]), // prettier-ignore
    plain('longest task while panning and zooming', 'ms CPU', panning, `≤ ${TASK_AIM_MS} ms`, panning <= TASK_AIM_MS, [`of ${of(warm, 'tasksPanning')} tasks`]), // prettier-ignore
  ];
}

async function visit(
  browser: Browser,
  context: BrowserContext,
  url: string,
  pans: boolean,
): Promise<Visit> {
  const page = await context.newPage();
  page.setDefaultTimeout(240_000);
  const bytes = await countBytes(page, url);
  await restBrowser(browser);
  const before = sum(await browserCpu(browser));
  const end = await traceTasks(page);
  await page.goto(`${url}/watch?probe`);
  await page.waitForFunction(() => performance.getEntriesByName('jingwei:picture').length > 0);
  const whole = await page.evaluate(() => performance.getEntriesByName('jingwei:picture')[0]!.startTime); // prettier-ignore
  const cpu = sum(await browserCpu(browser)) - before;
  const { tasks, marks } = await end();
  const until = marks.get('jingwei:picture') ?? Infinity;
  const loading = tasks.filter((task) => task.at < until);
  const cdp = await context.newCDPSession(page);
  await cdp.send('HeapProfiler.collectGarbage');
  const heap = (await cdp.send('Runtime.getHeapUsage')) as { usedSize: number; backingStorageSize?: number }; // prettier-ignore
  const panning = pans ? await panTasks(page) : [];
  await page.close();
  return {
    whole: whole / 1000,
    browserCpu: cpu,
    mainCpu: loading.reduce((total, task) => total + task.cpuMs, 0) / 1000,
    longest: longest(loading),
    ...bytes(),
    heap: heap.usedSize / 2 ** 20,
    arrays: (heap.backingStorageSize ?? 0) / 2 ** 20,
    longestPanning: longest(panning),
    tasksPanning: panning.length,
  };
}

const sum = (parts: Record<string, number>): number => Object.values(parts).reduce((a, b) => a + b, 0); // prettier-ignore
const longest = (tasks: readonly Task[]): number => tasks.reduce((most, t) => Math.max(most, t.cpuMs), 0); // prettier-ignore

/** Bytes over the wire, headers included: of the page and its workers, and of /api. The socket's are not in it. */
async function countBytes(page: Page, url: string): Promise<() => { page: number; data: number }> {
  const counted = { page: 0, data: 0 };
  const urls = new Map<string, string>();
  const listen = async (of: Page): Promise<void> => {
    const cdp = await of.context().newCDPSession(of);
    await cdp.send('Network.enable');
    cdp.on('Network.requestWillBeSent', (e) => urls.set(e.requestId, e.request.url));
    cdp.on('Network.loadingFinished', (e) => {
      const path = urls.get(e.requestId)?.slice(url.length) ?? '';
      if (!path.startsWith('/socket.io')) counted[path.startsWith('/api') ? 'data' : 'page'] += e.encodedDataLength; // prettier-ignore
    });
  };
  await listen(page);
  return () => counted;
}

/** Drags and wheel by hand over the map, from the whole district down to houses. */
async function panTasks(page: Page): Promise<Task[]> {
  const box = (await page.locator('.watch-map').boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const end = await traceTasks(page);
  // Each step waits for a frame, and drawn in software a frame of this picture takes a second or more.
  for (const [dx, dy] of [
    [-260, -120],
    [220, 160],
    [-180, 200],
  ] as const) {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + dx, y + dy, { steps: 5 });
    await page.mouse.up();
    await waitForWhole(page);
    for (let turn = 0; turn < 4; turn++) await page.mouse.wheel(0, -240);
    await waitForWhole(page);
  }
  const { tasks } = await end();
  // Where it ended up is a place with houses, or nothing near was asked for.
  const zoom = await page.evaluate(() => window.__jingwei!.map.getZoom());
  if (zoom < 15) throw new Error(`the way led to zoom ${zoom.toFixed(1)} only`);
  return tasks;
}
