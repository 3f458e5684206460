import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import type { CDPSession, Page } from 'playwright-core';

import { launchBrowser, openPage } from '../flows/browser.ts';
import { layCuttable, type Cuttable } from '../flows/cuttable.ts';
import { waitForDistrict } from '../flows/on-map.ts';
import { startProduct, type Product } from '../flows/product.ts';
import { root } from '../run-step.ts';

import type { Proof } from './proof.ts';
import { pause } from './wait-until.ts';
import { measureHeld, type Held } from './wall/held.ts';
import { judgeHeap } from './wall/judge-heap.ts';
import { measureKinds, type Kinds } from './wall/kinds.ts';
import { grows, trendOf, type Trend } from './wall/trend.ts';

/** So many times as fast as it would be, an hour passes. */
const FACTOR = 12;
const FULL_MINUTES = 60;
const SAMPLE_EACH_MS = 10_000;
/** Of each, in order, one with each sample: what happens to a wall in weeks. */
const EVENTS = ['cut', 'nothing', 'midnight', 'nothing', 'context lost', 'nothing'] as const;
/** Samples before the first that counts: everything has happened once, and every cache is filled. */
const WARM_UP = 2 * EVENTS.length;
/** Growth an hour that does not matter, beside that of the heap. */
const BOUNDS = { nodes: 20, listeners: 20, detached: 20 } as const;

const PRELOADED = [
  new URL('../flows/shift-clock.ts', import.meta.url),
  new URL('./wall/quicken.ts', import.meta.url),
];

/**
 * A real wall in Chromium (software rendering where there is no GPU) before a real server, for so many minutes of its
 * life, each in a twelfth of it. What an hour brings comes twelve times as often: the server's intervals (frames,
 * ages of feeds), those of the page and its timers of up to a second (the clock's second, the ticker's page, the
 * ageing of dots), the reports of people who walk, and incidents, which come and close (40 of each an hour). Beside
 * those, what an hour seldom brings: a cut, a midnight and a lost graphics context a minute of the clock. The heap is
 * measured after forced collections and taken apart by whose it is: see judgeHeap.
 */
export const proof: Proof = {
  name: 'wall',
  about: 'the heap of a wall does not grow in an hour of accelerated running (minutes)',
  fullCount: FULL_MINUTES,
  run: async ({ count, seed, log }) => {
    const ends: (() => unknown)[] = [];
    try {
      const product = await startProduct({
        args: ['--no-simulate'],
        env: {
          QUICKEN: String(FACTOR),
          NODE_OPTIONS: ['tsx', ...PRELOADED.map((url) => fileURLToPath(url))]
            .map((path) => `--import ${path}`)
            .join(' '),
        },
      });
      ends.unshift(() => product.stop());
      const wire = await layCuttable(product.url);
      ends.unshift(() => wire.close());
      ends.unshift(simulate(product.url, seed));
      const browser = await launchBrowser();
      ends.unshift(() => browser.close());
      const { page, context } = await openPage(browser, 'about:blank', { width: 1280, height: 720 }); // prettier-ignore
      await context.addInitScript(quickenPage, FACTOR);
      await page.goto(`${wire.url}/wall?probe&theme=dark`);
      await waitForDistrict(page);
      await page.evaluate(countWhatComes);
      const machine = await context.newCDPSession(page);
      await machine.send('Performance.enable');
      return await drive({ page, machine, product, wire, count, seed, log });
    } finally {
      for (const end of ends) await end();
    }
  },
};

interface Driven {
  page: Page;
  machine: CDPSession;
  product: Product;
  wire: Cuttable;
  count: number;
  seed: number;
  log: (line: string) => void;
}

