import type { Browser } from 'playwright-core';

import { makeSample } from '#data/fixtures/made-sample.ts';
import type { Sample } from '#data/sample/sample.ts';

import type { FrameFacts, FramesPage, Way } from '../../web/bench/frames-page.ts';
import { openPage } from '../flows/browser.ts';
import { figureText, mean, median, percentile, type Bench, type BenchResult } from './bench.ts';
import { browserCpu } from './page/browser-cpu.ts';
import { launchDrawing, rendererOf } from './page/graphics.ts';
import { packSample } from './page/pack-sample.ts';
import { servePage } from './page/serve-page.ts';
import { traceTasks, type Task } from './page/trace.ts';

declare global {
  interface Window {
    framesPage: FramesPage;
  }
}

const MOVERS = 10_000;
const SIZES = [
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
] as const;
/** Ours before and after the peers: what the machine does meanwhile shows. */
const WAYS: readonly Way[] = ['capped', 'uncapped', 'plain', 'leaflet', 'uncapped'];
const NAMES: Record<Way, string> = {
  capped: 'ours with caps',
  uncapped: 'ours without caps',
  plain: 'plain MapLibre GeoJSON sources',
  leaflet: 'Leaflet markers',
};
/**
 * A walk is so long, and has so many steps at least, by size; then so many ticks. By a GPU it is fine, in software
 * (seconds a frame) coarse, or it would never end.
 */
const WALK = {
  gpu: { ms: 12_000, least: [60, 60], ticks: [5, 5] },
  software: { ms: 6_000, least: [6, 4], ticks: [5, 2] },
} as const;
/** One way is given up after so long: a page asked to draw does not answer before it has drawn. */
const WAY_MS = { once: 100_000, measured: 300_000 } as const;
const MOST_STEPS = 240;
/** See `walk` of the page. */
const FINDING_STEPS = 3;
const FRAME_AIM_MS = 1000 / 60;

/** A way that did not end in time: what it was at, and how long it was waited for. */
class NotFinished extends Error {}

/** One way at one size. */
interface Walk {
  way: Way;
  /** ms between frames: a browser lets a few queue up and then waits, so it is the mean that says what one takes. */
  frames: number[];
  /** CPU a frame, ms: of the page's main thread, and of all the browser's processes. */
  mainMs: number;
  allMs: number;
  /** CPU ms of the page's main thread. */
  longest: number;
  tickMs: number;
  leaves: string;
}

/**
 * Frames of a city: 100,000 buildings, 20,000 cameras, 10,000 movers, all areas and 4,000 incidents, while
 * the camera goes along one path from the whole district to houses and back, with news of all movers each
 * second. The product's own map and layers from the bytes that the server packs, with the caps of the look
 * and without (levels of detail stay), and the peers with what is drawn without. At zooms where cameras and
 * buildings come, the peers have them from there too.
 */
export const bench: Bench = {
  name: 'frames',
  about: 'frame time at 1080p and 4K of a city, against plain GeoJSON sources and Leaflet markers',
  run: async (log, once, width) => {
    const sizes = SIZES.filter((size) => width === null || size.width === width);
    if (sizes.length === 0) throw new Error(`no screen of ${width} px is measured`);
    log('a city is made and packed');
    const sample = makeSample('city', 1);
    const served = await servePage('frames', answersOf(sample));
    try {
      const renderer = await seeRenderer(served.url);
      log(renderer);
      const soft = renderer.startsWith('software');
      const results: BenchResult[] = [];
      for (const size of sizes) {
        // In software 4K takes minutes, and ours is not walked again after its peers.
        if (once && width === null && size !== SIZES[0]) break;
        const at = SIZES.indexOf(size);
        const { ms, least, ticks } = WALK[soft ? 'software' : 'gpu'];
        const how = { ms, least: least[at]!, ticks: ticks[at]!, finishes: soft };
        const walks: Walk[] = [];
        const left: string[] = [];
        for (const way of soft ? WAYS.slice(0, 4) : WAYS)
          try {
            const limitMs = WAY_MS[once ? 'once' : 'measured'];
            walks.push(await walkOnce(served.url, size, way, how, limitMs));
            log(`${size.width}×${size.height}, ${say(walks.at(-1)!)}`);
          } catch (error) {
            if (!(error instanceof NotFinished)) throw error;
            left.push(`${NAMES[way]}: ${error.message}`);
            log(`${size.width}×${size.height}, ${left.at(-1)}`);
          }
        results.push(...resultsOf(walks, `${size.width}×${size.height}`, renderer, left));
      }
      return results;
    } finally {
      await served.close();
    }
  },
};

