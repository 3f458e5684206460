import { launchBrowser, openPage } from '../flows/browser.ts';
import { median, type Bench } from './bench.ts';
import { servePage } from './page/serve-page.ts';

const MOVERS = 10_000;
const TICKS = 50;
const ROUNDS = 5;
const AIM_MS = 2;
/** What web/bench/browser-tick.ts hands back. */
interface TickTimes {
  ours: number[];
  naive: number[];
  parts: [decode: number, describe: number, attributes: number][];
  drawn: number;
}

/**
 * JS in the browser a tick at 10,000 movers, all of which moved: frame → columns → glide → deck's
 * attributes, on the product's own map and layer. Beside it, tick by tick, the same dots as JSON and
 * accessors. Drawing itself is left to the GPU (software here) and not in the figure.
 */
export const bench: Bench = {
  name: 'browser-tick',
  about: 'JS in the browser a tick at 10,000 movers',
  run: async (log) => {
    const served = await servePage('browser-tick');
    const browser = await launchBrowser();
    try {
      const ours: number[] = [];
      const naive: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const { page, context, faults } = await openPage(browser, `${served.url}?probe`, {
          width: 960,
          height: 540,
        });
        await page.waitForFunction(() => 'runTicks' in window);
        const times = await page.evaluate(
          ([movers, ticks]) =>
            (
              window as unknown as { runTicks: (n: number, t: number) => Promise<TickTimes> }
            ).runTicks(movers, ticks),
          [MOVERS, TICKS] as const,
        );
        await context.close();
        if (times.drawn !== MOVERS)
          throw new Error(`${times.drawn} of ${MOVERS} drawn: ${faults.errors.join('; ')}`);
        ours.push(median(times.ours));
        naive.push(median(times.naive));
        const [decode, describe, attributes] = [0, 1, 2].map((k) => median(times.parts.map((p) => p[k]!)).toFixed(2)); // prettier-ignore
        log(`  frame ${decode}, layers ${describe}, attributes ${attributes} ms`);
        log(`round ${round + 1}: ours ${ours.at(-1)!.toFixed(2)} ms, JSON ${naive.at(-1)!.toFixed(2)} ms`); // prettier-ignore
      }
      const value = median(ours);
      return [
        {
          name: 'browser tick, 10,000 movers',
          unit: 'ms JS',
          ours: value,
          peers: [{ name: 'JSON and accessors', value: median(naive) }],
          ratio: value / median(naive),
          aim: `≤ ${AIM_MS} ms`,
          met: value <= AIM_MS,
        },
      ];
    } finally {
      await browser.close();
      await served.close();
    }
  },
};