async function drive(driven: Driven): ReturnType<Proof['run']> {
  const { page, machine, count, seed, log } = driven;
  const samples: ({ hours: number } & Held & Kinds)[] = [];
  let before = await page.evaluate(readComings);
  let began = performance.now();
  for (let i = -WARM_UP; ; i++) {
    if (i === 0) {
      before = await page.evaluate(readComings);
      began = performance.now();
    }
    await bring(EVENTS[(i + WARM_UP) % EVENTS.length]!, driven);
    const hours = ((performance.now() - began) * FACTOR) / 3_600_000;
    const held = await measureHeld(page, machine);
    if (i < 0) continue;
    const kinds = await measureKinds(machine);
    samples.push({ hours, ...held, ...kinds });
    const parts = (['own', 'code', 'rest'] as const).map(
      (key) => `${key} ${kinds[key].toFixed(2)}`,
    );
    log(
      `${(60 * hours).toFixed(1)} min: heap ${held.heapMB.toFixed(2)} MB (${parts.join(', ')}), nodes ${held.nodes} (${held.detached} detached), listeners ${held.listeners}`,
    );
    if (60 * hours >= count) break;
  }
  const after = await page.evaluate(readComings);
  const { failures, notes } = judgeHeap(samples);
  const trendFor = (key: keyof Held): { trend: Trend; line: string } => {
    const trend = trendOf(samples.map((s) => ({ x: s.hours, y: s[key] })));
    const line = `${key}: ${trend.slope.toFixed(2)} ± ${trend.error.toFixed(2)} an hour, from ${samples[0]![key].toFixed(1)} to ${samples.at(-1)![key].toFixed(1)}`;
    return { trend, line };
  };
  // Of the heap as a whole its parts are judged.
  notes.unshift(trendFor('heapMB').line);
  for (const key of ['nodes', 'listeners', 'detached'] as const) {
    const { trend, line } = trendFor(key);
    notes.push(`${line}, bound ${BOUNDS[key]}`);
    if (grows(trend, BOUNDS[key])) failures.push(`grows: ${line}, bound ${BOUNDS[key]}`);
  }
  const came = (key: keyof Comings): number => after[key] - before[key];
  if (came('frames') === 0 || came('changes') === 0) failures.push('nothing came: no unit moved, or no incident'); // prettier-ignore
  return {
    count,
    seed,
    failures,
    notes: [
      ...notes,
      `${samples.length} samples in ${(60 * samples.at(-1)!.hours).toFixed(1)} minutes, each in 1/${FACTOR} of it; ${came('frames')} frames, ${came('changes')} changes of incidents, ${came('feeds')} ages of feeds, ${came('connections')} connections, ${came('maps')} maps made anew, ${came('days')} days begun`,
      `drawn by ${await page.evaluate(readRenderer)}`,
    ],
  };
}

/** Let it happen, and what follows it, for as long as one sample lasts. */
async function bring(event: (typeof EVENTS)[number], driven: Driven): Promise<void> {
  const { page, product, wire } = driven;
  const until = performance.now() + SAMPLE_EACH_MS;
  if (event === 'cut') {
    wire.cut();
    await pause(1_000);
    wire.mend();
  }
  if (event === 'midnight') product.process.kill('SIGUSR2');
  if (event === 'context lost') {
    await page.evaluate(() => {
      window.__jingwei!.map.getCanvas().getContext('webgl2')!.getExtension('WEBGL_lose_context')!.loseContext(); // prettier-ignore
    });
  }
  await pause(until - performance.now());
  await waitForDistrict(page);
}

/** People who walk and report, and incidents, as often as the hour is quick. Returns how to end it. */
function simulate(url: string, seed: number): () => Promise<void> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'scripts/simulate.ts', '--url', url, '--hz', String(0.1 * FACTOR), '--incidents', `${40 * FACTOR}/h`, '--seed', String(seed)], // prettier-ignore
    { cwd: root, stdio: 'ignore' },
  );
  return async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  };
}

/** In the page, before anything of it runs. */
function quickenPage(factor: number): void {
  const SECOND_MS = 1_010;
  const [every, after] = [window.setInterval, window.setTimeout];
  // Straight to where they belong: a name of their own would have the compiler reach for what is not in the page.
  window.setInterval = ((act: TimerHandler, ms = 0, ...given: unknown[]) =>
    every(act, ms / factor, ...given)) as typeof setInterval;
  window.setTimeout = ((act: TimerHandler, ms = 0, ...given: unknown[]) =>
    after(act, ms > SECOND_MS ? ms : ms / factor, ...given)) as typeof setTimeout;
}

interface Comings {
  frames: number;
  changes: number;
  feeds: number;
  connections: number;
  maps: number;
  days: number;
}
declare global {
  interface Window {
    __comings?: Omit<Comings, 'frames' | 'changes'>;
  }
}

/** In the page: counts from now on. */
function countWhatComes(): void {
  const { stores } = window.__jingwei!;
  const counts = { feeds: 0, connections: 0, maps: 0, days: 0 };
  window.__comings = counts;
  stores.feedStore.subscribe(() => counts.feeds++);
  stores.connectionStore.subscribe((s, was) => {
    if (s.state === 'live' && was.state !== 'live') counts.connections++;
  });
  let day = '';
  let map: unknown = null;
  setInterval(() => {
    const shown = document.querySelector('.wall-bar .date')?.textContent ?? '';
    if (shown !== day) counts.days++;
    day = shown;
    if (window.__jingwei!.map !== map) counts.maps++;
    map = window.__jingwei!.map;
  }, 1_000);
}

function readComings(): Comings {
  const { stores, columns } = window.__jingwei!;
  return {
    ...window.__comings!,
    frames: columns.version,
    changes: stores.incidentStore.getState().version,
  };
}

function readRenderer(): string {
  const gl = window.__jingwei!.map.getCanvas().getContext('webgl2')!;
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}