const launch = (): Promise<Browser> =>
  launchDrawing(['--disable-gpu-vsync', '--disable-frame-rate-limit']);

async function seeRenderer(url: string): Promise<string> {
  const browser = await launch();
  try {
    return await rendererOf((await openPage(browser, url)).page);
  } finally {
    await browser.close();
  }
}

const say = (w: Walk): string =>
  `${NAMES[w.way]}: ${w.frames.length} frames, mean ${mean(w.frames).toFixed(0)} ms, p95 ${percentile(w.frames, 0.95).toFixed(0)}, worst ${Math.max(...w.frames).toFixed(0)} ms; CPU a frame ${w.mainMs.toFixed(1)} ms on the main thread, ${w.allMs.toFixed(0)} in all processes; longest task ${w.longest.toFixed(0)} ms; a tick ${w.tickMs.toFixed(1)} ms${w.leaves ? `; left out: ${w.leaves}` : ''}`;

function answersOf(sample: Sample): Record<string, Uint8Array | string> {
  const packed = packSample(sample);
  const lng: number[] = [];
  const lat: number[] = [];
  for (const root of sample.areas.filter((area) => area.parentId === null))
    for (const [x, y] of root.coordinates.flat(2)) {
      lng.push(x);
      lat.push(y);
    }
  const least = (of: number[]): number => of.reduce((a, b) => Math.min(a, b), Infinity);
  const most = (of: number[]): number => of.reduce((a, b) => Math.max(a, b), -Infinity);
  const facts: FrameFacts = {
    district: {
      ...sample.district,
      timeZone: 'Asia/Shanghai',
      attribution: '',
      levels: sample.levels,
      categories: sample.categories,
      editionId: 1,
      sample: { size: 'city', seed: 1, endDate: sample.request.endDate },
      openToNetwork: false,
      tiles: null,
      empty: false,
      dataDates: {},
      bounds: [least(lng), least(lat), most(lng), most(lat)],
    },
    units: sample.units.slice(0, MOVERS).map((unit, i) => ({ ...unit, id: i + 1, onDuty: true })),
    incidents: sample.incidents.filter((incident) => incident.state === 'open'),
  };
  return {
    '/favicon.ico': '',
    '/facts.json': JSON.stringify(facts),
    '/api/areas/figures': '{}',
    ...Object.fromEntries(Object.entries(packed).map(([noun, bytes]) => [`/api/${noun}/packed`, bytes])), // prettier-ignore
  };
}

/**
 * In a browser of its own: one that is given up goes on drawing what it was asked for.
 *
 * @throws NotFinished after the limit
 */
async function walkOnce(
  url: string,
  size: { width: number; height: number },
  way: Way,
  how: { ms: number; least: number; ticks: number; finishes: boolean },
  limitMs: number,
): Promise<Walk> {
  const browser = await launch();
  const part = { at: 'loading' };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    const say = (): string => `not finished within ${limitMs / 1000} s, was ${part.at}`;
    timer = setTimeout(() => reject(new NotFinished(say())), limitMs);
  });
  const walk = walkIn(browser, url, size, way, how, part);
  // Given up, it fails once its browser is gone.
  walk.catch(() => undefined);
  try {
    return await Promise.race([walk, limit]);
  } finally {
    clearTimeout(timer);
    await browser.close();
  }
}

async function walkIn(
  browser: Browser,
  url: string,
  size: { width: number; height: number },
  way: Way,
  { ms, least, ticks, finishes }: Parameters<typeof walkOnce>[3],
  part: { at: string },
): Promise<Walk> {
  const { page, faults } = await openPage(browser, `${url}?probe`, size);
  page.setDefaultTimeout(300_000);
  await page.waitForFunction(() => 'framesPage' in window);
  part.at = 'drawing its first picture';
  const leaves = await page.evaluate(([w, n]) => window.framesPage.prepare(w, n), [way, MOVERS] as const); // prettier-ignore
  part.at = 'warming up';
  await page.evaluate(() => window.framesPage.warm());
  const end = await traceTasks(page);
  const before = await browserCpu(browser);
  part.at = 'walking';
  const frames = await page.evaluate(([l, m, b, f]) => window.framesPage.walk(l, m, b, f), [least, MOST_STEPS, ms, finishes] as const); // prettier-ignore
  // Before the trace is gathered, which takes longer than the walk.
  const after = await browserCpu(browser);
  const { tasks } = await end();
  part.at = 'ticking';
  const endTicks = await traceTasks(page);
  await page.evaluate((n) => window.framesPage.ticks(n), ticks);
  const ticking = (await endTicks()).tasks;
  if (faults.errors.length > 0) throw new Error(`${way}: ${faults.errors.join('; ')}`);
  const all = Object.keys(after).reduce((sum, k) => sum + after[k]! - (before[k] ?? 0), 0);
  // The steps by which the page finds the length of the walk are in what was used.
  const drawn = frames.length + FINDING_STEPS;
  return {
    way,
    frames,
    mainMs: cpuOfTasks(tasks) / drawn,
    allMs: (1000 * all) / drawn,
    longest: longestOf(tasks),
    tickMs: cpuOfTasks(ticking) / ticks,
    leaves,
  };
}

const cpuOfTasks = (tasks: readonly Task[]): number => tasks.reduce((sum, t) => sum + t.cpuMs, 0);
const longestOf = (tasks: readonly Task[]): number => tasks.reduce((most, t) => Math.max(most, t.cpuMs), 0); // prettier-ignore

/** @param left ways that were given up, in words: their figures are NaN */
function resultsOf(walks: Walk[], size: string, renderer: string, left: string[]): BenchResult[] {
  const of = (way: Way, figure: (walk: Walk) => number): number => {
    const figures = walks.filter((w) => w.way === way).map(figure);
    return figures.length > 0 ? median(figures) : NaN;
  };
  const hard = !renderer.startsWith('software');
  const compare = (
    name: string,
    unit: string,
    figure: (walk: Walk) => number,
    notes: string[] = [],
  ): BenchResult => {
    // prettier-ignore
    const ours = of('uncapped', figure);
    const peers = (['plain', 'leaflet'] as const).map((way) => ({ name: NAMES[way], value: of(way, figure) })); // prettier-ignore
    return {
      name: `${name}, ${size}, without caps`,
      unit,
      ours,
      peers,
      ratio: Number.isNaN(ours / peers[0]!.value) ? null : ours / peers[0]!.value,
      aim: '',
      met: null,
      notes: [...notes, `to Leaflet ${figureText(ours / peers[1]!.value, 2)}; with caps ${figureText(of('capped', figure))}`], // prettier-ignore
    };
  };
  const leaflet = walks.find((w) => w.way === 'leaflet');
  const capped = of('capped', (w) => mean(w.frames));
  return [
    {
      name: `frame, ${size}, with caps`,
      unit: 'ms, mean',
      ours: capped,
      peers: [],
      ratio: null,
      aim: hard ? `≤ ${FRAME_AIM_MS.toFixed(1)} ms` : '≤ 16.7 ms on a GPU',
      met: hard && !Number.isNaN(capped) ? capped <= FRAME_AIM_MS : null,
      notes: [renderer, ...left, `p95 ${figureText(of('capped', (w) => percentile(w.frames, 0.95)))}, worst ${figureText(of('capped', (w) => Math.max(...w.frames)))} ms`], // prettier-ignore
    },
    compare('frame', 'ms, mean', (w) => mean(w.frames), leaflet ? [`Leaflet is spared ${leaflet.leaves}, and walks ${leaflet.frames.length} steps`] : []), // prettier-ignore
    compare('frame', 'ms, p95', (w) => percentile(w.frames, 0.95)),
    compare('frame', 'ms CPU in all processes', (w) => w.allMs),
    compare('frame', 'ms CPU of the main thread', (w) => w.mainMs),
    compare('longest task', 'ms CPU', (w) => w.longest),
    compare('tick of 10,000 movers and its frames', 'ms CPU of the main thread', (w) => w.tickMs),
  ];
}
